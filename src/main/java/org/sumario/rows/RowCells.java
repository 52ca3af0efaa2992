package org.sumario.rows;

import java.util.Arrays;
import java.util.BitSet;

/** Gives the cells of each row that are not blank, from left to right; what lies between them costs nothing. */
public class RowCells extends RowSink {
    private final String sheetName;
    private final ShownCells.Receiver receiver;
    private final BitSet filled = new BitSet();
    private int[] codes = new int[64];

    /** Takes cells one by one. */
    public interface Receiver {
        /** @param columnIndex 0-based */
        void cell(String sheetName, int rowNumber, int columnIndex, RawValue value);
    }

    public RowCells(String sheetName, Receiver receiver, Limits limits) {
        this(sheetName, (sheet, row, column, value, shown) -> receiver.cell(sheet, row, column, value), limits);
    }

    RowCells(String sheetName, ShownCells.Receiver receiver, Limits limits) {
        super(new Dictionary(limits), limits, 0);
        this.sheetName = sheetName;
        this.receiver = receiver;
    }

    @Override
    public boolean wants(int columnIndex) {
        return true;
    }

    @Override
    public void cell(int columnIndex, int code) {
        if (columnIndex >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(columnIndex + 1, codes.length * 2));
        }
        codes[columnIndex] = code;
        filled.set(columnIndex, code != 0);
    }

    @Override
    boolean row(int rowNumber) {
        for (int column = filled.nextSetBit(0); column >= 0; column = filled.nextSetBit(column + 1)) {
            give(rowNumber, column, codes[column]);
        }
        filled.clear();
        return true;
    }

    void give(int rowNumber, int column, int code) {
        RawValue value = dictionary.value(code);
        give(rowNumber, column, value, value.text());
    }

    final void give(int rowNumber, int column, RawValue value, String shown) {
        receiver.cell(sheetName, rowNumber, column, value, shown);
    }

    @Override
    void clearRow() {
        filled.clear();
    }

    @Override
    boolean takeBack() {
        return false;
    }
}
