package org.sumario.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The job files: its subcommands list, check and draft them, and map labels. */
@Command(
        name = "jobs",
        subcommands = {JobsListCommand.class, JobsCheckCommand.class, JobsDraftCommand.class, JobsMapCommand.class})
final class JobsCommand {
    @ParentCommand
    private @Nullable SumarioCommand sumario;

    SumarioCommand sumario() {
        return Objects.requireNonNull(sumario);
    }
}
