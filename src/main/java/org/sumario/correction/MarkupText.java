package org.sumario.correction;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts from strangers as character data or attribute values of a workbook's XML: never markup, never more than a cell holds, and ASCII
 * alone, so that they fit into a part of any encoding.
 */
final class MarkupText {
    private static final int LONGEST = 32_767;
    private static final int REPLACEMENT = 0xFFFD;

    /** What readers take for an escaped character (ECMA-376, ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_x[0-9A-Fa-f]{4}_");

    private MarkupText() {}

    /** A text for people; characters that XML cannot carry are shown as replaced. */
    static String shown(String text) {
        return escaped(cut(text), false);
    }

    /** A text as it is, characters that XML cannot carry written as the format escapes them. */
    static String exact(String text) {
        return escaped(text, true);
    }

    /** Whether a spreadsheet program would take the text for a formula when somebody edits its cell. */
    static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    }

    /** The format has no longer texts. */
    static boolean fits(String text) {
        return text.length() <= LONGEST;
    }

    private static String cut(String text) {
        // Escapes of underscores count, and there are few of them.
        int most = LONGEST / 2;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static String escaped(String text, boolean isExact) {
        StringBuilder markup = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == '_'
                    && ESCAPE.matcher(text).region(at, text.length()).lookingAt()) {
                markup.append("_x005F_");
            } else {
                append(markup, character, isExact);
            }
            at += Character.charCount(character);
        }
        return markup.toString();
    }

    private static void append(StringBuilder markup, int character, boolean isExact) {
        switch (character) {
            case '&' -> markup.append("&amp;");
            case '<' -> markup.append("&lt;");
            case '>' -> markup.append("&gt;");
            case '"' -> markup.append("&quot;");
            case '\t', '\n' -> markup.append("&#").append(character).append(';');
            default -> {
                if (character >= ' ' && character < 0x7F) {
                    markup.append((char) character);
                } else if (isCarried(character, isExact)) {
                    markup.append("&#").append(character).append(';');
                } else if (isExact) {
                    markup.append(String.format(Locale.ROOT, "_x%04X_", character));
                } else if (character != '\r') {
                    markup.append("&#").append(REPLACEMENT).append(';');
                }
            }
        }
    }

    /** Whether a character can stand in XML 1.0; one that only controls a terminal is not shown to people either. */
    private static boolean isCarried(int character, boolean isExact) {
        return character >= 0x7F
                && character != 0xFFFE
                && character != 0xFFFF
                && Character.getType(character) != Character.SURROGATE
                && (isExact || Character.getType(character) != Character.CONTROL);
    }
}
