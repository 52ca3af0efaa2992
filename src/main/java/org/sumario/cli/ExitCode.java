package org.sumario.cli;

import java.util.Set;
import org.sumario.model.Reason;

/** The exit codes that scripts rely on. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int NEEDS_PERSON = 3;
    static final int DIFFERENCE = 4;
    static final int WAREHOUSE_LOCKED = 5;

    private static final Set<String> WRONG = Set.of(
            "SQL_BAD",
            "DELIVERY_ID_BAD",
            "DELIVERY_UNKNOWN",
            "DELIVERY_AMBIGUOUS",
            "RUN_UNKNOWN",
            "PLAN_UNKNOWN",
            "PLAN_MOVED",
            "REPLAY_NO_RECORD",
            "SHEET_MISSING",
            "RELEASE_UNKNOWN",
            "RELEASE_IS_CURRENT",
            "DECIDE_UNREADABLE",
            "DECIDE_PRUNED",
            "PRUNE_NEEDED",
            "DECIDE_CANNOT_ACCEPT",
            "DECIDE_CONFIRMS_NOT",
            "DECIDE_NOTHING_TO_CONFIRM",
            "INBOX_MISSING",
            "VINTAGE_UNKNOWN",
            "VINTAGE_AMBIGUOUS",
            "DIFF_MIXED",
            "DIFF_OTHER_YEAR",
            "SOURCE_JOB_MISSING");

    private ExitCode() {}

    static int of(Reason reason) {
        String code = reason.code();
        if (code.equals("WAREHOUSE_LOCKED") || code.equals("SERVE_RUNS")) {
            return WAREHOUSE_LOCKED;
        }
        if (code.equals("ARCHIVE_DIFFERS") || code.equals("PROOF_BROKEN")) {
            return DIFFERENCE;
        }
        boolean isWrong = WRONG.contains(code)
                || code.startsWith("USAGE_")
                || code.startsWith("SETTINGS_")
                || code.startsWith("JOB")
                || code.startsWith("CODELIST_");
        return isWrong ? WRONG_USAGE : FAILED;
    }
}
