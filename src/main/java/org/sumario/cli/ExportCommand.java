package org.sumario.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Products made from the current release: a subcommand each. */
@Command(
        name = "export",
        subcommands = {ExportProofCommand.class, ExportRevisionsCommand.class})
final class ExportCommand {
    @ParentCommand
    private @Nullable SumarioCommand sumario;

    SumarioCommand sumario() {
        return Objects.requireNonNull(sumario);
    }

    /**
     * The file to write. One that a person names is replaced; one that stands there by chance is not.
     *
     * @param ending which the name must have
     */
    static Path file(SumarioCommand sumario, @Nullable Path output, Path usual, String ending) {
        Path file = sumario.currentPath(output == null ? usual : output);
        if (output == null && Files.exists(file)) {
            throw new Refused("USAGE_FILE_EXISTS", file);
        }
        // Also keeps a slip from replacing the warehouse itself.
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending) || Files.isDirectory(file)) {
            throw new Refused("USAGE_VALUE", "--output", file, "*" + ending);
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        return file;
    }
}
