package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The published states of the warehouse. */
@Command(name = "releases")
final class ReleasesCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("release_number", "released_at", "is_current", "figures_digest", "record_digest");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Override
    public Integer call() throws IOException {
        return new Listing(sumario, COLUMNS).print("release", "release_number");
    }
}
