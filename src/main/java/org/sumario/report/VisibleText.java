package org.sumario.report;

import java.util.Locale;

/**
 * Text with everything in it to be seen. A character that nobody sees, or that makes others appear elsewhere (controls, marks of direction,
 * zero widths), is shown by its code: {@code [U+202E]}. White space that breaks a line becomes a blank.
 */
final class VisibleText {
    private VisibleText() {}

    static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::isChanged)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (character == '\n' || character == '\t' || character == '\r') {
                visible.append(' ');
            } else if (isChanged(character)) {
                visible.append(String.format(Locale.ROOT, "[U+%04X]", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static boolean isChanged(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
