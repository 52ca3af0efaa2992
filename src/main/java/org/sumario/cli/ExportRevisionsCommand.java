package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.export.RevisionWorkbook;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleasedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes vintages, flows, comparisons and revisions into a workbook; the result is a row per sheet. */
@Command(name = "revisions")
final class ExportRevisionsCommand implements Callable<Integer> {
    private static final Path DEFAULT = Path.of("revisions.xlsx");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private ExportCommand parent;

    @Option(names = "--source", paramLabel = "ID")
    private @Nullable String source;

    @Option(names = "--year", paramLabel = "YEAR")
    private @Nullable Integer year;

    @Option(names = "--output", paramLabel = "PATH", descriptionKey = "export.output")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path file = file(sumario);
        Path warehouse = sumario.settings().warehouse();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(warehouse)) {
            if (source != null) {
                require("--source", source, released.known("source_code"));
            }
            if (year != null) {
                require("--year", year.toString(), released.known("year"));
            }
            NamedWorkbook.write(
                    sumario,
                    file,
                    () -> RevisionWorkbook.write(
                            released,
                            new RevisionWorkbook.Asked(
                                    source, year, sumario.settings().language()),
                            file));
        } catch (Refused e) {
            if (e.reason().code().equals("SQL_BAD")) {
                // Nobody wrote this SQL: the file lacks the relation, so it is no release of ours.
                throw new Refused(
                        "WAREHOUSE_UNFIT", warehouse, e.reason().arguments().get(0));
            }
            throw e;
        }
        return ExitCode.DONE;
    }

    /** A file that a person names is replaced; one that stands there by chance is not. */
    private Path file(SumarioCommand sumario) {
        if (output == null && Files.exists(sumario.currentPath(DEFAULT))) {
            throw new Refused("USAGE_FILE_EXISTS", sumario.currentPath(DEFAULT));
        }
        return NamedWorkbook.path(sumario, "--output", output == null ? DEFAULT : output);
    }

    private static void require(String option, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new Refused("USAGE_VALUE", option, value, String.join(", ", known));
        }
    }
}
