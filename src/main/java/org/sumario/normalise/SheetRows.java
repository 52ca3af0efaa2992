package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sumario.input.InputFile;
import org.sumario.jobs.ColumnRole;
import org.sumario.model.Finding;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;
import org.sumario.rows.RowSpool;
import org.sumario.rows.SheetProfile;

/** One sheet after its first pass: its layout, what its columns proved to be, and its rows in the long form, spooled for the second pass. */
public final class SheetRows {
    final SheetLayout layout;
    final List<Slot> slots;
    ColumnFacts facts;
    private SheetProfile profile = new SheetProfile();
    private final List<Finding> findings = new ArrayList<>();
    private final RowReceiver spool;
    private final Supplier<Iterator<RowBatch>> spooled;
    private long rowsRead;

    /**
     * @param spool keeps the rows outside memory
     * @param spooled gives them back in order
     */
    public SheetRows(SheetLayout layout, RowReceiver spool, Supplier<Iterator<RowBatch>> spooled) {
        this.layout = layout;
        this.slots = layout.slots();
        this.spool = spool;
        this.spooled = spooled;
        this.facts = noFacts();
    }

    private ColumnFacts noFacts() {
        int[] companions = IntStream.range(0, slots.size())
                .filter(slot -> role(slot) instanceof ColumnRole.Period
                        || role(slot) instanceof ColumnRole.ExtractionDate
                        || role(slot) instanceof ColumnRole.PublishedDate)
                .toArray();
        return new ColumnFacts(layout.width(), slotOf(ColumnRole.Year.class), companions);
    }

    /**
     * Reads every sheet of a file that has a layout.
     *
     * @param spools gives a place for the rows of the n-th sheet and of so many columns; the caller deletes them
     */
    static List<SheetRows> all(
            InputFile file, Recognition recognised, Dictionary dictionary, IntFunction<IntFunction<RowSpool>> spools) {
        List<SheetRows> sheets = new ArrayList<>();
        for (SheetLayout layout : recognised.sheets()) {
            RowSpool spool = spools.apply(sheets.size()).apply(layout.width());
            sheets.add(new SheetRows(layout, spool, spool::batches).read(file, dictionary));
        }
        return sheets;
    }

    /** Reads the sheet of a file. */
    public SheetRows read(InputFile file, Dictionary dictionary) {
        PrintedTotals totals = new PrintedTotals(layout, dictionary);
        Reshape reshape = new Reshape(layout, dictionary, new LongForm(), totals);
        profile = file.read(
                layout.sheetName(),
                layout.headerRow(),
                layout.columnIndices(),
                layout.indentedColumn(),
                dictionary,
                reshape);
        reshape.finish();
        totals.compare(spooled.get());
        rowsRead = reshape.rowsRead();
        findings.addAll(reshape.findings());
        findings.addAll(totals.findings());
        return this;
    }

    /** Takes the rows of the long form: learns what their columns prove, and keeps them. */
    private final class LongForm implements RowReceiver {
        @Override
        public void accept(RowBatch batch) {
            facts.accept(batch);
            spool.accept(batch);
        }

        @Override
        public void restart() {
            facts = noFacts();
            spool.restart();
        }
    }

    /** What the reader had to say. */
    SheetProfile profile() {
        return profile;
    }

    /** What is to be said of rows that gave no observation, and of printed totals. */
    List<Finding> findings() {
        return findings;
    }

    /** Rows of the sheet below its header, blank ones left out. */
    long rowsRead() {
        return rowsRead;
    }

    Iterator<RowBatch> batches() {
        return spooled.get();
    }

    ColumnRole role(int slot) {
        return slots.get(slot).role();
    }

    /** The slot of the column with a measure, −1 where there is none. */
    int slotOfMeasure(String name) {
        return IntStream.range(0, slots.size())
                .filter(slot -> role(slot) instanceof ColumnRole.Measure measure
                        && measure.name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    /** The slot of the only value with a role, −1 where there is none. */
    int slotOf(Class<? extends ColumnRole> role) {
        for (int slot = 0; slot < slots.size(); slot++) {
            if (role.isInstance(role(slot))) {
                return slot;
            }
        }
        return -1;
    }
}
