package org.sumario.excel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.BitSet;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowSink;
import org.sumario.rows.TextStore;

/**
 * What the cells of one sheet of a workbook hold, as codes of the sink's dictionary. A text of the workbook's table, or bytes met before,
 * are looked up, not decoded again.
 */
final class SheetCells {
    static final int MOST_ROWS = 1_048_576;
    static final int MOST_COLUMNS = 16_384;
    private static final int SMALL = 1 << 14;
    private static final byte[] BRACKET = {'<'};

    private final XlsxFile.Book book;
    private final RowSink sink;
    private final Dictionary dictionary;

    /** One more than the code of each text of the workbook's table; 0 where none was looked up yet. */
    private final int[] sharedCodes;

    /** The codes of small whole numbers; 0 where none was looked up yet, since no number is blank. */
    private final int[] wholeCodes;

    /** Values as they are written, with one more than the code of what they stand for. */
    private final Dictionary written;

    private int[] codes = new int[64];

    /** Columns that are known to be hidden: a sheet may say so of the same one any number of times. */
    private final BitSet hidden = new BitSet();

    /** The last text of each column, as it is written; 0 where there is none. */
    private int[] lastWritten = new int[64];

    SheetCells(XlsxFile.Book book, RowSink sink) {
        this.book = book;
        this.sink = sink;
        this.dictionary = sink.dictionary;
        this.sharedCodes = new int[book.texts().size()];
        // What is shown depends on a number's style, too.
        this.wholeCodes = new int[sink.wantsShown() ? 0 : SMALL];
        this.written = new Dictionary(sink.limits);
    }

    /** Whether the workbook's table has a text at a place. */
    boolean isShared(int index) {
        return index >= 0 && index < sharedCodes.length;
    }

    /** The text at a place in the workbook's table. */
    int shared(int index) {
        if (!isShared(index)) {
            throw new Unrecognised("a text that the workbook's table does not hold");
        }
        int known = sharedCodes[index] - 1;
        return known >= 0 ? known : firstOf(index);
    }

    private int firstOf(int index) {
        TextStore texts = book.texts();
        int from = texts.start(index);
        int to = texts.end(index);
        int code = from == to ? 0 : dictionary.codeOf(CellType.TEXT, texts.bytesOf(index), from, to);
        sharedCodes[index] = code + 1;
        return code;
    }

    /** A whole number of few digits; the usual small ones are looked up by themselves. */
    int whole(int number, byte[] bytes, int from, int to, int style) {
        boolean isSmall = number < wholeCodes.length
                && (bytes[from] != '0' || to - from == 1)
                && !book.formats().isDate(style);
        if (!isSmall) {
            return number(bytes, from, to, style);
        }
        if (wholeCodes[number] == 0) {
            wholeCodes[number] = number(bytes, from, to, style);
        }
        return wholeCodes[number];
    }

    int number(byte[] bytes, int from, int to, int style) {
        if (wholeCodes.length == 0) {
            return shown(new String(bytes, from, to - from, StandardCharsets.US_ASCII), style);
        }
        boolean isDate = book.formats().isDate(style);
        if (!isDate && CellValues.isDecimal(bytes, from, to)) {
            return dictionary.codeOf(CellType.NUMBER, bytes, from, to);
        }
        return written(isDate ? CellType.DATE : CellType.NUMBER, bytes, from, to);
    }

    /** Character data, or elements that hold some: an opening bracket begins an element, wherever it stands. */
    int text(byte[] bytes, int from, int to) {
        return written(CellType.TEXT, bytes, from, to);
    }

    /** The same as {@link #text(byte[], int, int)}, kept as the last text of its column. */
    int text(int column, byte[] bytes, int from, int to) {
        if (column >= lastWritten.length) {
            lastWritten = Arrays.copyOf(lastWritten, column + 1);
        }
        lastWritten[column] = indexOf(CellType.TEXT, bytes, from, to);
        return same(column);
    }

    /** How long a text is that stands at an index and is the last one of its column again; −1 where it is another. */
    int lengthOfSame(int column, byte[] bytes, int from) {
        int last = column < lastWritten.length ? lastWritten[column] : 0;
        int length = last == 0 ? -1 : written.lengthOf(last);
        boolean isSame = last != 0
                && from + length < bytes.length
                && bytes[from + length] == '<'
                && written.is(last, CellType.TEXT, bytes, from, from + length);
        return isSame ? length : -1;
    }

    /** The code of the last text of a column. */
    int same(int column) {
        return codes[lastWritten[column]] - 1;
    }

    int error(byte[] bytes, int from, int to) {
        return written(CellType.ERROR, bytes, from, to);
    }

    int bool(byte[] bytes, int from, int to) {
        return written(CellType.BOOLEAN, bytes, from, to);
    }

    int isoDate(byte[] bytes, int from, int to, int style) {
        return isoDate(XmlText.decode(bytes, from, to), style);
    }

    private int written(CellType type, byte[] bytes, int from, int to) {
        int index = indexOf(type, bytes, from, to);
        return codes[index] - 1;
    }

    /** The index of a value as it is written, its code known. */
    private int indexOf(CellType type, byte[] bytes, int from, int to) {
        int index = written.codeOf(type, bytes, from, to);
        if (index >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(index + 1, codes.length * 2));
        }
        if (codes[index] == 0) {
            codes[index] = dictionary.codeOf(value(type, bytes, from, to)) + 1;
        }
        return index;
    }

    private RawValue value(CellType type, byte[] bytes, int from, int to) {
        switch (type) {
            case NUMBER, DATE -> {
                String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
                try {
                    return CellValues.number(
                            CellValues.decimal(text),
                            type == CellType.DATE,
                            book.formats().is1904());
                } catch (NumberFormatException e) {
                    throw new Unrecognised("a number");
                }
            }
            case TEXT -> {
                String text = ByteWindow.indexOf(bytes, BRACKET, from, to) >= 0
                        ? XmlText.richText(bytes, from, to)
                        : XmlText.unescape(XmlText.decode(bytes, from, to));
                return CellValues.text(text);
            }
            case BOOLEAN -> {
                if (to - from != 1 || bytes[from] != '0' && bytes[from] != '1') {
                    throw new Unrecognised("a truth value");
                }
                return CellValues.bool(bytes[from] == '1');
            }
            default -> {
                return new RawValue(CellType.ERROR, XmlText.decode(bytes, from, to));
            }
        }
    }

    /** A number with what it shows. */
    private int shown(String text, int style) {
        try {
            return sink.codeOf(value(text, style), book.formats().shown(Double.parseDouble(text.strip()), style));
        } catch (NumberFormatException e) {
            throw new Unrecognised("a number");
        }
    }

    private RawValue value(String text, int style) {
        return CellValues.number(
                CellValues.decimal(text),
                book.formats().isDate(style),
                book.formats().is1904());
    }

    /** A number as the thorough reader has it; what is none is the text that it is. */
    int number(String text, int style) {
        try {
            RawValue value = value(text, style);
            return sink.wantsShown() ? shown(text, style) : dictionary.codeOf(value);
        } catch (NumberFormatException e) {
            return dictionary.codeOf(CellValues.text(text));
        }
    }

    /** A date written out; what is none is the text that it is. */
    int isoDate(String text, int style) {
        String plain = text.strip();
        try {
            LocalDateTime moment = plain.length() <= 10
                    ? LocalDate.parse(plain).atStartOfDay()
                    : LocalDateTime.parse(plain.endsWith("Z") ? plain.substring(0, plain.length() - 1) : plain);
            return sink.wantsShown()
                    ? sink.codeOf(CellValues.date(moment), book.formats().shown(moment, style))
                    : dictionary.codeOf(CellValues.date(moment));
        } catch (DateTimeException e) {
            return dictionary.codeOf(CellValues.text(text));
        }
    }

    /** The steps by which a style indents a text. */
    int indentOf(int style) {
        return book.formats().indentOf(style);
    }

    /** Notes columns that are hidden and wanted; 1-based, as the workbook counts them. */
    void hiddenColumns(int first, int last) {
        int end = Math.min(last, MOST_COLUMNS);
        int begin = Math.max(first, 1);
        for (int column = hidden.nextClearBit(begin); column <= end; column = hidden.nextClearBit(column + 1)) {
            hidden.set(column);
            if (sink.wants(column - 1)) {
                sink.profile.note("COLUMNS_HIDDEN", 0, column - 1, "");
            }
        }
    }

    /** Notes a region of merged cells: its value stands in the first alone. */
    void merged(String region) {
        int colon = region.indexOf(':');
        String first = colon < 0 ? region : region.substring(0, colon);
        sink.profile.note("CELLS_MERGED", rowOf(first), columnOf(first), region);
    }

    /** The 0-based column of an address, −1 where it has none. */
    static int columnOf(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && column <= MOST_COLUMNS; i++) {
            char letter = Character.toUpperCase(address.charAt(i));
            if (letter < 'A' || letter > 'Z') {
                break;
            }
            column = column * 26 + letter - 'A' + 1;
        }
        return column - 1;
    }

    private static int rowOf(String address) {
        String digits = address.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
    }
}
