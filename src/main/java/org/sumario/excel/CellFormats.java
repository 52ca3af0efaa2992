package org.sumario.excel;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;
import org.sumario.rows.CellValues;

/**
 * How the cells of a workbook show their numbers (ECMA-376, 18.8.30): each names a style, a style a format, a format a pattern. A file does
 * not say in which language it is shown; points, commas and names of months are English here, so that it is the same everywhere.
 */
final class CellFormats {
    /** A hundred times what programs allow. */
    private static final int MOST_STYLES = 1 << 22;

    /** What programs allow. */
    private static final int MOST_PATTERN = 255;

    /** What programs allow. */
    private static final int MOST_INDENT = 250;

    private static final String GENERAL = "General";

    private final Map<Integer, String> patterns = new HashMap<>();
    private final BitSet dates = new BitSet();
    private int[] formats = new int[64];
    private int styles;

    /** By style, the steps by which it indents a text; only styles that do. */
    private final Map<Integer, Integer> indents = new HashMap<>();

    private boolean is1904;
    private @Nullable DataFormatter formatter;

    /** Counts days from 1904, as old versions for the Macintosh did, not from 1900. */
    void countFrom1904() {
        is1904 = true;
    }

    boolean is1904() {
        return is1904;
    }

    /** A pattern of the workbook's own. */
    void pattern(int format, String pattern) {
        patterns.put(format, pattern);
    }

    /**
     * The next style.
     *
     * @throws Unrecognised for more of them than any program writes
     */
    void style(int format) {
        if (styles == MOST_STYLES) {
            throw new Unrecognised("more than " + MOST_STYLES + " styles of cells");
        }
        if (styles == formats.length) {
            formats = Arrays.copyOf(formats, styles * 2);
        }
        formats[styles++] = format;
    }

    /** The last style indents texts. */
    void indent(int steps) {
        if (styles > 0 && steps > 0) {
            indents.put(styles - 1, Math.min(steps, MOST_INDENT));
        }
    }

    /** Whether any style indents texts. */
    boolean hasIndents() {
        return !indents.isEmpty();
    }

    /** The steps by which a style indents a text, each as wide as three spaces. */
    int indentOf(int style) {
        return indents.getOrDefault(style, 0);
    }

    /** Ends the list of patterns and styles. */
    void end() {
        Map<Integer, Boolean> known = new HashMap<>();
        for (int style = 0; style < styles; style++) {
            dates.set(
                    style,
                    known.computeIfAbsent(formats[style], format -> CellValues.isDateFormat(format, pattern(format))));
        }
    }

    private @Nullable String pattern(int format) {
        return patterns.containsKey(format) ? patterns.get(format) : BuiltinFormats.getBuiltinFormat(format);
    }

    /** Whether numbers of a style are dates. */
    boolean isDate(int style) {
        return style >= 0 && dates.get(style);
    }

    /** What a cell of a style shows for a moment. */
    String shown(LocalDateTime moment, int style) {
        return shown(DateUtil.getExcelDate(moment, is1904), style);
    }

    /** What a cell of a style shows for a number, in a column that is wide enough. */
    String shown(double number, int style) {
        if (formatter == null) {
            formatter = new DataFormatter(Locale.US);
        }
        int format = style >= 0 && style < styles ? formats[style] : 0;
        String pattern = pattern(format);
        if (pattern == null || pattern.length() > MOST_PATTERN) {
            return general(number);
        }
        try {
            return formatter.formatRawCellContents(number, format, pattern, is1904);
        } catch (RuntimeException noPattern) {
            // Nothing that a program would have written; POI stumbles over it in many ways.
            return general(number);
        }
    }

    private String general(double number) {
        return requireNonNull(formatter).formatRawCellContents(number, 0, GENERAL, is1904);
    }
}
