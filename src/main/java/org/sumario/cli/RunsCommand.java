package org.sumario.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import org.sumario.pipeline.JobStore;
import org.sumario.pipeline.JobStore.Run;
import org.sumario.pipeline.JobStore.RunStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The run history from the job repository; one run with its steps. */
@Command(name = "runs")
final class RunsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("run", "status", "started_at", "duration_ms", "exit_code", "deliveries", "rows", "rejections");
    private static final List<String> STEP_COLUMNS =
            List.of("run", "step", "status", "duration_ms", "rows", "rejections");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "RUN", arity = "0..1", descriptionKey = "runs.run")
    private @Nullable Long number;

    @Override
    public Integer call() throws IOException {
        List<Run> runs = JobStore.history(sumario.settings().warehouse());
        Long wanted = number;
        if (wanted == null) {
            sumario.print(receiver -> {
                receiver.columns(COLUMNS);
                for (Run run : runs) {
                    receiver.row(Arrays.asList(
                            run.run(),
                            run.status(),
                            run.startedAt(),
                            run.durationMillis(),
                            run.exitCode(),
                            run.deliveries(),
                            run.rows(),
                            run.rejections()));
                }
            });
            return ExitCode.DONE;
        }
        Run run = runs.stream()
                .filter(candidate -> candidate.run() == wanted)
                .findFirst()
                .orElseThrow(() -> new Refused("RUN_UNKNOWN", wanted));
        sumario.print(receiver -> {
            receiver.columns(STEP_COLUMNS);
            for (RunStep step : run.steps()) {
                receiver.row(Arrays.asList(
                        run.run(), step.name(), step.status(), step.durationMillis(), step.rows(), step.rejections()));
            }
        });
        return ExitCode.DONE;
    }
}
