package org.sumario.warehouse;

import java.nio.file.Path;

/** Counts with the cells they stand in, hashed by sheet as the record digest of a release has it; what memory does not hold is spilled. */
public final class CellCounts implements AutoCloseable {
    private static final int AT_A_TIME = 1 << 15;

    private final Duck duck = Duck.inMemory();
    private final int[] places = new int[3 * AT_A_TIME];
    private final long[] counts = new long[AT_A_TIME];
    private int waiting;

    /** @param scratch a folder that may be made for what the memory does not hold */
    public CellCounts(Path scratch) {
        duck.spillInto(scratch);
        clear();
    }

    /** Forgets all counts. */
    public void clear() {
        waiting = 0;
        duck.execute(
                "create or replace table counted(sheet integer, row_number integer, column_index integer, figure bigint)");
    }

    /**
     * Adds a count.
     *
     * @param sheet a number of the caller's
     */
    public void add(int sheet, int rowNumber, int columnIndex, long count) {
        places[3 * waiting] = sheet;
        places[3 * waiting + 1] = rowNumber;
        places[3 * waiting + 2] = columnIndex;
        counts[waiting] = count;
        waiting++;
        if (waiting == AT_A_TIME) {
            flush();
        }
    }

    /** The digest of a sheet's counts. */
    public String digest(int sheet) {
        flush();
        return RecordDigest.ofCounts(
                duck, "select row_number, column_index, figure from counted where sheet = " + sheet);
    }

    private void flush() {
        if (waiting == 0) {
            return;
        }
        duck.append("counted", appender -> {
            for (int i = 0; i < waiting; i++) {
                appender.beginRow();
                appender.append(places[3 * i]);
                appender.append(places[3 * i + 1]);
                appender.append(places[3 * i + 2]);
                appender.append(counts[i]);
                appender.endRow();
            }
        });
        waiting = 0;
    }

    @Override
    public void close() {
        duck.close();
    }
}
