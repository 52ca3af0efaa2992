package org.sumario.rows;

/**
 * A cell's value as stored: text exactly as it is, a number's exact decimal text, {@code TRUE}/{@code FALSE}, a date in ISO 8601,
 * an error such as {@code #N/D}; blank is the empty text.
 */
public record RawValue(CellType type, String text) {
    public static final RawValue BLANK = new RawValue(CellType.BLANK, "");

    /** The same as it is shown where its cell's style indents it: white space before the text, an em space per step. */
    RawValue indented(int steps) {
        return text.isBlank() ? this : new RawValue(CellType.TEXT, "\u2003".repeat(steps) + text);
    }
}
