package org.sumario.pipeline;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

/** Says what made a load fail in words that a person can act upon. */
final class Failures {
    private Failures() {}

    /** What made an execution fail, as a refusal. */
    static Refused of(JobExecution execution) {
        List<Throwable> failures = new ArrayList<>();
        execution.getStepExecutions().forEach(step -> failures.addAll(step.getFailureExceptions()));
        failures.addAll(execution.getFailureExceptions());
        for (Throwable failure : failures) {
            Optional<Refused> refused = refusal(failure);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        Throwable first = failures.isEmpty()
                ? new IllegalStateException(execution.getExitStatus().toString())
                : failures.get(0);
        Refused refused = of(first);
        failures.stream().skip(1).forEach(refused::addSuppressed);
        return refused;
    }

    /** The refusal behind a failure, or one that names the disk or the deepest cause. */
    static Refused of(Throwable failure) {
        Optional<Refused> known = refusal(failure);
        if (known.isPresent()) {
            return known.get();
        }
        Refused refused = new Refused(reason(failure));
        refused.initCause(failure);
        return refused;
    }

    private static Reason reason(Throwable failure) {
        String text = text(failure);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("disk quota")) {
            return Reason.of("LOAD_DISK_FULL", text);
        }
        return Reason.of(lower.contains("input/output error") ? "LOAD_DISK_ERROR" : "LOAD_FAILED", text);
    }

    private static Optional<Refused> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    /** What the disk or a database said, else the deepest cause, on one line. */
    static String text(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isNearer =
                    cause instanceof IOException || cause instanceof SQLException || cause.getCause() == null;
            told = isNearer ? cause : told;
        }
        String message = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
