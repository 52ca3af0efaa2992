package org.sumario.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The job files: its subcommands list and check them. */
@Command(
        name = "jobs",
        subcommands = {JobsListCommand.class, JobsCheckCommand.class})
final class JobsCommand {
    @ParentCommand
    private @Nullable SumarioCommand sumario;

    SumarioCommand sumario() {
        return Objects.requireNonNull(sumario);
    }
}
