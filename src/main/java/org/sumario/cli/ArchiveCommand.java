package org.sumario.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What can be done to the archive: a subcommand each. */
@Command(
        name = "archive",
        subcommands = {ArchivePruneCommand.class})
final class ArchiveCommand {
    @ParentCommand
    private @Nullable SumarioCommand sumario;

    SumarioCommand sumario() {
        return Objects.requireNonNull(sumario);
    }
}
