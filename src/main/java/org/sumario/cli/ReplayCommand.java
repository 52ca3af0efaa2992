package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.Replay;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Progress;
import org.sumario.warehouse.RowReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs history again from archive and ledger alone; the table is a row per run, release and relation with both digests. */
@Command(name = "replay")
final class ReplayCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("run", "release_number", "relation", "expected_digest", "replayed_digest", "verdict");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "RUN", arity = "0..1", descriptionKey = "replay.run")
    private @Nullable String run;

    @Option(names = "--all", descriptionKey = "replay.all")
    private boolean all;

    private final AtomicBoolean isStopping = new AtomicBoolean();

    @Override
    public Integer call() throws IOException {
        if (all == (run != null)) {
            throw new Refused("USAGE_REPLAY");
        }
        Long number = number();
        Path scratch = Files.createTempDirectory("sumario-replay");
        try (OrderlyEnd end = OrderlyEnd.of(() -> isStopping.set(true));
                ProgressDisplay display = new ProgressDisplay(sumario)) {
            List<Replay.Report> reports = new ArrayList<>();
            sumario.print(output -> {
                output.columns(COLUMNS);
                reports.add(Replay.of(
                        sumario.settings().warehouse(),
                        number,
                        scratch,
                        sumario.settings().limits(),
                        stoppable(display),
                        Clock.systemUTC(),
                        telling(output)));
            });
            return tell(reports.get(0));
        } finally {
            delete(scratch);
        }
    }

    private @Nullable Long number() {
        if (run != null && !run.matches("[0-9]{1,18}")) {
            throw new Refused("USAGE_VALUE", "RUN", run, "1, 2, 3 …");
        }
        return run == null ? null : Long.valueOf(run);
    }

    private Progress stoppable(Progress display) {
        return new Progress() {
            @Override
            public void begins(String step, int pieces) {
                display.begins(step, pieces);
            }

            @Override
            public void advances(String piece) {
                display.advances(piece);
            }

            @Override
            public boolean wantsToStop() {
                return isStopping.get();
            }
        };
    }

    private Replay.Receiver telling(RowReceiver output) {
        return new Replay.Receiver() {
            @Override
            public void row(Replay.Row row) throws IOException {
                output.row(Arrays.asList(
                        row.run(),
                        row.releaseNumber(),
                        row.relation(),
                        row.expected(),
                        row.replayed(),
                        row.verdict().word()));
            }

            @Override
            public void tell(Reason summary) {
                sumario.tell(summary);
            }

            @Override
            public void differs(Reason what) {
                sumario.messages().print(what);
            }
        };
    }

    private int tell(Replay.Report report) {
        if (report.differing() > 0) {
            sumario.messages().print(Reason.of("REPLAY_DIFFERS", report.differing(), report.runs()));
            return ExitCode.DIFFERENCE;
        }
        sumario.messages()
                .print(
                        report.runs() == 0
                                ? Reason.of("REPLAY_NOTHING")
                                : Reason.of("REPLAY_PASS", report.runs(), report.releases()));
        return ExitCode.DONE;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> leftovers = Files.walk(folder)) {
            for (Path leftover : leftovers.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(leftover);
            }
        }
    }
}
