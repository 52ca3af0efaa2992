package org.sumario.excel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.sumario.rows.RowSink;

/** A cell in a window of a sheet's bytes, in whatever way a known producer writes one. */
final class CellScanner {
    private static final byte[] MARKUP = "<!".getBytes(US_ASCII);
    private static final byte[] FORMULA_END = "</f>".getBytes(US_ASCII);
    private static final byte[] INLINE_END = "</is>".getBytes(US_ASCII);
    private static final int NUMBER = 0;
    private static final int SHARED = 1;
    private static final int FORMULA_TEXT = 2;
    private static final int INLINE = 3;
    private static final int BOOLEAN = 4;
    private static final int ERROR = 5;
    private static final int ISO_DATE = 6;

    private final ByteWindow window;
    private final SheetCells cells;
    private final RowSink sink;

    private byte[] bytes;
    private int rowNumber;

    // The cell that attributes() read last.
    private int column;
    private int type;
    private int style;
    private boolean isEmptyTag;

    CellScanner(ByteWindow window, SheetCells cells, RowSink sink) {
        this.window = window;
        this.cells = cells;
        this.sink = sink;
        this.bytes = window.bytes;
    }

    /** The 0-based column of the cell that was read last. */
    int column() {
        return column;
    }

    /**
     * Reads a cell; answers the index behind it.
     *
     * @param last the column of the cell before it in its row, −1 where there is none
     */
    int cell(int start, int last, int row) {
        bytes = window.bytes;
        rowNumber = row;
        column = last + 1;
        int at = attributes(start + 2);
        require(column > last, "cells out of order");
        return isEmptyTag ? at : content(at);
    }

    /** Reads a cell's attributes; answers the index behind its start tag. */
    private int attributes(int start) {
        byte[] b = bytes;
        int at = start;
        type = NUMBER;
        style = 0;
        for (; ; ) {
            byte c = b[at];
            if (c == ' ') {
                at++;
            } else if (c == '>') {
                isEmptyTag = false;
                return at + 1;
            } else if (c == '/') {
                require(b[at + 1] == '>', "a tag");
                isEmptyTag = true;
                return at + 2;
            } else if (isSpace(c)) {
                at++;
            } else {
                int value = valueStart(b, at);
                byte quote = b[value - 1];
                if (value - at != 3) {
                    at = valueEnd(b, value) + 1;
                } else if (c == 'r') {
                    at = reference(value, quote);
                } else if (c == 's') {
                    int end = valueEnd(b, value);
                    style = integer(b, value, end);
                    at = end + 1;
                } else if (c == 't') {
                    int end = valueEnd(b, value);
                    type = type(value, end);
                    at = end + 1;
                } else {
                    at = valueEnd(b, value) + 1;
                }
            }
        }
    }

    /** A cell's address: its column, and a row that must be that of its row. */
    private int reference(int start, byte quote) {
        byte[] b = bytes;
        int at = start;
        int letters = 0;
        while (b[at] >= 'A' && b[at] <= 'Z' && at - start < 4) {
            letters = letters * 26 + b[at++] - 'A' + 1;
        }
        int digits = at;
        int number = 0;
        while (b[at] >= '0' && b[at] <= '9' && at - digits < 8) {
            number = number * 10 + b[at++] - '0';
        }
        if (b[at] != quote || letters == 0 || number != rowNumber || letters > SheetCells.MOST_COLUMNS) {
            throw new Unrecognised("a cell address");
        }
        column = letters - 1;
        return at + 1;
    }

    private int type(int from, int to) {
        byte first = bytes[from];
        switch (to - from) {
            case 1 -> {
                switch (first) {
                    case 's':
                        return SHARED;
                    case 'n':
                        return NUMBER;
                    case 'b':
                        return BOOLEAN;
                    case 'e':
                        return ERROR;
                    case 'd':
                        return ISO_DATE;
                    default:
                        break;
                }
            }
            case 3 -> {
                if (first == 's' && bytes[from + 1] == 't' && bytes[from + 2] == 'r') {
                    return FORMULA_TEXT;
                }
            }
            case 9 -> {
                if (new String(bytes, from, to - from, US_ASCII).equals("inlineStr")) {
                    return INLINE;
                }
            }
            default -> {
                // none that is known
            }
        }
        throw new Unrecognised("a type of cell");
    }

    /** Reads what stands in a cell up to its end tag; answers the index behind that. */
    private int content(int start) {
        byte[] b = bytes;
        int at = start;
        int from = -1;
        int to = -1;
        boolean isFormula = false;
        for (; ; ) {
            while (isSpace(b[at])) {
                at++;
            }
            if (b[at] != '<') {
                throw new Unrecognised("text in a cell");
            }
            byte next = b[at + 1];
            if (next == 'v' && from < 0 && endsName(b[at + 2])) {
                at = tagEnd(at + 2);
                if (b[at - 2] != '/') {
                    from = at;
                    to = from;
                    while (b[to] != '<') {
                        to++;
                    }
                    require(b[to + 1] == '/' && b[to + 2] == 'v' && b[to + 3] == '>', "a value");
                    at = to + 4;
                }
            } else if (next == '/') {
                require(b[at + 2] == 'c' && b[at + 3] == '>', "a tag in a cell");
                value(from, to, isFormula);
                return at + 4;
            } else if (next == 'f' && endsName(b[at + 2])) {
                isFormula = true;
                at = formula(at);
            } else if (next == 'i' && b[at + 2] == 's' && b[at + 3] == '>' && type == INLINE && from < 0) {
                from = at + 4;
                to = ByteWindow.indexOf(b, INLINE_END, from, window.limit);
                require(to >= 0, "a text that does not end");
                at = to + INLINE_END.length;
            } else {
                throw new Unrecognised("an element in a cell");
            }
        }
    }

    private int formula(int start) {
        int end = tagEnd(start + 2);
        if (bytes[end - 2] == '/') {
            return end;
        }
        int close = ByteWindow.indexOf(bytes, FORMULA_END, end, window.limit);
        require(close >= 0 && ByteWindow.indexOf(bytes, MARKUP, end, close) < 0, "a formula");
        return close + FORMULA_END.length;
    }

    private void value(int from, int to, boolean isFormula) {
        if (from < 0 || from == to) {
            if (isFormula && sink.wants(column)) {
                sink.profile.note("FORMULA_WITHOUT_VALUE", rowNumber, column, "");
            }
            return;
        }
        if (!sink.wants(column)) {
            return;
        }
        int code =
                switch (type) {
                    case SHARED -> cells.shared(integer(bytes, from, to));
                    case NUMBER -> cells.number(bytes, from, to, style);
                    case FORMULA_TEXT, INLINE -> cells.text(bytes, from, to);
                    case BOOLEAN -> cells.bool(bytes, from, to);
                    case ERROR -> cells.error(bytes, from, to);
                    default -> cells.isoDate(bytes, from, to, style);
                };
        if (code != 0) {
            sink.cell(column, code);
        }
    }

    /** The index behind a start tag's end; a {@code >} within a quoted value does not end it. */
    private int tagEnd(int start) {
        int at = start;
        while (bytes[at] != '>') {
            if (bytes[at] == '"' || bytes[at] == '\'') {
                at = valueEnd(bytes, at + 1);
            }
            at++;
        }
        return at + 1;
    }

    /** From an attribute's name to the index behind the quote that its value begins with. */
    static int valueStart(byte[] bytes, int name) {
        int at = name;
        while (bytes[at] != '=') {
            require(bytes[at] != '<' && bytes[at] != '>' && bytes[at] > ' ', "an attribute");
            at++;
        }
        require(bytes[at + 1] == '"' || bytes[at + 1] == '\'', "an attribute");
        return at + 2;
    }

    static int valueEnd(byte[] bytes, int start) {
        byte quote = bytes[start - 1];
        int at = start;
        while (bytes[at] != quote) {
            require(bytes[at] != '<', "an attribute");
            at++;
        }
        return at;
    }

    static int integer(byte[] bytes, int from, int to) {
        require(to > from && to - from < 10, "a whole number");
        int number = 0;
        for (int i = from; i < to; i++) {
            require(bytes[i] >= '0' && bytes[i] <= '9', "a whole number");
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    /** Whether an element's name ends before a byte. */
    static boolean endsName(byte b) {
        return b == '>' || b == '/' || isSpace(b);
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static void require(boolean known, String what) {
        if (!known) {
            throw new Unrecognised(what);
        }
    }
}
