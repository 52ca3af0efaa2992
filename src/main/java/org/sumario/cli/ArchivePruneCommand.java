package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Prune;
import org.sumario.pipeline.Prune.Prunable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Takes files out of the archive that no release needs; without any named, lists them. The table is one row per file. */
@Command(name = "prune")
final class ArchivePruneCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("delivery", "sha256", "file_name", "state", "bytes");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private ArchiveCommand parent;

    @Parameters(paramLabel = "DELIVERY", descriptionKey = "prune.delivery")
    private String[] given = {};

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "prune.reason")
    private @Nullable String reason;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path warehouse = sumario.settings().warehouse();
        if (given.length == 0) {
            print(sumario, Prune.candidates(warehouse));
            sumario.tell(Reason.of("PRUNE_LISTED"));
            return ExitCode.DONE;
        }
        if (reason == null) {
            throw new Refused("USAGE_PRUNE_REASON");
        }
        List<Prunable> pruned = Prune.run(
                warehouse,
                Arrays.stream(given).map(DeliveryId::parse).toList(),
                ReasonText.parse(reason),
                System.getProperty("user.name"),
                Clock.systemUTC());
        print(sumario, pruned);
        sumario.tell(Reason.of("PRUNE_DONE", pruned.size()));
        return ExitCode.DONE;
    }

    private static void print(SumarioCommand sumario, List<Prunable> files) throws IOException {
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Prunable file : files) {
                receiver.row(Arrays.asList(
                        file.sha256().substring(0, 8), file.sha256(), file.fileName(), file.state(), file.bytes()));
            }
        });
    }
}
