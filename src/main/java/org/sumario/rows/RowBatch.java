package org.sumario.rows;

/**
 * Up to {@link #CAPACITY} rows of one sheet, column by column: {@code codes[c][r]} is the dictionary code of the wanted column c in
 * row r. The reader reuses the batch, so a receiver copies what it keeps.
 */
public final class RowBatch {
    public static final int CAPACITY = 2048;

    public final int[] rowNumbers = new int[CAPACITY];
    public final int[][] codes;
    public int size;

    public RowBatch(int columns) {
        codes = new int[columns][CAPACITY];
    }
}
