package org.sumario.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Many texts in UTF-8, back to back in chunks, by index: a fraction of what as many strings would take. */
public final class TextStore {
    private static final int CHUNK_BYTES = 1 << 16;

    private final int mostTexts;
    private final String countLimit;
    private final Limits limits;
    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] current = new byte[0];
    private int used;
    private long total;
    private byte[][] chunkOf = new byte[16][];
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int size;

    /** @param countLimit the limit to name when there are more texts than {@code mostTexts} */
    public TextStore(Limits limits, int mostTexts, String countLimit) {
        this.limits = limits;
        this.mostTexts = mostTexts;
        this.countLimit = countLimit;
    }

    public int size() {
        return size;
    }

    /**
     * Adds a text; answers its index.
     *
     * @throws LimitExceeded when it is longer than a cell may be, or all are more than may be held
     */
    public int add(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > limits.cellLength() && unitsOf(bytes, from, to) > limits.cellLength()) {
            throw new LimitExceeded("cellLength", limits.cellLength());
        }
        if (size >= mostTexts) {
            throw new LimitExceeded(countLimit, mostTexts);
        }
        total += length;
        if (total > limits.textBytes()) {
            throw new LimitExceeded("textBytes", limits.textBytes());
        }
        if (used + length > current.length) {
            current = new byte[Math.max(length, CHUNK_BYTES)];
            chunks.add(current);
            used = 0;
        }
        if (size == starts.length) {
            chunkOf = Arrays.copyOf(chunkOf, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
        }
        System.arraycopy(bytes, from, current, used, length);
        chunkOf[size] = current;
        starts[size] = used;
        lengths[size] = length;
        used += length;
        return size++;
    }

    boolean equals(int index, byte[] bytes, int from, int to) {
        int length = lengths[index];
        int start = starts[index];
        return length == to - from && Arrays.equals(chunkOf[index], start, start + length, bytes, from, to);
    }

    public byte[] bytesOf(int index) {
        return chunkOf[index];
    }

    public int start(int index) {
        return starts[index];
    }

    public int end(int index) {
        return starts[index] + lengths[index];
    }

    String get(int index) {
        return new String(chunkOf[index], starts[index], lengths[index], StandardCharsets.UTF_8);
    }

    /** UTF-16 units of a text in UTF-8: one a character, two where it takes four bytes. */
    private static int unitsOf(byte[] bytes, int from, int to) {
        int units = 0;
        for (int i = from; i < to; i++) {
            int lead = bytes[i] & 0xFF;
            units += (lead & 0xC0) == 0x80 ? 0 : lead >= 0xF0 ? 2 : 1;
        }
        return units;
    }
}
