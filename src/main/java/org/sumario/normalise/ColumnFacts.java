package org.sumario.normalise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.sumario.rows.RowBatch;

/**
 * What the first pass learns of a sheet's columns: how often each code stands in each column, and which codes of one column meet which
 * of another (a date with its year), with the row where they first do. Grows with distinct values, not with rows.
 */
public final class ColumnFacts implements Consumer<RowBatch> {
    /** The blank code for every row, where the year stands in the period's text. */
    private static final int[] NO_YEARS = new int[RowBatch.CAPACITY];

    private final long[][] frequencies;
    private final int yearColumn;
    private final Map<Integer, Map<Pair, Integer>> companions = new HashMap<>();
    private long rows;

    /** A code beside the code of the year in the same row. */
    record Pair(int yearCode, int code) {}

    ColumnFacts(int columns, int yearColumn, int[] companionColumns) {
        frequencies = new long[columns][64];
        this.yearColumn = yearColumn;
        for (int column : companionColumns) {
            companions.put(column, new LinkedHashMap<>());
        }
    }

    @Override
    public void accept(RowBatch batch) {
        rows += batch.size;
        for (int column = 0; column < frequencies.length; column++) {
            int[] codes = batch.codes[column];
            long[] counted = frequencies[column];
            for (int row = 0; row < batch.size; row++) {
                int code = codes[row];
                if (code >= counted.length) {
                    counted = Arrays.copyOf(counted, Math.max(code + 1, code * 2));
                }
                counted[code]++;
            }
            frequencies[column] = counted;
        }
        companions.forEach((column, pairs) -> {
            int[] years = yearColumn < 0 ? NO_YEARS : batch.codes[yearColumn];
            int[] codes = batch.codes[column];
            int lastYear = -1;
            int lastCode = -1;
            for (int row = 0; row < batch.size; row++) {
                int year = years[row];
                int code = codes[row];
                if (year != lastYear || code != lastCode) {
                    pairs.putIfAbsent(new Pair(year, code), batch.rowNumbers[row]);
                    lastYear = year;
                    lastCode = code;
                }
            }
        });
    }

    long rows() {
        return rows;
    }

    /** How often each code stands in a column; codes beyond the end never do. */
    long[] frequencies(int column) {
        return frequencies[column];
    }

    /** Codes beside years, each with the first row they share. */
    Map<Pair, Integer> companions(int column) {
        return companions.getOrDefault(column, Map.of());
    }
}
