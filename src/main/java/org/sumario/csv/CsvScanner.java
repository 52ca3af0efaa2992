package org.sumario.csv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.RowSink;

/**
 * Fields of delimited text, straight from bytes. What ends a field is looked for eight bytes at a time, and a field that stands as it did
 * in an earlier row is known by comparing, without looking for its end at all: the same bytes up to and with a field's end are the same field.
 */
final class CsvScanner {
    /** Small enough to stay in a core's own cache. */
    static final int BUFFER_BYTES = 1 << 17;
    /** Behind the buffer's content, so that eight bytes can be taken at its last one. */
    private static final int SLACK = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    /** Everything below is looked at more closely: the ends of lines are. */
    private static final long CONTROLS = ('\r' + 1) * ONES;

    private final InputStream in;
    private final byte delimiter;
    private final long delimiters;
    private final RowSink sink;
    private final CsvTexts texts;
    private final int mostBytes;

    private byte[] bytes;
    /** Where the field that comes next begins. */
    private int at;
    /** Where what was read ends. */
    private int limit;

    private boolean ended;
    private byte[] scratch = new byte[64];

    private int line;
    private int linesWithin;

    /** Columns seen so far, and of each: */
    private int width;

    private boolean[] wanted = new boolean[16];
    /** where the bytes of its latest field begin in the buffer, */
    private int[] starts = new int[16];
    /** how many they are with what ends it, 0 when they are gone, */
    private int[] lengths = new int[16];
    /** and its code, 0 for blank and for what nobody wants. */
    private int[] codes = new int[16];

    /** @param bufferBytes to begin with; the buffer grows for longer fields */
    CsvScanner(InputStream in, TextFormat format, CsvTexts texts, RowSink sink, int bufferBytes) {
        this.in = in;
        this.delimiter = format.delimiter();
        this.delimiters = delimiter * ONES;
        this.line = format.firstLine();
        this.sink = sink;
        this.texts = texts;
        this.bytes = new byte[bufferBytes + SLACK];
        // A character takes three bytes at most, a doubled quote two.
        this.mostBytes = (int) Math.max(bufferBytes, Math.min(4L * sink.limits.cellLength() + 64, 1 << 30));
    }

    /**
     * Gives the sink all rows, or as many as it wants.
     *
     * @throws IOException at the end when a quote was never closed
     */
    void scan() throws IOException {
        while (at < limit || more()) {
            byte first = bytes[at];
            if (first == '\r' && isLast(at)) {
                more();
            } else if (first == '\n' || first == '\r') {
                at = behindLineEnd(at);
                if (line++ > sink.limits.rows()) {
                    throw new LimitExceeded("rows", sink.limits.rows());
                }
            } else {
                linesWithin = 0;
                row();
                if (!sink.endRow(line)) {
                    return;
                }
                line += 1 + linesWithin;
            }
        }
    }

    private void row() throws IOException {
        int column = 0;
        while (true) {
            if (column == width) {
                widen();
            }
            int length = lengths[column];
            if (length != 0 && at + length <= limit && same(bytes, starts[column], at, length)) {
                at += length;
            } else {
                field(column);
            }
            int code = codes[column];
            if (code != 0) {
                sink.cell(column, code);
            }
            if (bytes[at - 1] != delimiter) {
                return;
            }
            column++;
        }
    }

    private static boolean same(byte[] b, int one, int other, int length) {
        int i = 0;
        for (; i + Long.BYTES < length; i += Long.BYTES) {
            if ((long) LONGS.get(b, one + i) != (long) LONGS.get(b, other + i)) {
                return false;
            }
        }
        long difference = (long) LONGS.get(b, one + i) ^ (long) LONGS.get(b, other + i);
        return difference << Long.SIZE - Byte.SIZE * (length - i) == 0;
    }

    private void field(int column) throws IOException {
        if (at == limit) {
            more();
        }
        if (bytes[at] == '"') {
            quoted(column);
        } else {
            plain(column);
        }
    }

    /** A field without quotes around it; a quote within it is a character like any other. */
    private void plain(int column) throws IOException {
        long high = 0;
        int i = at;
        while (true) {
            long word = i < limit ? (long) LONGS.get(bytes, i) : 0;
            long found = (zeros(word ^ delimiters) | (word - CONTROLS) & ~word) & HIGH_BITS;
            if (found == 0) {
                high |= word;
                i += Long.BYTES;
                continue;
            }
            int end = i + (Long.numberOfTrailingZeros(found) >>> 3);
            if (end >= limit || bytes[end] == '\r' && isLast(end)) {
                more();
                high = 0;
                i = at;
                continue;
            }
            high |= word & (found & -found) - 1;
            if (isEnd(bytes[end])) {
                keep(column, texts.code(wanted[column], bytes, at, end, (high & HIGH_BITS) != 0), end);
                return;
            }
            i = end + 1;
        }
    }

    /** A field in quotes. */
    private void quoted(int column) throws IOException {
        long high = 0;
        long controls = 0;
        int i = at + 1;
        while (true) {
            long word = i < limit ? (long) LONGS.get(bytes, i) : QUOTES;
            long found = zeros(word ^ QUOTES) & HIGH_BITS;
            if (found == 0) {
                high |= word;
                controls |= (word - CONTROLS) & ~word;
                i += Long.BYTES;
                continue;
            }
            int end = i + (Long.numberOfTrailingZeros(found) >>> 3);
            if (end >= limit || isLast(end) || bytes[end + 1] == '\r' && isLast(end + 1)) {
                moreOfQuoted();
                high = 0;
                controls = 0;
                i = at + 1;
                continue;
            }
            if (!isEnd(bytes[end + 1])) {
                rewritten(column);
                return;
            }
            long below = (found & -found) - 1;
            high |= word & below;
            controls |= (word - CONTROLS) & ~word & below;
            int code = texts.code(wanted[column], bytes, at + 1, end, (high & HIGH_BITS) != 0);
            int begin = at;
            keep(column, code, end + 1);
            if ((controls & HIGH_BITS) != 0) {
                countLines(column, begin, end);
            }
            return;
        }
    }

    /**
     * A field with quotes inside its quotes. The second, fourth … of them is part of the text: a doubled quote. What stands behind a
     * closing quote belongs to the text, too.
     */
    private void rewritten(int column) throws IOException {
        boolean inside = true;
        boolean stray = false;
        boolean high = false;
        int size = 0;
        int i = at + 1;
        while (true) {
            if (i >= limit || bytes[i] == '\r' && isLast(i)) {
                int done = i - at;
                moreOfQuoted();
                i = at + done;
                continue;
            }
            byte b = bytes[i];
            if (!inside && isEnd(b)) {
                break;
            }
            inside ^= b == '"';
            if (b != '"' || inside) {
                stray |= !inside;
                high |= b < 0;
                if (size == scratch.length) {
                    scratch = Arrays.copyOf(scratch, size * 2);
                }
                scratch[size++] = b;
            }
            i++;
        }
        if (stray) {
            sink.profile.note("TEXT_AFTER_QUOTE", line, column, "");
        }
        int code = texts.code(wanted[column], scratch, 0, size, high);
        int begin = at;
        keep(column, code, i);
        countLines(column, begin, i);
        if (stray) {
            lengths[column] = 0;
        }
    }

    /** Counts the ends of lines within a field; so that they are counted each time, the field is none to compare with. */
    private void countLines(int column, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] == '\n' || bytes[i] == '\r' && bytes[i + 1] != '\n' ? 1 : 0;
        }
        if (count > 0) {
            linesWithin += count;
            lengths[column] = 0;
        }
    }

    /** Takes down the field that begins here, and goes behind what ends it. */
    private void keep(int column, int code, int end) {
        int behind = bytes[end] == delimiter ? end + 1 : behindLineEnd(end);
        codes[column] = code;
        starts[column] = at;
        // Behind a return alone there may be a line feed the next time.
        lengths[column] = bytes[behind - 1] == '\r' ? 0 : behind - at;
        at = behind;
    }

    private boolean isEnd(byte b) {
        return b == delimiter || b == '\n' || b == '\r';
    }

    private boolean isLast(int index) {
        return index + 1 == limit;
    }

    private int behindLineEnd(int index) {
        return bytes[index] == '\r' && bytes[index + 1] == '\n' ? index + 2 : index + 1;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }

    private void moreOfQuoted() throws IOException {
        if (!more()) {
            throw new QuoteOpen(line + linesWithin);
        }
    }

    /** Reads on behind the field that begins here, which moves to the front; at the end gives the last line an end. */
    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        int size = limit - at;
        if (size == bytes.length - SLACK) {
            if (size >= mostBytes) {
                throw new LimitExceeded("cellLength", sink.limits.cellLength());
            }
            bytes = Arrays.copyOf(bytes, Math.min(size * 2, mostBytes) + SLACK);
        }
        System.arraycopy(bytes, at, bytes, 0, size);
        Arrays.fill(lengths, 0);
        at = 0;
        limit = size;
        int read = in.read(bytes, size, bytes.length - SLACK - size);
        if (read > 0) {
            limit += read;
        } else {
            bytes[limit++] = '\n';
            ended = true;
        }
        return true;
    }

    private void widen() {
        sink.checkColumn(width);
        if (width == lengths.length) {
            wanted = Arrays.copyOf(wanted, width * 2);
            starts = Arrays.copyOf(starts, width * 2);
            lengths = Arrays.copyOf(lengths, width * 2);
            codes = Arrays.copyOf(codes, width * 2);
        }
        wanted[width] = sink.wants(width);
        width++;
    }
}
