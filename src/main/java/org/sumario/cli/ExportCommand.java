package org.sumario.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Products made from the current release: a subcommand each. */
@Command(
        name = "export",
        subcommands = {ExportRevisionsCommand.class})
final class ExportCommand {
    @ParentCommand
    private @Nullable SumarioCommand sumario;

    SumarioCommand sumario() {
        return Objects.requireNonNull(sumario);
    }
}
