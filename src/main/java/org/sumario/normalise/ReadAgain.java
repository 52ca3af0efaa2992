package org.sumario.normalise;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.model.CellRef;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowSpool;

/** A delivery read again as a load reads it, to tell of single count cells what they say and what was made of it. */
public final class ReadAgain {
    private final String fileName;
    private final InputFile file;
    private final Dictionary dictionary;
    private final List<SheetRows> sheets;
    private final Normaliser normaliser;
    private final @Nullable LocalDate published;
    private final Map<SheetRows, Pass> passes = new HashMap<>();

    /**
     * A count cell.
     *
     * @param raw its text as it stands in the file
     * @param count what it counts, {@link ObservationBatch#ABSENT} where it is no count
     * @param rules what was applied between the cells of its row and the observation
     */
    public record ReadCell(String raw, long count, List<Reason> rules) {}

    private ReadAgain(
            String fileName,
            InputFile file,
            Recognition recognised,
            Limits limits,
            @Nullable LocalDate published,
            IntFunction<IntFunction<RowSpool>> spools) {
        this.fileName = fileName;
        this.file = file;
        this.published = published;
        dictionary = new Dictionary(limits);
        sheets = SheetRows.all(file, recognised, dictionary, spools);
        normaliser = new Normaliser(recognised.job(), dictionary, sheets, published);
    }

    /**
     * Reads a whole file.
     *
     * @param published the publication date that a person gave when it was loaded
     * @param spools gives a place for the rows of the n-th sheet and of so many columns; the caller deletes them
     */
    public static ReadAgain of(
            String fileName,
            InputFile file,
            Recognition recognised,
            Limits limits,
            @Nullable LocalDate published,
            IntFunction<IntFunction<RowSpool>> spools) {
        return new ReadAgain(fileName, file, recognised, limits, published, spools);
    }

    /** By sheet, the rows that say something for all rows of its table: those of its header, and of single places above or below it. */
    public Map<String, BitSet> rowsForAll() {
        Map<String, BitSet> rows = new HashMap<>();
        for (SheetRows sheet : sheets) {
            BitSet ofSheet = rows.computeIfAbsent(sheet.layout.sheetName(), name -> new BitSet());
            sheet.layout.header().forEach(row -> ofSheet.set(row.rowNumber()));
            sheet.layout.constants().stream()
                    .filter(constant -> constant.rowNumber() > 0)
                    .forEach(constant -> ofSheet.set(constant.rowNumber()));
        }
        return rows;
    }

    /**
     * Some of its count cells; one that is none, or in no row of a table, is left out. Asked for some at a time and from above, it goes
     * through the rows once; what is held grows with the number of cells that are asked for at once.
     */
    public Map<CellRef, ReadCell> cells(Set<CellRef> wanted) {
        Map<CellRef, ReadCell> found = new HashMap<>();
        for (SheetRows sheet : sheets) {
            NavigableMap<Integer, BitSet> columnsByRow = new TreeMap<>();
            for (CellRef cell : wanted) {
                if (cell.sheetName().equals(sheet.layout.sheetName())) {
                    columnsByRow
                            .computeIfAbsent(cell.rowNumber(), row -> new BitSet())
                            .set(cell.columnIndex());
                }
            }
            if (!columnsByRow.isEmpty()) {
                Pass pass = passes.get(sheet);
                if (pass == null || pass.lastRow >= columnsByRow.firstKey()) {
                    pass = new Pass(sheet);
                    passes.put(sheet, pass);
                }
                if (!pass.read(columnsByRow, columnsByRow.lastKey(), found)) {
                    // Rows may stand out of order.
                    new Pass(sheet).read(columnsByRow, Integer.MAX_VALUE, found);
                }
            }
        }
        return found;
    }

    /** A way through the rows of a sheet, as far as cells were asked for. */
    private final class Pass {
        private final SheetRows sheet;
        private final SheetColumns columns;
        private final AppliedRules rules;
        private final Iterator<RowBatch> batches;
        private @Nullable RowBatch batch;
        private int next;
        private int lastRow;

        Pass(SheetRows sheet) {
            this.sheet = sheet;
            columns = normaliser.columns(sheet);
            rules = new AppliedRules(dictionary, sheet, columns, normaliser.vintages(), published);
            batches = sheet.batches();
        }

        /** Ends before the first row below one; answers whether all wanted rows came. */
        boolean read(NavigableMap<Integer, BitSet> columnsByRow, int untilRow, Map<CellRef, ReadCell> found) {
            Set<CellRef> written = written(columnsByRow.keySet());
            Set<Integer> awaited = new HashSet<>(columnsByRow.keySet());
            for (RowBatch in = current(); in != null && in.rowNumbers[next] <= untilRow; in = current()) {
                lastRow = in.rowNumbers[next];
                BitSet wanted = columnsByRow.get(lastRow);
                if (wanted != null) {
                    awaited.remove(lastRow);
                    take(in, next, wanted, written, found);
                }
                next++;
            }
            return awaited.isEmpty();
        }

        private @Nullable RowBatch current() {
            while (batch == null || next == batch.size) {
                if (!batches.hasNext()) {
                    return null;
                }
                batch = batches.next();
                next = 0;
            }
            return batch;
        }

        private void take(RowBatch in, int row, BitSet wanted, Set<CellRef> written, Map<CellRef, ReadCell> found) {
            for (int measure = 0; measure < columns.measures.length; measure++) {
                int slot = columns.measures[measure];
                int address = slot < 0 ? -1 : columns.address(slot);
                int column = slot < 0 ? -1 : address < 0 ? columns.columnIndex(slot) : in.codes[address][row];
                if (column >= 0 && wanted.get(column)) {
                    Counts.Count count = columns.count(measure, in, row);
                    List<Reason> applied =
                            rules.of(in, row, measure, index -> !written.contains(cell(in.rowNumbers[row], index)));
                    found.put(
                            cell(in.rowNumbers[row], column),
                            new ReadCell(
                                    dictionary.value(in.codes[slot][row]).text(),
                                    count.isReadable() ? count.value() : ObservationBatch.ABSENT,
                                    applied));
                }
            }
        }

        /** Cells of columns that are filled down which say something themselves. */
        private Set<CellRef> written(Set<Integer> rows) {
            Set<CellRef> cells = new HashSet<>();
            for (int column : rules.filledDown()) {
                rows.forEach(row -> cells.add(cell(row, column)));
            }
            return cells.isEmpty() ? Set.of() : file.shown(cells).keySet();
        }

        private CellRef cell(int rowNumber, int columnIndex) {
            return new CellRef(fileName, sheet.layout.sheetName(), rowNumber, columnIndex);
        }
    }
}
