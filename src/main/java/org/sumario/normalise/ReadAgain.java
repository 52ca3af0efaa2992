package org.sumario.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Some of its count cells; one that is none, or in no row of a table, is left out. What is held grows with the number of cells alone. */
    public Map<CellRef, ReadCell> cells(Set<CellRef> wanted) {
        Map<CellRef, ReadCell> found = new HashMap<>();
        for (SheetRows sheet : sheets) {
            Map<Integer, BitSet> columnsByRow = new HashMap<>();
            for (CellRef cell : wanted) {
                if (cell.sheetName().equals(sheet.layout.sheetName())) {
                    columnsByRow
                            .computeIfAbsent(cell.rowNumber(), row -> new BitSet())
                            .set(cell.columnIndex());
                }
            }
            if (!columnsByRow.isEmpty()) {
                read(sheet, columnsByRow, found);
            }
        }
        return found;
    }

    private void read(SheetRows sheet, Map<Integer, BitSet> columnsByRow, Map<CellRef, ReadCell> found) {
        SheetColumns columns = normaliser.columns(sheet);
        AppliedRules rules = new AppliedRules(dictionary, sheet, columns, normaliser.vintages(), published);
        Set<CellRef> written = written(sheet, rules.filledDown(), columnsByRow.keySet());
        Iterator<RowBatch> batches = sheet.batches();
        Set<Integer> awaited = new HashSet<>(columnsByRow.keySet());
        int lastRow = 0;
        while (batches.hasNext() && !(awaited.isEmpty() && lastRow == 0)) {
            RowBatch batch = batches.next();
            for (int row = 0; row < batch.size; row++) {
                int rowNumber = batch.rowNumbers[row];
                BitSet wanted = columnsByRow.get(rowNumber);
                // A row of the sheet may be several of the long form.
                if (lastRow != rowNumber && lastRow != 0) {
                    awaited.remove(lastRow);
                    lastRow = 0;
                }
                if (wanted != null) {
                    lastRow = rowNumber;
                    take(sheet, columns, rules, written, batch, row, wanted, found);
                }
            }
        }
    }

    private void take(
            SheetRows sheet,
            SheetColumns columns,
            AppliedRules rules,
            Set<CellRef> written,
            RowBatch batch,
            int row,
            BitSet wanted,
            Map<CellRef, ReadCell> found) {
        for (int measure = 0; measure < columns.measures.length; measure++) {
            int slot = columns.measures[measure];
            int address = slot < 0 ? -1 : columns.address(slot);
            int column = slot < 0 ? -1 : address < 0 ? columns.columnIndex(slot) : batch.codes[address][row];
            if (column >= 0 && wanted.get(column)) {
                Counts.Count count = columns.count(measure, batch, row);
                found.put(
                        new CellRef(fileName, sheet.layout.sheetName(), batch.rowNumbers[row], column),
                        new ReadCell(
                                dictionary.value(batch.codes[slot][row]).text(),
                                count.isReadable() ? count.value() : ObservationBatch.ABSENT,
                                rules.of(
                                        batch,
                                        row,
                                        measure,
                                        index -> !written.contains(new CellRef(
                                                fileName, sheet.layout.sheetName(), batch.rowNumbers[row], index)))));
            }
        }
    }

    /** Cells of columns that are filled down which say something themselves. */
    private Set<CellRef> written(SheetRows sheet, int[] columns, Set<Integer> rows) {
        List<CellRef> cells = new ArrayList<>();
        for (int column : columns) {
            rows.forEach(row -> cells.add(new CellRef(fileName, sheet.layout.sheetName(), row, column)));
        }
        return cells.isEmpty() ? Set.of() : file.shown(new HashSet<>(cells)).keySet();
    }
}
