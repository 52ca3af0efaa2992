package org.sumario.input;

import java.util.Arrays;

/** Fills row batches with the codes of the wanted columns and hands them on. */
final class RowCollector extends RowSink {
    private final int afterRow;
    private final RowReceiver receiver;
    private final RowBatch batch;
    /** The place of a column among the wanted ones, −1 where nobody wants it. */
    private final int[] slots;

    private boolean isBlank = true;

    RowCollector(int afterRow, int[] wantedColumns, Dictionary dictionary, Limits limits, RowReceiver receiver) {
        super(dictionary, limits);
        this.afterRow = afterRow;
        this.receiver = receiver;
        this.batch = new RowBatch(wantedColumns.length);
        this.slots = new int[Arrays.stream(wantedColumns).max().orElse(-1) + 1];
        Arrays.fill(slots, -1);
        for (int i = 0; i < wantedColumns.length; i++) {
            slots[wantedColumns[i]] = i;
        }
    }

    @Override
    boolean wants(int columnIndex) {
        return columnIndex < slots.length && slots[columnIndex] >= 0;
    }

    @Override
    void cell(int columnIndex, int code) {
        batch.codes[slots[columnIndex]][batch.size] = code;
        if (isBlank) {
            isBlank = dictionary.isBlank(code);
        }
    }

    @Override
    boolean row(int rowNumber) {
        if (!isBlank && rowNumber > afterRow) {
            batch.rowNumbers[batch.size++] = rowNumber;
            if (batch.size == RowBatch.CAPACITY) {
                finish();
            }
        } else {
            clear(batch.size, batch.size + 1);
        }
        isBlank = true;
        return true;
    }

    private void clear(int from, int to) {
        for (int[] codes : batch.codes) {
            Arrays.fill(codes, from, to, 0);
        }
    }

    @Override
    void restart() {
        profile.clear();
        clear(0, RowBatch.CAPACITY);
        batch.size = 0;
        isBlank = true;
        receiver.restart();
    }

    /** Hands on what is left. */
    void finish() {
        if (batch.size > 0) {
            receiver.accept(batch);
            clear(0, batch.size);
            batch.size = 0;
        }
    }
}
