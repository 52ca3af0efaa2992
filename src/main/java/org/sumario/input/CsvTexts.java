package org.sumario.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The codes of fields' texts in the sink's dictionary. Bytes of another encoding are turned into UTF-8 once for each distinct text. */
final class CsvTexts {
    private final TextEncoding encoding;
    private final Dictionary dictionary;
    private final boolean isSingleByte;

    /** Texts as they are written, with one more than the code of what they stand for. */
    private final Dictionary written;

    private int[] codes = new int[64];
    private boolean hasWindowsOnly;

    CsvTexts(TextEncoding encoding, RowSink sink) {
        this.encoding = encoding;
        this.dictionary = sink.dictionary;
        this.isSingleByte = encoding == TextEncoding.WINDOWS_1252;
        this.written = new Dictionary(sink.limits);
    }

    String encodingName() {
        return isSingleByte && !hasWindowsOnly ? StandardCharsets.ISO_8859_1.name() : encoding.charset.name();
    }

    /**
     * The code of a field's text, 0 where it is blank or nobody wants it.
     *
     * @param high whether there are bytes beyond ASCII
     * @throws Unrecognised when the text is not in UTF-8, but should be
     */
    int code(boolean wanted, byte[] bytes, int from, int to, boolean high) {
        if (high) {
            check(bytes, from, to);
        }
        if (!wanted || from == to) {
            return 0;
        }
        return high && isSingleByte ? transcoded(bytes, from, to) : dictionary.codeOf(CellType.TEXT, bytes, from, to);
    }

    private void check(byte[] bytes, int from, int to) {
        if (encoding == TextEncoding.ASCII) {
            if (!TextEncoding.isUtf8(bytes, from, to)) {
                throw new Unrecognised("a byte that is not UTF-8");
            }
        } else if (isSingleByte && !hasWindowsOnly) {
            for (int i = from; i < to; i++) {
                hasWindowsOnly |= bytes[i] < (byte) 0xA0;
            }
        }
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
