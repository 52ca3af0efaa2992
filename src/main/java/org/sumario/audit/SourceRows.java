package org.sumario.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumario.archive.Archive;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.CellRef;
import org.sumario.rows.Limits;
import org.sumario.warehouse.TracedFigures.Cell;

/**
 * The rows of archived files in which counted cells stand, as a person sees them. Of each column that is counted one bit per row is held,
 * so that a figure of any number of cells can be shown with its rows.
 */
public final class SourceRows {
    private final Map<List<String>, Map<Integer, BitSet>> rowsByColumn = new HashMap<>();

    /** Takes the rows of a sheet in the order of the file. */
    public interface Receiver {
        /** @param columnCount how many columns the sheet has, as far as its first rows tell */
        void begin(int columnCount) throws IOException;

        /**
         * @param shown what each cell shows, by column index; empty where it shows nothing
         * @param counted the column indices of cells that were counted; none in a row that stands there for all
         */
        void row(int rowNumber, List<String> shown, BitSet counted) throws IOException;
    }

    /** Remembers a cell that was counted. */
    public void count(Cell cell) {
        CellRef address =
                CellRef.parse(cell.fileName(), cell.sheetName(), cell.cell()).orElseThrow();
        rowsByColumn
                .computeIfAbsent(key(cell.sha256(), cell.sheetName()), sheet -> new TreeMap<>())
                .computeIfAbsent(address.columnIndex(), column -> new BitSet())
                .set(address.rowNumber());
    }

    /** Gives the rows with counted cells, and those that say something for all of them. */
    public void give(Trace.Sheet sheet, Path warehouse, Limits limits, Receiver receiver) throws IOException {
        BitSet wanted = counted(sheet);
        wanted.or(sheet.rowsForAll());
        InputFile file = InputFiles.open(new Archive(warehouse).find(sheet.sha256()), sheet.fileName(), limits);
        receiver.begin(file.sheets().stream()
                .filter(preview -> preview.sheetName().equals(sheet.sheetName()))
                .flatMap(preview -> preview.rows().stream())
                .mapToInt(row -> row.values().size())
                .max()
                .orElse(0));
        Rows rows = new Rows(columns(sheet), receiver);
        try {
            file.shownRows(
                    sheet.sheetName(),
                    wanted,
                    (name, row, column, value, shown) ->
                            rows.cell(row, column, shown.isEmpty() ? value.text() : shown));
            rows.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private BitSet counted(Trace.Sheet sheet) {
        BitSet rows = new BitSet();
        columns(sheet).values().forEach(rows::or);
        return rows;
    }

    private Map<Integer, BitSet> columns(Trace.Sheet sheet) {
        return rowsByColumn.getOrDefault(key(sheet.sha256(), sheet.sheetName()), Map.of());
    }

    private static List<String> key(String sha256, String sheetName) {
        return List.of(sha256, sheetName);
    }

    /** Puts the cells of a row together. */
    private static final class Rows {
        private final Map<Integer, BitSet> rowsByColumn;
        private final Receiver receiver;
        private final List<String> shown = new ArrayList<>();
        private int rowNumber;

        Rows(Map<Integer, BitSet> rowsByColumn, Receiver receiver) {
            this.rowsByColumn = rowsByColumn;
            this.receiver = receiver;
        }

        void cell(int row, int column, String text) {
            if (row != rowNumber) {
                end();
                rowNumber = row;
            }
            while (shown.size() <= column) {
                shown.add("");
            }
            shown.set(column, text);
        }

        void end() {
            if (rowNumber > 0) {
                BitSet counted = new BitSet();
                rowsByColumn.forEach((column, rows) -> counted.set(column, rows.get(rowNumber)));
                try {
                    receiver.row(rowNumber, shown, counted);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            shown.clear();
        }
    }
}
