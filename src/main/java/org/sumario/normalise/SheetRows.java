package org.sumario.normalise;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sumario.input.RowBatch;
import org.sumario.jobs.ColumnRole;

/** One sheet after its first pass: its layout, what its columns proved to be, and its rows, spooled for the second pass. */
public final class SheetRows implements Consumer<RowBatch> {
    final SheetLayout layout;
    final ColumnFacts facts;
    private final Consumer<RowBatch> spool;
    private final Supplier<Iterator<RowBatch>> spooled;

    /**
     * @param spool keeps the rows outside memory
     * @param spooled gives them back in order
     */
    public SheetRows(SheetLayout layout, Consumer<RowBatch> spool, Supplier<Iterator<RowBatch>> spooled) {
        this.layout = layout;
        this.spool = spool;
        this.spooled = spooled;
        int[] companions = IntStream.range(0, layout.columns().size())
                .filter(slot -> role(slot) instanceof ColumnRole.Period
                        || role(slot) instanceof ColumnRole.ExtractionDate
                        || role(slot) instanceof ColumnRole.PublishedDate)
                .toArray();
        this.facts = new ColumnFacts(layout.columns().size(), slotOf(ColumnRole.Year.class), companions);
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
