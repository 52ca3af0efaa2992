package org.sumario.excel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.sumario.rows.RowSink;

/** Rows in a window of a sheet's bytes, each scanned from its start tag to its end tag. Gives up at anything unknown, as {@link FastSheet} does. */
final class RowScanner {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEVEN_BYTES = 0xFF_FFFF_FFFF_FFFFL;
    private static final long SIX_BYTES = 0xFFFF_FFFF_FFFFL;
    private static final long FOUR_BYTES = 0xFFFF_FFFFL;
    private static final long ROW = eight("<row r=\"");
    private static final long CELL_HEAD = eight("<c r=\"");
    private static final long CELL = eight("<c r=\"A");
    private static final int LETTER = 6 * Byte.SIZE;
    private static final long STYLE = eight(" s=\"");
    private static final long SHARED_VALUE = eight(" t=\"s\"><");
    private static final long PLAIN_VALUE = eight("><v>");
    private static final long CELL_END = eight("</v></c>");
    private static final long INLINE_BEGIN = eight(" t=\"inli");
    private static final long INLINE_MIDDLE = eight("neStr\"><");
    private static final byte[] TEXT_BEGIN = "is><t".getBytes(US_ASCII);
    private static final byte[] PRESERVE = " xml:space=\"preserve\">".getBytes(US_ASCII);
    private static final byte[] TEXT_END = "</t></is></c>".getBytes(US_ASCII);
    private static final long BRACKETS = 0x3C3C_3C3C_3C3C_3C3CL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long BEYOND_NINE = 0x7676_7676_7676_7676L;
    private static final long EVERY_FOURTH = 0x0000_00FF_0000_00FFL;
    private static final int LETTERS = 26;
    private static final int MOST_DIGITS = 8;
    private static final int MOST_NUMBER = 32;
    /** More than a common cell is long. */
    private static final int COMMON_BYTES = 128;

    private final ByteWindow window;
    private final SheetCells cells;
    private final RowSink sink;
    private final CellScanner scanner;

    private byte[] bytes;
    private int rowNumber;

    /** What the addresses of the row's cells end with, as the first bytes of a word. */
    private long addressEnd;

    private long addressMask;
    private int addressLength;

    /** The column of the cell that was read last. */
    private int column;

    RowScanner(ByteWindow window, SheetCells cells, RowSink sink) {
        this.window = window;
        this.cells = cells;
        this.sink = sink;
        this.bytes = window.bytes;
        this.scanner = new CellScanner(window, cells, sink);
        expect(0);
    }

    /** The number of the row that was read last. */
    int rowNumber() {
        return rowNumber;
    }

    /** Reads a row; answers the index behind it. */
    int row(int start) {
        bytes = window.bytes;
        byte[] b = bytes;
        if (b[start] != '<' || b[start + 1] != 'r' || b[start + 2] != 'o' || b[start + 3] != 'w') {
            throw new Unrecognised("an element among the rows");
        }
        if (start + COMMON_BYTES <= b.length && eight(b, start) == ROW && rowNumber < SheetCells.MOST_ROWS) {
            expectNext();
            int end = start + Long.BYTES + addressLength;
            if ((eight(b, start + Long.BYTES) & addressMask) == addressEnd && b[end] == '>') {
                rowNumber++;
                sink.begin(rowNumber, rowNumber);
                return cells(end + 1);
            }
        }
        int at = start + 4;
        int number = rowNumber + 1;
        boolean hidden = false;
        while (b[at] != '>' && b[at] != '/') {
            if (CellScanner.isSpace(b[at])) {
                at++;
                continue;
            }
            int name = at;
            int value = CellScanner.valueStart(b, name);
            int end = CellScanner.valueEnd(b, value);
            if (value - name == 3 && b[name] == 'r') {
                number = CellScanner.integer(b, value, end);
            } else if (value - name == 8 && b[name] == 'h' && b[name + 1] == 'i') {
                hidden = end - value == 1 && b[value] == '1' || end - value == 4 && b[value] == 't';
            }
            at = end + 1;
        }
        if (number <= rowNumber) {
            throw new Unrecognised("rows out of order");
        }
        if (number > SheetCells.MOST_ROWS) {
            throw new Unrecognised("a row number beyond " + SheetCells.MOST_ROWS);
        }
        rowNumber = number;
        sink.begin(number, number);
        expect(number);
        if (hidden) {
            sink.profile.note("ROWS_HIDDEN", number, -1, "");
        }
        if (b[at] == '/') {
            CellScanner.require(b[at + 1] == '>', "a tag");
            return at + 2;
        }
        return cells(at + 1);
    }

    private int cells(int start) {
        byte[] b = bytes;
        int at = start;
        int last = -1;
        for (; ; ) {
            while (CellScanner.isSpace(b[at])) {
                at++;
            }
            int common = commonCell(at, last);
            if (common > 0) {
                at = common;
                last = column;
                continue;
            }
            if (b[at] != '<') {
                throw new Unrecognised("text among the cells");
            }
            if (b[at + 1] == 'c' && CellScanner.endsName(b[at + 2])) {
                at = scanner.cell(at, last, rowNumber);
                column = scanner.column();
                last = column;
            } else if (window.isAt(FastSheet.ROW_END, at)) {
                return at + FastSheet.ROW_END.length;
            } else {
                throw new Unrecognised("an element among the cells");
            }
        }
    }

    /**
     * Reads a cell as nearly all are written, {@code <c r="K17" s="3" t="s"><v>42</v></c>}, eight bytes at a time; answers the index
     * behind it, 0 where it is written in another way.
     */
    private int commonCell(int start, int last) {
        byte[] b = bytes;
        if (start + COMMON_BYTES > b.length) {
            return 0;
        }
        long head = eight(b, start);
        int found = last + 1;
        int at = start + 7;
        if (found >= LETTERS || (head & SEVEN_BYTES) != CELL + ((long) found << LETTER)) {
            if ((head & SIX_BYTES) != CELL_HEAD) {
                return 0;
            }
            found = b[start + 6] - 'A';
            if (found < 0 || found >= LETTERS) {
                return 0;
            }
            if (b[at] >= 'A') {
                int second = b[at++] - 'A';
                found = second < LETTERS ? (found + 1) * LETTERS + second : -1;
            }
        }
        if (found <= last || (eight(b, at) & addressMask) != addressEnd) {
            return 0;
        }
        at += addressLength;
        int format = 0;
        if ((eight(b, at) & FOUR_BYTES) == STYLE) {
            at += 4;
            int digits = at;
            while (b[at] >= '0' && b[at] <= '9' && at - digits < MOST_DIGITS) {
                format = format * 10 + b[at++] - '0';
            }
            if (b[at] != '"' || at == digits) {
                return 0;
            }
            at++;
        }
        long next = eight(b, at);
        if (next == INLINE_BEGIN && eight(b, at + Long.BYTES) == INLINE_MIDDLE) {
            return inlineCell(at + 2 * Long.BYTES, found);
        }
        boolean isShared = next == SHARED_VALUE && b[at + 8] == 'v' && b[at + 9] == '>';
        if (!isShared && (next & FOUR_BYTES) != PLAIN_VALUE) {
            return 0;
        }
        at += isShared ? 10 : 4;
        int from = at;
        long word = eight(b, at);
        long bracket = brackets(word);
        int length = Long.numberOfTrailingZeros(bracket) / Byte.SIZE;
        // Digits as numbers, those before the first one zero.
        long digits = length == 0 ? -1 : (word ^ ZEROS) << Long.SIZE - Byte.SIZE * length;
        boolean isWhole = bracket != 0 && ((digits + BEYOND_NINE | digits) & HIGH_BITS) == 0;
        at += length;
        while (b[at] != '<' && at - from < MOST_NUMBER) {
            at++;
        }
        if (at == from || eight(b, at) != CELL_END || isShared && !isWhole) {
            return 0;
        }
        column = found;
        if (sink.wants(column)) {
            int code = isShared
                    ? cells.shared(number(digits))
                    : isWhole ? cells.whole(number(digits), b, from, at, format) : cells.number(b, from, at, format);
            if (code != 0) {
                sink.cell(column, code);
            }
        }
        return at + Long.BYTES;
    }

    /** Reads the rest of a cell that holds its text itself, {@code is><t>text</t></is></c>}; 0 where it is written in another way. */
    private int inlineCell(int start, int found) {
        byte[] b = bytes;
        if (!window.isAt(TEXT_BEGIN, start)) {
            return 0;
        }
        int from = start + TEXT_BEGIN.length;
        if (b[from] == '>') {
            from++;
        } else if (window.isAt(PRESERVE, from)) {
            from += PRESERVE.length;
        } else {
            return 0;
        }
        boolean isWanted = sink.wants(found);
        int same = isWanted ? cells.lengthOfSame(found, b, from) : -1;
        int to = same > 0 ? from + same : textEnd(b, from);
        if (!window.isAt(TEXT_END, to)) {
            return 0;
        }
        column = found;
        if (isWanted && to > from) {
            int code = same > 0 ? cells.same(found) : cells.text(found, b, from, to);
            if (code != 0) {
                sink.cell(found, code);
            }
        }
        return to + TEXT_END.length;
    }

    /** The index of the next opening bracket. */
    private static int textEnd(byte[] b, int from) {
        int at = from;
        for (; ; at += Long.BYTES) {
            long found = brackets(eight(b, at));
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
    }

    /** The high bit of each byte that is an opening bracket, and of some behind the first of them. */
    private static long brackets(long word) {
        long difference = word ^ BRACKETS;
        return (difference - ONES) & ~difference & HIGH_BITS;
    }

    /** The number that eight decimal digits are, the first one in the lowest byte: pairs, then fours, then all. */
    private static int number(long digits) {
        long pairs = digits * 10 + (digits >>> Byte.SIZE);
        return (int) ((pairs & EVERY_FOURTH) * 0x000F_4240_0000_0064L
                        + (pairs >>> Short.SIZE & EVERY_FOURTH) * 0x0000_2710_0000_0001L
                >>> Integer.SIZE);
    }

    /** Prepares what the address of each cell of a row ends with: the row's number and a quote. */
    private void expect(int number) {
        byte[] end = (number + "\"").getBytes(US_ASCII);
        addressLength = end.length;
        addressEnd = 0;
        for (int i = end.length - 1; i >= 0; i--) {
            addressEnd = addressEnd << Byte.SIZE | end[i];
        }
        addressMask = end.length == Long.BYTES ? -1 : (1L << end.length * Byte.SIZE) - 1;
    }

    /** The same for the row behind the last one; its number differs in the last digit, but for one in ten. */
    private void expectNext() {
        int last = (addressLength - 2) * Byte.SIZE;
        if ((addressEnd >>> last & 0xFF) < '9') {
            addressEnd += 1L << last;
        } else {
            expect(rowNumber + 1);
        }
    }

    private static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Up to eight bytes of a text as {@link #eight} reads them. */
    private static long eight(String text) {
        return eight(Arrays.copyOf(text.getBytes(US_ASCII), Long.BYTES), 0);
    }
}
