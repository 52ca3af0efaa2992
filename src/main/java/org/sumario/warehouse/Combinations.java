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

    private static final int SLOT_BITS = 19;
    private static final long[][] NO_LONGS = {};

    /** The period and the dimensions, which lie side by side in a batch. */
    private static final int FIRST = ObservationBatch.ADDRESS.indexOf("period_id");

    private static final int WIDTH = 1 + ObservationBatch.DIMENSIONS.size();

    private final PlainParquet file;

    /** An open hash table of positions among the known, from 1; 0 is free. */
    private final int[] slots = new int[1 << SLOT_BITS];

    private final int[] known = new int[WIDTH * MOST_KNOWN];
    private int knownCount;
    private int forgotten;

    private final int[] hashes = new int[ObservationBatch.CAPACITY];
    private final int[] numbers = new int[ObservationBatch.CAPACITY];
    private final int[][] fresh = new int[1 + WIDTH][ObservationBatch.CAPACITY];
    private int freshCount;

    Combinations(PlainParquet file) {
        this.file = file;
    }

    /** The number of each observation's combination; the array is used again for the next batch. */
    int[] number(ObservationBatch batch) throws IOException {
        hash(batch);
        for (int row = 0; row < batch.size; row++) {
            int position = position(batch, row);
            numbers[row] = forgotten + position;
        }
        return numbers;
    }

    /** Column by column, as the batch lies in memory. */
    private void hash(ObservationBatch batch) {
        Arrays.fill(hashes, 0, batch.size, 0);
        for (int i = 0; i < WIDTH; i++) {
            int[] column = batch.keys[FIRST + i];
            for (int row = 0; row < batch.size; row++) {
                hashes[row] = 31 * hashes[row] + column[row];
            }
        }
    }

    private int position(ObservationBatch batch, int row) throws IOException {
        // Multiplied by the golden ratio: neighbouring sums fall far apart.
        int slot = hashes[row] * 0x9E3779B9 >>> Integer.SIZE - SLOT_BITS;
        while (slots[slot] != 0) {
            if (isKnown(slots[slot], batch, row)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (knownCount == MOST_KNOWN) {
            forgotten += knownCount;
            knownCount = 0;
            Arrays.fill(slots, 0);
            return position(batch, row);
        }
        slots[slot] = ++knownCount;
        learn(batch, row);
        return knownCount;
    }

    private boolean isKnown(int position, ObservationBatch batch, int row) {
        int start = (position - 1) * WIDTH;
        for (int i = 0; i < WIDTH; i++) {
            if (known[start + i] != batch.keys[FIRST + i][row]) {
                return false;
            }
        }
        return true;
    }

    private void learn(ObservationBatch batch, int row) throws IOException {
        fresh[0][freshCount] = forgotten + knownCount;
        for (int i = 0; i < WIDTH; i++) {
            int key = batch.keys[FIRST + i][row];
            known[(knownCount - 1) * WIDTH + i] = key;
            fresh[1 + i][freshCount] = key;
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
