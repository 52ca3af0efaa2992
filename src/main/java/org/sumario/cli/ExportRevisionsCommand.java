package org.sumario.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.export.RevisionWorkbook;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleasedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes vintages, flows, comparisons and revisions into a workbook; the result is a row per sheet. */
@Command(name = "revisions")
final class ExportRevisionsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("file", "sheet_name", "row_count", "left_out_count");
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
            List<RevisionWorkbook.Written> sheets = RevisionWorkbook.write(
                    released,
                    new RevisionWorkbook.Asked(source, year, sumario.settings().language()),
                    file);
            sumario.print(receiver -> {
                receiver.columns(COLUMNS);
                for (RevisionWorkbook.Written sheet : sheets) {
                    receiver.row(Arrays.asList(file, sheet.sheetName(), sheet.rowCount(), sheet.leftOutCount()));
                }
            });
        } catch (Refused e) {
            if (e.reason().code().equals("SQL_BAD")) {
                // Nobody wrote this SQL: the file lacks the relation, so it is no release of ours.
                throw new Refused(
                        "WAREHOUSE_UNFIT", warehouse, e.reason().arguments().get(0));
            }
            throw e;
        } catch (FileSystemException e) {
            throw new Refused("EXPORT_UNWRITABLE", file, String.valueOf(e.getMessage()));
        }
        sumario.tell(Reason.of("EXPORT_WRITTEN", file));
        return ExitCode.DONE;
    }

    /** A file that a person names is replaced; one that stands there by chance is not. */
    private Path file(SumarioCommand sumario) {
        Path file = sumario.currentPath(output == null ? DEFAULT : output);
        if (output == null && Files.exists(file)) {
            throw new Refused("USAGE_FILE_EXISTS", file);
        }
        // Also keeps a slip from replacing the warehouse itself.
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx") || Files.isDirectory(file)) {
            throw new Refused("USAGE_VALUE", "--output", file, "*.xlsx");
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        return file;
    }

    private static void require(String option, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new Refused("USAGE_VALUE", option, value, String.join(", ", known));
        }
    }
}
