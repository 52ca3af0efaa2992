package org.sumario.excel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.rows.RowSink;

/**
 * A sheet's XML read as bytes, row by row, without an object per cell. It knows what spreadsheet programs and libraries write and
 * nothing else: at anything unknown it gives up ({@link Unrecognised}), never guesses.
 */
final class FastSheet {
    static final byte[] ROW_END = "</row>".getBytes(US_ASCII);
    private static final byte[] DATA = "<sheetData".getBytes(US_ASCII);
    private static final byte[] DATA_END = "</sheetData>".getBytes(US_ASCII);
    private static final Pattern PROLOGUE = Pattern.compile("(?s)\uFEFF?(<\\?xml\\s[^>]*\\?>)?\\s*<worksheet[\\s>].*");
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Pattern HIDDEN_COLUMNS = Pattern.compile("<col\\s[^>]*>");
    private static final byte[] MERGE = "<mergeCell ".getBytes(US_ASCII);
    private static final byte[] TAG_END = {'>'};
    private static final int KEPT = 64;
    private static final int MOST_PROLOGUE = 1 << 22;

    private final ByteWindow window;
    private final SheetCells cells;
    private final RowSink sink;

    private final RowScanner scanner;
    private boolean wantsMore = true;

    FastSheet(InputStream in, SheetCells cells, RowSink sink) {
        this.window = new ByteWindow(in);
        this.cells = cells;
        this.sink = sink;
        this.scanner = new RowScanner(window, cells, sink);
    }

    /**
     * Reads the sheet to its end, or until the sink wants no more.
     *
     * @throws Unrecognised where something is not known for sure; the sink then has rows that must be voided
     */
    void read() throws IOException {
        if (prologue()) {
            rows();
        }
        if (wantsMore) {
            tail();
        }
    }

    /** Leaves the window at the first row; answers false where the sheet has none. */
    private boolean prologue() throws IOException {
        RootPrefix.leaveOut(window);
        int data = window.indexOf(DATA, 0);
        for (int searched = 0; data < 0; data = window.indexOf(DATA, searched)) {
            searched = Math.max(window.limit - DATA.length, 0);
            if (searched > MOST_PROLOGUE || !window.more()) {
                throw new Unrecognised("no sheetData");
            }
        }
        while (window.indexOf(TAG_END, data) < 0) {
            if (!window.more()) {
                throw new Unrecognised("XML that does not end");
            }
        }
        byte[] bytes = window.bytes;
        String before = new String(bytes, 0, data, StandardCharsets.UTF_8);
        if (before.contains("<!")
                || !isUtf8(before)
                || !PROLOGUE.matcher(before).matches()) {
            throw new Unrecognised("what precedes the rows");
        }
        hiddenColumns(before);
        int end = data + DATA.length;
        while (bytes[end] != '>') {
            end++;
        }
        window.at = end + 1;
        return bytes[end - 1] != '/';
    }

    /** Whether a text's declaration, where it has one, names the encoding that the fast reader knows. */
    static boolean isUtf8(String beginning) {
        Matcher encoding = ENCODING.matcher(beginning);
        return !encoding.find()
                || encoding.start() > beginning.indexOf('>')
                || encoding.group(1).toUpperCase(Locale.ROOT).equals("UTF-8");
    }

    private void hiddenColumns(String before) {
        Matcher columns = HIDDEN_COLUMNS.matcher(before);
        while (columns.find()) {
            String tag = columns.group();
            if (isTrue(attribute(tag, "hidden"))) {
                cells.hiddenColumns(column(tag, "min"), column(tag, "max"));
            }
        }
    }

    private static int column(String tag, String name) {
        try {
            return Integer.parseInt(attribute(tag, name));
        } catch (NumberFormatException e) {
            throw new Unrecognised("the columns of a sheet");
        }
    }

    static String attribute(String tag, String name) {
        Matcher value =
                Pattern.compile("\\s" + name + "\\s*=\\s*[\"']([^\"']*)[\"']").matcher(tag);
        return value.find() ? value.group(1) : "";
    }

    static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true");
    }

    /** Reads all rows; leaves the window behind the end of the sheet's data. */
    private void rows() throws IOException {
        for (; ; ) {
            int end = window.through(ROW_END);
            if (end < 0) {
                // What is left are rows without cells, or none.
                end = window.through(DATA_END);
                if (end < 0) {
                    throw new Unrecognised("XML that does not end");
                }
            }
            byte[] bytes = window.bytes;
            int at = window.at;
            while (at < end) {
                if (bytes[at] <= ' ' && bytes[at] >= 0) {
                    at++;
                } else if (window.isAt(DATA_END, at)) {
                    window.at = at + DATA_END.length;
                    return;
                } else {
                    at = scanner.row(at);
                    if (at > end) {
                        throw new Unrecognised("a row that does not end");
                    }
                    wantsMore = sink.endRow(scanner.rowNumber());
                    if (!wantsMore) {
                        return;
                    }
                }
            }
            window.at = at;
        }
    }

    /** Reads what follows the rows to the end of the sheet: merged regions stand there. */
    private void tail() throws IOException {
        String last;
        do {
            int at = window.at;
            int next = window.indexOf(MERGE, at);
            int end = next < 0 ? -1 : window.indexOf(TAG_END, next);
            while (end >= 0) {
                cells.merged(attribute(new String(window.bytes, next, end - next, US_ASCII), "ref"));
                at = end;
                next = window.indexOf(MERGE, at);
                end = next < 0 ? -1 : window.indexOf(TAG_END, next);
            }
            last = new String(window.bytes, Math.max(window.limit - KEPT, 0), Math.min(window.limit, KEPT), US_ASCII);
            // What was read may cut an element off: it is looked at once more with what follows.
            window.at = next >= 0 ? next : Math.max(at, window.limit - KEPT);
        } while (window.more());
        if (!last.stripTrailing().endsWith("</worksheet>")) {
            throw new Unrecognised("what follows the rows");
        }
    }
}
