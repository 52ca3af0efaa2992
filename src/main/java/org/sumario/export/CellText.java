package org.sumario.export;

import java.util.regex.Pattern;

/** Texts from strangers as a cell can hold them: never a formula, never what breaks the file. */
final class CellText {
    private static final int LONGEST = 32_767;
    private static final Pattern LIKE_AN_ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private CellText() {}

    /** What of the text a cell can hold: no control characters, no halves of characters, at most 32,767 of them. */
    static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> isWhiteSpace(character) ? ' ' : character)
                .filter(CellText::isHeld)
                .forEach(clean::appendCodePoint);
        // Readers take _x0041_ for an escaped A; the underscore itself is written so.
        String escaped = LIKE_AN_ESCAPE.matcher(clean).replaceAll("_x005F_");
        return escaped.length() <= LONGEST ? escaped : cut(escaped);
    }

    /** Whether a spreadsheet program would take the text for a formula when somebody edits its cell. */
    static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
    }

    private static boolean isWhiteSpace(int character) {
        return character == '\n' || character == '\r' || character == '\t';
    }

    private static boolean isHeld(int character) {
        return character >= ' '
                && character != 0xFFFE
                && character != 0xFFFF
                && Character.getType(character) != Character.SURROGATE
                && Character.getType(character) != Character.CONTROL;
    }

    private static String cut(String text) {
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
