package org.sumario.model;

import java.time.Instant;
import java.util.Locale;

/**
 * What a person settled about a delivery. It binds the delivery and its twins: files that say the same about the same vintages.
 *
 * @param sha256 the delivery it names
 * @param run the run that made it; it settles what had arrived before
 */
public record Decision(String sha256, Verdict verdict, String reason, String decidedBy, Instant decidedAt, long run) {

    /** Why a delivery is what it is, where this binds it. */
    public Reason asReason() {
        return Reason.of("DECIDED_" + verdict, decidedBy, decidedAt.toString().substring(0, 10), reason);
    }

    /** What can be decided; {@link #HOLD} is what a rollback does to everything that came after. */
    public enum Verdict {
        ACCEPT,
        CONFIRM,
        REJECT,
        HOLD;

        /** The word on the command line and in the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Verdict of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
