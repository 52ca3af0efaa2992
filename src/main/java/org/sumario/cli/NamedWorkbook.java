package org.sumario.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sumario.export.WrittenSheet;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

/** A workbook that a person names: where it may stand, and a row per sheet that was written into it. */
final class NamedWorkbook {
    private static final List<String> COLUMNS = List.of("file", "sheet_name", "row_count", "left_out_count");

    private NamedWorkbook() {}

    /**
     * The file that an option names, against the current directory; one that is there is replaced.
     *
     * @throws Refused {@code USAGE_VALUE} or {@code USAGE_FOLDER_MISSING} where no workbook can stand
     */
    static Path path(SumarioCommand sumario, String option, Path given) {
        Path file = sumario.currentPath(given);
        // Also keeps a slip from replacing the warehouse itself.
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx") || Files.isDirectory(file)) {
            throw new Refused("USAGE_VALUE", option, file, "*.xlsx");
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        return file;
    }

    /** Something that writes one. */
    interface Work {
        List<WrittenSheet> write() throws IOException;
    }

    /** Writes it and prints its sheets. */
    static void write(SumarioCommand sumario, Path file, Work work) throws IOException {
        List<WrittenSheet> sheets;
        try {
            sheets = work.write();
        } catch (FileSystemException e) {
            throw new Refused("EXPORT_UNWRITABLE", file, String.valueOf(e.getMessage()));
        }
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (WrittenSheet sheet : sheets) {
                receiver.row(Arrays.asList(file, sheet.sheetName(), sheet.rowCount(), sheet.leftOutCount()));
            }
        });
        sumario.tell(Reason.of("EXPORT_WRITTEN", file));
    }
}
