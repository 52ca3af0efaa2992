package org.sumario.audit;

import java.util.Locale;
import org.sumario.model.Reason;

/**
 * Something that is not as it was left.
 *
 * @param item the file, below the warehouse folder or in the pack, or what else it is about
 * @param problem what is wrong; what to do about it has the same code with {@code _ADVICE} behind it
 */
public record Fault(Area area, String item, Reason problem) {
    /** Where it is. */
    public enum Area {
        LEDGER,
        ARCHIVE,
        STAGING,
        RELEASE,
        PACK;

        /** The word in results. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Fault of(Area area, String item, String code, Object... arguments) {
        return new Fault(area, item, Reason.of(code, arguments));
    }

    /** What to do about it. */
    public Reason advice() {
        return Reason.of(problem.code() + "_ADVICE", problem.arguments().toArray());
    }
}
