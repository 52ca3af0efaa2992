package org.sumario.normalise;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sumario.input.InputFile;
import org.sumario.jobs.ColumnRole;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;
import org.sumario.rows.SheetProfile;

/** One sheet after its first pass: its layout, what its columns proved to be, and its rows, spooled for the second pass. */
public final class SheetRows implements RowReceiver {
    final SheetLayout layout;
    ColumnFacts facts;
    private SheetProfile profile = new SheetProfile();
    private final RowReceiver spool;
    private final Supplier<Iterator<RowBatch>> spooled;

    /**
     * @param spool keeps the rows outside memory
     * @param spooled gives them back in order
     */
    public SheetRows(SheetLayout layout, RowReceiver spool, Supplier<Iterator<RowBatch>> spooled) {
        this.layout = layout;
        this.spool = spool;
        this.spooled = spooled;
        this.facts = noFacts();
    }

    private ColumnFacts noFacts() {
        int[] companions = IntStream.range(0, layout.columns().size())
                .filter(slot -> role(slot) instanceof ColumnRole.Period
                        || role(slot) instanceof ColumnRole.ExtractionDate
                        || role(slot) instanceof ColumnRole.PublishedDate)
                .toArray();
        return new ColumnFacts(layout.columns().size(), slotOf(ColumnRole.Year.class), companions);
    }

    /** Reads the sheet of a file. */
    public SheetRows read(InputFile file, Dictionary dictionary) {
        profile = file.read(layout.sheetName(), layout.headerRow(), layout.columnIndices(), dictionary, this);
        return this;
    }

    @Override
    public void restart() {
        facts = noFacts();
        spool.restart();
    }

    /** What the reader had to say. */
    SheetProfile profile() {
        return profile;
    }

    @Override
    public void accept(RowBatch batch) {
        facts.accept(batch);
        spool.accept(batch);
    }

    Iterator<RowBatch> batches() {
        return spooled.get();
    }

    ColumnRole role(int slot) {
        return layout.columns().get(slot).column().role();
    }

    /** The place of the only column with a role among the wanted columns, −1 where there is none. */
    int slotOf(Class<? extends ColumnRole> role) {
        for (int slot = 0; slot < layout.columns().size(); slot++) {
            if (role.isInstance(role(slot))) {
                return slot;
            }
        }
        return -1;
    }
}
