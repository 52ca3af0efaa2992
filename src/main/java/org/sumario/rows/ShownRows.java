package org.sumario.rows;

import java.util.BitSet;

/** Gives the cells of some rows with what they show; one bit is held of each row. */
public final class ShownRows extends ShownCells {
    private final BitSet rows;
    /** Rows that are still to come. */
    private final BitSet awaited;

    /** Text files do not say which rows come next. */
    private boolean mayBeWanted = true;

    public ShownRows(String sheetName, BitSet rows, Receiver receiver, Limits limits) {
        super(sheetName, null, receiver, limits);
        this.rows = rows;
        this.awaited = (BitSet) rows.clone();
    }

    @Override
    public void begin(int firstRow, int lastRow) {
        int next = rows.nextSetBit(firstRow);
        mayBeWanted = next >= 0 && next <= lastRow;
    }

    @Override
    public boolean wants(int columnIndex) {
        return mayBeWanted;
    }

    @Override
    void give(int rowNumber, int column, int code) {
        if (rows.get(rowNumber)) {
            super.give(rowNumber, column, code);
        }
    }

    @Override
    boolean row(int rowNumber) {
        super.row(rowNumber);
        awaited.clear(rowNumber);
        return !awaited.isEmpty();
    }
}
