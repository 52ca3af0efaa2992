package org.sumario.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.model.Decision;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Rollbacks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes an earlier release current again. The table is one row per delivery that is held because of it. */
@Command(name = "rollback")
final class RollbackCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("delivery", "source_code", "file_name");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "RELEASE", descriptionKey = "rollback.release")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String release;

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String reason;

    private long number() {
        if (!release.matches("[0-9]{1,18}")) {
            throw new Refused("USAGE_VALUE", "RELEASE", release, "1, 2, 3 …");
        }
        return Long.parseLong(release);
    }

    @Override
    public Integer call() throws IOException {
        Rollbacks.Report report;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            report = Rollbacks.run(
                    sumario.settings().warehouse(),
                    number(),
                    ReasonText.parse(reason),
                    System.getProperty("user.name"),
                    sumario.settings().language(),
                    progress,
                    Clock.systemUTC());
        }
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Delivery held : report.held()) {
                receiver.row(Arrays.asList(held.shortName(), held.sourceCode(), held.fileName()));
            }
        });
        report.notices().forEach(sumario::tell);
        for (Decision decision : report.withdrawn()) {
            sumario.tell(Reason.of(
                    "ROLLBACK_WITHDRAWN",
                    decision.sha256().substring(0, 8),
                    decision.verdict().word(),
                    decision.reason()));
        }
        for (Delivery held : report.held()) {
            sumario.tell(Reason.of("ROLLBACK_HELD", held.shortName(), held.fileName()));
        }
        sumario.tell(Reason.of(
                "ROLLBACK_DONE",
                release,
                report.releaseFile(),
                report.release().figuresDigest().substring(0, 16)));
        return ExitCode.DONE;
    }
}
