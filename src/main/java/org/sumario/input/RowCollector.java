package org.sumario.input;

import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Fills row batches with the codes of the wanted columns and hands them on. */
final class RowCollector {
    private final int[] wantedColumns;
    private final Consumer<RowBatch> receiver;
    private final RowBatch batch;

    RowCollector(int[] wantedColumns, Consumer<RowBatch> receiver) {
        this.wantedColumns = wantedColumns;
        this.receiver = receiver;
        this.batch = new RowBatch(wantedColumns.length);
    }

    /** Adds a row; {@code codeAt} gives the dictionary code at a column index, 0 where the row has no cell. */
    void add(int rowNumber, IntFunction<Integer> codeAt) {
        batch.rowNumbers[batch.size] = rowNumber;
        for (int i = 0; i < wantedColumns.length; i++) {
            batch.codes[i][batch.size] = codeAt.apply(wantedColumns[i]);
        }
        batch.size++;
        if (batch.size == RowBatch.CAPACITY) {
            finish();
        }
    }

    /** Hands on what is left. */
    void finish() {
        if (batch.size > 0) {
            receiver.accept(batch);
            batch.size = 0;
        }
    }
}
