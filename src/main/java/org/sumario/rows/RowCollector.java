package org.sumario.rows;

import java.util.Arrays;

/** Fills row batches with the codes of the wanted columns and hands them on. */
public final class RowCollector extends RowSink {
    private final int afterRow;
    private final int indentedColumn;
    private final RowReceiver receiver;
    private final RowBatch batch;
    /** The batch's codes by the sheet's columns; none where nobody wants a column. */
    private final int[][] codes;

    private boolean isBlank = true;

    /** @param indentedColumn the wanted column whose values are given as their styles indent them, −1 for none */
    public RowCollector(
            int afterRow,
            int[] wantedColumns,
            int indentedColumn,
            Dictionary dictionary,
            Limits limits,
            RowReceiver receiver) {
        super(dictionary, limits, afterRow);
        this.afterRow = afterRow;
        this.indentedColumn = indentedColumn;
        this.receiver = receiver;
        this.batch = new RowBatch(wantedColumns.length);
        this.codes = new int[Arrays.stream(wantedColumns).max().orElse(-1) + 1][];
        for (int i = 0; i < wantedColumns.length; i++) {
            codes[wantedColumns[i]] = batch.codes[i];
        }
    }

    @Override
    public boolean wants(int columnIndex) {
        return columnIndex < codes.length && codes[columnIndex] != null;
    }

    @Override
    public void cell(int columnIndex, int code) {
        codes[columnIndex][batch.size] = code;
        if (isBlank) {
            isBlank = dictionary.isBlank(code);
        }
    }

    @Override
    public boolean wantsIndents() {
        return indentedColumn >= 0;
    }

    @Override
    public void indented(int columnIndex, int steps) {
        if (columnIndex == indentedColumn) {
            int[] column = codes[columnIndex];
            column[batch.size] =
                    dictionary.codeOf(dictionary.value(column[batch.size]).indented(steps));
        }
    }

    @Override
    boolean row(int rowNumber) {
        if (!isBlank && rowNumber > afterRow) {
            batch.rowNumbers[batch.size++] = rowNumber;
            if (batch.size == RowBatch.CAPACITY) {
                finish();
            }
            isBlank = true;
        } else {
            clearRow();
        }
        return true;
    }

    @Override
    void clearRow() {
        clear(batch.size, batch.size + 1);
        isBlank = true;
    }

    @Override
    boolean takeBack() {
        clear(0, batch.size);
        batch.size = 0;
        receiver.restart();
        return true;
    }

    /** Cells that are not given are blank. */
    private void clear(int from, int to) {
        for (int[] column : batch.codes) {
            Arrays.fill(column, from, to, 0);
        }
    }

    /** Hands on what is left. */
    public void finish() {
        if (batch.size > 0) {
            receiver.accept(batch);
            clear(0, batch.size);
            batch.size = 0;
        }
    }
}
