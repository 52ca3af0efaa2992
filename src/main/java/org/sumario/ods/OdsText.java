package org.sumario.ods;

import org.sumario.rows.LimitExceeded;
import org.xml.sax.Attributes;

/** The text of a cell: its paragraphs, one a line, without what stands beside or over them. */
final class OdsText {
    private final StringBuilder text = new StringBuilder();
    private final int most;
    private int paragraphs;
    /** Elements within a paragraph, itself counted. */
    private int depth;
    /** Elements within one whose text is not the cell's: a note, a drawing, how a word is pronounced. */
    private int ignored;

    /** @param most characters that it may come to */
    OdsText(int most) {
        this.most = most;
    }

    void clear() {
        text.setLength(0);
        paragraphs = 0;
        depth = 0;
        ignored = 0;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether the cell holds a paragraph or more, if only empty ones. */
    boolean isThere() {
        return paragraphs > 0;
    }

    String get() {
        return text.toString();
    }

    void begins(String uri, String local, Attributes attributes) {
        if (ignored > 0 || !uri.equals(OdsTables.TEXT) || isBeside(local)) {
            ignored++;
        } else if (depth > 0 || local.equals("p") || local.equals("h")) {
            if (depth++ == 0 && paragraphs++ > 0) {
                append("\n", 1);
            }
            switch (local) {
                case "s" -> append(" ", spaces(OdsTables.value(attributes, OdsTables.TEXT, "c")));
                case "tab" -> append("\t", 1);
                case "line-break" -> append("\n", 1);
                default -> {
                    // Parts of a paragraph that look different, or lead elsewhere, are text as any other.
                }
            }
        } else {
            ignored++;
        }
    }

    void ends() {
        if (ignored > 0) {
            ignored--;
        } else {
            depth--;
        }
    }

    void characters(char[] characters, int start, int length) {
        if (depth > 0 && ignored == 0) {
            check(length);
            text.append(characters, start, length);
        }
    }

    private static boolean isBeside(String local) {
        return local.equals("ruby-text") || local.equals("note");
    }

    private static int spaces(String count) {
        return count.isEmpty() ? 1 : count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 1;
    }

    private void append(String character, int times) {
        check(times);
        text.append(character.repeat(times));
    }

    private void check(int more) {
        if (text.length() + (long) more > most) {
            throw new LimitExceeded("cellLength", most);
        }
    }
}
