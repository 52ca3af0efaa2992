package org.sumario.csv;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowSink;

/** The codes of fields' texts in the sink's dictionary. Bytes of another encoding are turned into UTF-8 once for each distinct text. */
final class CsvTexts {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int SHORT_BITS = 11;

    private final Dictionary dictionary;
    private final Decision beyondAscii;
    private TextEncoding encoding;

    /** Texts as they are written, with one more than the code of what they stand for. */
    private final Dictionary written;

    private int[] codes = new int[64];

    /** Short texts met lately, each at the one place it may have, and their codes. */
    private final long[] shortKeys = new long[1 << SHORT_BITS];

    private final int[] shortCodes = new int[1 << SHORT_BITS];
    private boolean hasWindowsOnly;

    /** Tells what the bytes beyond ASCII are, when the first is met. */
    interface Decision {
        TextEncoding encoding() throws IOException;
    }

    CsvTexts(TextEncoding encoding, Decision beyondAscii, RowSink sink) {
        this.encoding = encoding;
        this.beyondAscii = beyondAscii;
        this.dictionary = sink.dictionary;
        this.written = new Dictionary(sink.limits);
    }

    TextEncoding encoding() {
        return encoding;
    }

    /** As far as was read: where two encodings read alike, the older one. */
    String encodingName() {
        return encoding == TextEncoding.WINDOWS_1252 && !hasWindowsOnly
                ? StandardCharsets.ISO_8859_1.name()
                : encoding.charset.name();
    }

    /**
     * The code of a field's text, 0 where it is blank or nobody wants it.
     *
     * @param high whether there are bytes beyond ASCII
     */
    int code(boolean wanted, byte[] bytes, int from, int to, boolean high) throws IOException {
        if (high) {
            return codeBeyondAscii(wanted, bytes, from, to);
        }
        if (!wanted || from == to) {
            return 0;
        }
        return to - from < Long.BYTES && from + Long.BYTES <= bytes.length
                ? codeOfShort(bytes, from, to)
                : dictionary.codeOf(CellType.TEXT, bytes, from, to);
    }

    /** Counts and numbers differ from row to row, but are few: up to seven letters and their number are one word to compare. */
    private int codeOfShort(byte[] bytes, int from, int to) {
        int size = to - from;
        long word = (long) LONGS.get(bytes, from) & -1L >>> Long.SIZE - Byte.SIZE * size;
        long key = word | (long) size << Long.SIZE - Byte.SIZE;
        int place = (int) (key * MIX >>> Long.SIZE - SHORT_BITS);
        if (shortKeys[place] != key) {
            shortCodes[place] = dictionary.codeOf(CellType.TEXT, bytes, from, to);
            shortKeys[place] = key;
        }
        return shortCodes[place];
    }

    private int codeBeyondAscii(boolean wanted, byte[] bytes, int from, int to) throws IOException {
        if (encoding == TextEncoding.ASCII) {
            encoding = beyondAscii.encoding();
        }
        if (encoding != TextEncoding.WINDOWS_1252) {
            return wanted ? dictionary.codeOf(CellType.TEXT, bytes, from, to) : 0;
        }
        for (int i = from; i < to && !hasWindowsOnly; i++) {
            hasWindowsOnly = bytes[i] < (byte) 0xA0;
        }
        return wanted ? transcoded(bytes, from, to) : 0;
    }

    private int transcoded(byte[] bytes, int from, int to) {
        int index = written.codeOf(CellType.TEXT, bytes, from, to);
        if (index >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(index + 1, codes.length * 2));
        }
        if (codes[index] == 0) {
            byte[] utf8 = new String(bytes, from, to - from, encoding.charset).getBytes(StandardCharsets.UTF_8);
            codes[index] = dictionary.codeOf(CellType.TEXT, utf8, 0, utf8.length) + 1;
        }
        return codes[index] - 1;
    }
}
