package org.sumario.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.Trace;
import org.sumario.warehouse.RowReceiver;

/** Traced cells for a person: as many as can be looked through one by one; beyond them a line per file and sheet. */
final class TracedTable {
    static final int MOST_CELLS = 200;
    private static final List<String> COLUMNS =
            List.of("file_name", "sheet_name", "measure", "cells", "first_cell", "last_cell", "sum");

    private final List<List<@Nullable Object>> lines = new ArrayList<>();

    void line(List<@Nullable Object> values) {
        if (lines.size() <= MOST_CELLS) {
            lines.add(values);
        }
    }

    /** Whether there are too many cells to be shown one by one. */
    boolean isGrouped() {
        return lines.size() > MOST_CELLS;
    }

    void print(RowReceiver output, List<String> columns, Trace.Report report) throws IOException {
        if (isGrouped()) {
            output.columns(COLUMNS);
            for (Trace.Sheet sheet : report.sheets()) {
                output.row(Arrays.asList(
                        sheet.fileName(),
                        sheet.sheetName(),
                        sheet.measure(),
                        sheet.cells(),
                        sheet.firstCell(),
                        sheet.lastCell(),
                        sheet.sum()));
            }
        } else {
            output.columns(columns);
            for (List<@Nullable Object> line : lines) {
                output.row(line);
            }
        }
    }
}
