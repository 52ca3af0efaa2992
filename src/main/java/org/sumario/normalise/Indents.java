package org.sumario.normalise;

import java.util.Arrays;
import java.util.List;
import org.sumario.rows.RowPreview.PreviewRow;

/** White space before a label as publishers indent hierarchies: one EM SPACE or some spaces per level, or steps of the cell's style. */
final class Indents {
    private Indents() {}

    /** Characters of white space before a text. */
    static int width(String text) {
        int width = 0;
        while (width < text.length() && isWhite(text.charAt(width))) {
            width++;
        }
        return width == text.length() ? 0 : width;
    }

    /** The widths of a column's labels. */
    static int[] widths(List<PreviewRow> rows, int column) {
        return rows.stream()
                .filter(row -> column < row.indented().size())
                .map(row -> row.indented().get(column).text())
                .filter(text -> !text.isBlank())
                .mapToInt(Indents::width)
                .toArray();
    }

    /** The width of the highest level: all labels may be indented. */
    static int least(int... widths) {
        return Arrays.stream(widths).min().orElse(0);
    }

    /** The greatest width that all indents are multiples of, seen from the highest level; 1 where nothing is indented. */
    static int perLevel(int... widths) {
        int least = least(widths);
        int unit = 0;
        for (int width : widths) {
            unit = greatestCommonDivisor(unit, width - least);
        }
        return Math.max(unit, 1);
    }

    private static int greatestCommonDivisor(int one, int other) {
        return other == 0 ? one : greatestCommonDivisor(other, one % other);
    }

    private static boolean isWhite(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
