package org.sumario.correction;

import java.io.IOException;
import org.sumario.model.Reason;

/** A workbook whose parts cannot be edited without harm, so that its rows are copied into a new one instead. */
final class Uneditable extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Uneditable(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    /** Why, for whoever gets the copy. */
    Reason reason() {
        return reason;
    }
}
