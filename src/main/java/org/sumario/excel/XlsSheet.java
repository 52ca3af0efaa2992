package org.sumario.excel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.hssf.util.RKUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.sumario.rows.Broken;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowSink;
import org.sumario.rows.TextStore;

/** The cells of one sheet of a BIFF8 workbook, given to a sink row after row. */
final class XlsSheet {
    /** Row, column and style: what every record of a cell begins with. */
    static final int LEAST_BYTES = 6;

    private static final int COLUMNS = 256;

    private static final int NUMBER = 0x0203;
    private static final int SHORT_NUMBER = 0x027E;
    private static final int SHORT_NUMBERS = 0x00BD;
    private static final int SHARED_TEXT = 0x00FD;
    private static final int TEXT = 0x0204;
    private static final int RICH_TEXT = 0x00D6;
    private static final int TRUTH_OR_ERROR = 0x0205;
    private static final int FORMULA = 0x0006;
    private static final int FORMULA_TEXT = 0x0207;

    private final XlsBook book;
    private final XlsRecords records;
    private final RowSink sink;
    private final Dictionary dictionary;

    /** One more than the code of each text of the workbook's table; 0 where none was looked up yet. */
    private final int[] sharedCodes;

    /** Numbers as their bytes, with one more than the code of what they stand for. */
    private final Dictionary written;

    private int[] codes = new int[64];

    /** Codes by column of each row, where rows do not stand in order. */
    private final Map<Integer, int[]> sorted = new TreeMap<>();

    private final BitSet hidden = new BitSet();

    private final boolean isOrdered;
    private int row = -1;
    /** The column of a formula whose text follows, −1 where none is awaited. */
    private int awaiting = -1;

    XlsSheet(XlsBook book, XlsRecords records, boolean isOrdered, RowSink sink) {
        this.book = book;
        this.records = records;
        this.isOrdered = isOrdered;
        this.sink = sink;
        this.dictionary = sink.dictionary;
        this.sharedCodes = new int[book.texts().size()];
        this.written = new Dictionary(sink.limits);
    }

    /** Whether a record holds a value of one cell or more. */
    static boolean isCell(int type) {
        return switch (type) {
            case NUMBER, SHORT_NUMBER, SHORT_NUMBERS, SHARED_TEXT, TEXT, RICH_TEXT, TRUTH_OR_ERROR, FORMULA -> true;
            default -> false;
        };
    }

    /**
     * Reads from the sheet's first record to its last. Cells may stand in any order of rows; the walk over the workbook found out. Where
     * they do not stand in order, the codes of all of them are kept and given at the end: rows can be taken back from no receiver of a
     * preview, and a sheet of this format has few of them.
     */
    void read() throws IOException {
        int depth = 0;
        while (records.next()) {
            int type = records.type();
            if (type == XlsRecords.BEGIN) {
                depth++;
            } else if (type == XlsRecords.END) {
                if (--depth == 0) {
                    break;
                }
            } else if (depth == 1 && !isCell(type)) {
                beside(type);
            } else if (depth == 1 && !cell(type)) {
                return;
            }
        }
        formulaEnds();
        if (isOrdered) {
            endRow();
        } else {
            giveSorted();
        }
    }

    /** A chart within the sheet has cells of its own, which are none of the sheet's. */
    private void beside(int type) throws IOException {
        switch (type) {
            case FORMULA_TEXT -> formulaText();
            case 0x0208 -> {
                records.needs(14);
                if ((records.shortAt(12) & 0x20) != 0) {
                    sink.profile.note("ROWS_HIDDEN", records.shortAt(0) + 1, -1, "");
                }
            }
            case 0x007D -> {
                records.needs(10);
                if ((records.shortAt(8) & 1) != 0) {
                    hiddenColumns(records.shortAt(0), records.shortAt(2));
                }
            }
            case 0x00E5 -> merged();
            default -> {
                // How cells look, and what lies over them, holds no value.
            }
        }
    }

    private void hiddenColumns(int first, int last) {
        for (int column = first; column <= Math.min(last, COLUMNS - 1); column++) {
            if (!hidden.get(column) && sink.wants(column)) {
                hidden.set(column);
                sink.profile.note("COLUMNS_HIDDEN", 0, column, "");
            }
        }
    }

    private void merged() throws IOException {
        records.needs(2);
        int count = records.shortAt(0);
        records.needs(2 + count * 8);
        for (int at = 2; at < 2 + count * 8; at += 8) {
            int firstRow = records.shortAt(at);
            int firstColumn = records.shortAt(at + 4);
            String region = new CellRangeAddress(
                            firstRow, records.shortAt(at + 2), firstColumn, records.shortAt(at + 6))
                    .formatAsString();
            sink.profile.note("CELLS_MERGED", firstRow + 1, firstColumn, region);
        }
    }

    /** Takes a record of a cell; answers whether more are wanted. */
    private boolean cell(int type) throws IOException {
        formulaEnds();
        records.needs(LEAST_BYTES);
        int cellRow = records.shortAt(0);
        if (cellRow != row) {
            if (isOrdered && !endRow()) {
                return false;
            }
            row = cellRow;
            sink.begin(row + 1, row + 1);
        }
        int column = records.shortAt(2);
        if (type == SHORT_NUMBERS) {
            for (int at = 4; at + 6 <= records.length() - 2; at += 6, column++) {
                if (isWanted(column)) {
                    put(column, number(records.index(at + 2), 4, records.shortAt(at)));
                }
            }
        } else if (isWanted(column)) {
            value(type, column);
        }
        return true;
    }

    private boolean isWanted(int column) throws IOException {
        sink.checkColumn(column);
        if (column >= COLUMNS) {
            throw new Broken("BROKEN_CELL_BEYOND");
        }
        return sink.wants(column);
    }

    private boolean endRow() {
        return row < 0 || sink.endRow(row + 1);
    }

    private void put(int column, int code) {
        if (isOrdered) {
            sink.cell(column, code);
        } else {
            sorted.computeIfAbsent(row, none -> new int[COLUMNS])[column] = code;
        }
    }

    private void giveSorted() {
        sink.profile.note("READ_THOROUGHLY", 0, -1, "rows out of order");
        for (Map.Entry<Integer, int[]> one : sorted.entrySet()) {
            int[] values = one.getValue();
            for (int column = 0; column < COLUMNS; column++) {
                if (values[column] != 0) {
                    sink.cell(column, values[column]);
                }
            }
            if (!sink.endRow(one.getKey() + 1)) {
                return;
            }
        }
    }

    private void value(int type, int column) throws IOException {
        int style = records.shortAt(4);
        switch (type) {
            case NUMBER -> {
                records.needs(14);
                put(column, number(records.index(6), 8, style));
            }
            case SHORT_NUMBER -> {
                records.needs(10);
                put(column, number(records.index(6), 4, style));
            }
            case SHARED_TEXT -> {
                records.needs(10);
                put(column, shared(records.intAt(6)));
            }
            case TEXT, RICH_TEXT -> {
                records.takeFrom(6);
                put(column, dictionary.codeOf(CellValues.text(records.takeText(records.takeShort()))));
            }
            case TRUTH_OR_ERROR -> {
                records.needs(8);
                put(column, dictionary.codeOf(truthOrError(records.byteAt(6), records.byteAt(7) != 0)));
            }
            default -> formula(column, style);
        }
    }

    private void formula(int column, int style) throws IOException {
        records.needs(14);
        if (records.shortAt(12) != 0xFFFF) {
            put(column, number(records.index(6), 8, style));
            return;
        }
        switch (records.byteAt(6)) {
            case 0 -> awaiting = column;
            case 1 -> put(column, dictionary.codeOf(truthOrError(records.byteAt(8), false)));
            case 2 -> put(column, dictionary.codeOf(truthOrError(records.byteAt(8), true)));
            default -> put(column, 0);
        }
    }

    private void formulaText() throws IOException {
        if (awaiting >= 0) {
            records.takeFrom(0);
            put(awaiting, dictionary.codeOf(CellValues.text(records.takeText(records.takeShort()))));
            awaiting = -1;
        }
    }

    /** A formula whose text did not follow has no value. */
    private void formulaEnds() {
        if (awaiting >= 0) {
            sink.profile.note("FORMULA_WITHOUT_VALUE", row + 1, awaiting, "");
            awaiting = -1;
        }
    }

    private static RawValue truthOrError(int value, boolean isError) {
        if (!isError) {
            return CellValues.bool(value != 0);
        }
        // What the format does not know is shown as its number.
        String text =
                FormulaError.isValidCode(value) ? FormulaError.forInt(value).getString() : "#" + value;
        return new RawValue(CellType.ERROR, text);
    }

    /** The text at a place in the workbook's table. */
    private int shared(int index) throws IOException {
        if (index < 0 || index >= sharedCodes.length) {
            throw new Broken("BROKEN_TEXT_MISSING");
        }
        if (sharedCodes[index] == 0) {
            TextStore texts = book.texts();
            int from = texts.start(index);
            int to = texts.end(index);
            sharedCodes[index] =
                    1 + (from == to ? 0 : dictionary.codeOf(CellType.TEXT, texts.bytesOf(index), from, to));
        }
        return sharedCodes[index] - 1;
    }

    /** A number in eight bytes, or in four; the same bytes are looked up, not decoded again. */
    private int number(int from, int length, int style) {
        if (sink.wantsShown()) {
            return shown(number(from, length), style);
        }
        boolean isDate = book.formats().isDate(style);
        byte[] bytes = records.bytes();
        int index = written.codeOf(isDate ? CellType.DATE : CellType.NUMBER, bytes, from, from + length);
        if (index >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(index + 1, codes.length * 2));
        }
        if (codes[index] == 0) {
            codes[index] = 1 + dictionary.codeOf(number(number(from, length), isDate));
        }
        return codes[index] - 1;
    }

    private double number(int from, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(records.bytes(), from, length).order(ByteOrder.LITTLE_ENDIAN);
        return length == 4 ? RKUtil.decodeNumber(buffer.getInt()) : buffer.getDouble();
    }

    /** A number with what it shows. */
    private int shown(double number, int style) {
        RawValue value = number(number, book.formats().isDate(style));
        return value.type() == CellType.ERROR
                ? dictionary.codeOf(value)
                : sink.codeOf(value, book.formats().shown(number, style));
    }

    private RawValue number(double number, boolean isDate) {
        // Spreadsheet programs show what is no number as this error.
        return Double.isNaN(number) || Double.isInfinite(number)
                ? new RawValue(CellType.ERROR, FormulaError.NUM.getString())
                : CellValues.number(
                        CellValues.decimal(number), isDate, book.formats().is1904());
    }
}
