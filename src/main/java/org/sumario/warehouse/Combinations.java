package org.sumario.warehouse;

import java.io.IOException;
import java.util.Arrays;
import org.sumario.model.ObservationBatch;

/**
 * Numbers the combinations of period and labels that observations carry, from 1, and writes each where it first occurs. Memory is bounded:
 * when too many are known all are forgotten, so that a combination may come to have several numbers.
 */
final class Combinations {
    static final int MOST_KNOWN = 1 << 17;

    private static final long[][] NO_LONGS = {};

    /** The period and the dimensions, which lie side by side in a batch. */
    private static final int FIRST = ObservationBatch.ADDRESS.indexOf("period_id");

    private static final int WIDTH = 1 + ObservationBatch.DIMENSIONS.size();

    private final PlainParquet file;

    /** An open hash table of positions among the known, from 1; 0 is free. */
    private final int[] slots = new int[4 * MOST_KNOWN];

    private final int[] known = new int[WIDTH * MOST_KNOWN];
    private int knownCount;
    private int forgotten;

    private final int[] numbers = new int[ObservationBatch.CAPACITY];
    private final int[][] fresh = new int[1 + WIDTH][ObservationBatch.CAPACITY];
    private int freshCount;

    Combinations(PlainParquet file) {
        this.file = file;
    }

    /** The number of each observation's combination; the array is used again for the next batch. */
    int[] number(ObservationBatch batch) throws IOException {
        int[] combination = new int[WIDTH];
        for (int row = 0; row < batch.size; row++) {
            int hash = 0;
            for (int i = 0; i < WIDTH; i++) {
                combination[i] = batch.keys[FIRST + i][row];
                hash = 31 * hash + combination[i];
            }
            int position = position(combination, hash);
            numbers[row] = forgotten + position;
        }
        return numbers;
    }

    private int position(int[] combination, int hash) throws IOException {
        // Multiplied by the golden ratio: neighbouring sums fall far apart.
        int slot = (hash * 0x9E3779B9 >>> 8) % slots.length;
        while (slots[slot] != 0) {
            int start = (slots[slot] - 1) * WIDTH;
            if (Arrays.equals(known, start, start + WIDTH, combination, 0, WIDTH)) {
                return slots[slot];
            }
            slot = (slot + 1) % slots.length;
        }
        if (knownCount == MOST_KNOWN) {
            forgotten += knownCount;
            knownCount = 0;
            Arrays.fill(slots, 0);
            return position(combination, hash);
        }
        System.arraycopy(combination, 0, known, knownCount * WIDTH, WIDTH);
        slots[slot] = ++knownCount;
        write(combination);
        return knownCount;
    }

    private void write(int[] combination) throws IOException {
        fresh[0][freshCount] = forgotten + knownCount;
        for (int i = 0; i < WIDTH; i++) {
            fresh[1 + i][freshCount] = combination[i];
        }
        if (++freshCount == ObservationBatch.CAPACITY) {
            flush();
        }
    }

    /** Writes what is still held back. */
    void flush() throws IOException {
        file.add(fresh, NO_LONGS, freshCount);
        freshCount = 0;
    }
}
