package org.sumario.input;

/** What a file brings along, fit to be shown: without what makes terminals or readers see something else, and not longer than a person reads. */
final class ShownText {
    private ShownText() {}

    /** The beginning of a text. */
    static String beginning(String text, int most) {
        String plain = plain(text.length() > most * 2 ? text.substring(0, most * 2) : text);
        int length = plain.codePointCount(0, plain.length());
        return length <= most ? plain : plain.substring(0, plain.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The end of a text: of a name it tells more. */
    static String end(String text, int most) {
        String plain = plain(text);
        int length = plain.codePointCount(0, plain.length());
        return length <= most ? plain : "…" + plain.substring(plain.offsetByCodePoints(0, length - most + 1));
    }

    private static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (Character.getType(letter)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append('\uFFFD');
                default -> shown.appendCodePoint(letter);
            }
        });
        return shown.toString();
    }
}
