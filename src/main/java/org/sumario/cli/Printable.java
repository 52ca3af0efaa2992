package org.sumario.cli;

/** Text that a terminal shows as it is: cell texts and file names come from strangers and may carry control sequences. */
final class Printable {
    private Printable() {}

    /** On one line: white space that moves the cursor becomes a blank, other control and format characters go. */
    static String line(String text) {
        return strip(text, false);
    }

    /** The same with its line breaks and tabs. */
    static String lines(String text) {
        return strip(text, true);
    }

    private static String strip(String text, boolean keepLines) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (keepLines && (character == '\n' || character == '\t')) {
                clean.appendCodePoint(character);
            } else if (character == '\n' || character == '\r' || character == '\t') {
                clean.append(' ');
            } else if (!isControl(character)) {
                clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Columns the text takes on a terminal; combining accents take none. */
    static int width(String text) {
        return (int) text.codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .count();
    }
}
