package org.sumario.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.model.Reason;
import org.sumario.pipeline.History;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Releases;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Every published state of the warehouse with its digests, from the record: also those that a rollback left behind. */
@Command(name = "releases")
final class ReleasesCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("release_number", "released_at", "is_current", "figures_digest", "record_digest");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Override
    public Integer call() throws IOException {
        History history = History.of(sumario.settings().warehouse());
        long current = history.current()
                .map(release -> release.manifest().releaseNumber())
                .orElse(0L);
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (History.Release release : history.releases()) {
                Manifest manifest = release.manifest();
                receiver.row(Arrays.asList(
                        manifest.releaseNumber(),
                        manifest.releasedAt(),
                        manifest.releaseNumber() == current,
                        manifest.figuresDigest(),
                        manifest.recordDigest()));
            }
        });
        if (history.releases().isEmpty()) {
            sumario.tell(Reason.of("NO_RELEASE", sumario.settings().warehouse().resolve(Releases.CURRENT)));
        }
        return ExitCode.DONE;
    }
}
