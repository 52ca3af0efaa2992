package org.sumario.normalise;

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

    /** The greatest width that all indents of a column are multiples of; 1 where nothing is indented. */
    static int perLevel(List<PreviewRow> rows, int column) {
        return perLevel(rows.stream()
                .mapToInt(row -> column < row.indented().size()
                        ? width(row.indented().get(column).text())
                        : 0)
                .toArray());
    }

    /** The same of widths. */
    static int perLevel(int... widths) {
        int unit = 0;
        for (int width : widths) {
            unit = greatestCommonDivisor(unit, width);
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
