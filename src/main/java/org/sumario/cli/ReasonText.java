package org.sumario.cli;

import org.sumario.model.Refused;

/** The reason a person gives for the record: not blank. */
final class ReasonText {
    private ReasonText() {}

    static String parse(String text) {
        if (text.isBlank()) {
            throw new Refused("USAGE_REASON_BLANK");
        }
        return text.strip();
    }
}
