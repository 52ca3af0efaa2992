package org.sumario.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A table of random texts, written as some program somewhere would write it. */
final class RandomTable {
    private static final String[] LETTERS = {
        "a", "B", "9", " ", "ñ", "Á", "'", "\"", "=", "<", ".", "CONTRA EL PATRIMONIO"
    };
    private static final String[] ENDS = {"\n", "\r\n", "\r"};

    private final Random random;
    private final Charset charset;
    private final char delimiter;
    private final boolean tellsDelimiter;
    private final String mark;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    RandomTable(Random random) {
        this.random = random;
        Charset[] charsets = {
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("windows-1252")
        };
        this.charset = charsets[random.nextInt(charsets.length)];
        this.delimiter = ",;\t|".charAt(random.nextInt(4));
        this.tellsDelimiter = random.nextBoolean();
        this.mark = isUnicode() && random.nextBoolean() ? "\uFEFF" : "";
        write();
    }

    byte[] bytes() {
        return (mark + text).getBytes(charset);
    }

    String text() {
        return charset + " " + text;
    }

    /** Each filled cell with its line and column. */
    List<String> cells() {
        return cells;
    }

    private boolean isUnicode() {
        return charset.name().startsWith("UTF");
    }

    private void write() {
        String end = ENDS[random.nextInt(ENDS.length)];
        int columns = 2 + random.nextInt(6);
        int rows = 1 + random.nextInt(60);
        boolean quotesAll = random.nextBoolean();
        int line = 1;
        if (tellsDelimiter) {
            text.append("sep=").append(delimiter).append(end);
            line++;
        }
        List<String> before = new ArrayList<>();
        for (int row = 0; row <= rows; row++) {
            for (; row > 0 && random.nextInt(8) == 0; line++) {
                text.append(end);
            }
            int linesWithin = 0;
            for (int column = 0; column < columns; column++) {
                // Neighbours repeat, as in publications.
                String value = row == 0
                        ? "column " + column
                        : row > 1 && random.nextInt(3) > 0 ? before.get(column) : value(column == 0);
                if (row == 0) {
                    before.add(value);
                }
                before.set(column, value);
                if (!value.isEmpty()) {
                    cells.add(line + " " + column + " " + value);
                }
                text.append(column == 0 ? "" : delimiter);
                text.append(quotesAll || mustBeQuoted(value) || random.nextInt(5) == 0 ? quoted(value) : value);
                linesWithin += value.split("\r\n|\r|\n", -1).length - 1;
            }
            line += 1 + linesWithin;
            text.append(row == rows && random.nextBoolean() ? "" : end);
        }
    }

    private String value(boolean filled) {
        StringBuilder value = new StringBuilder(filled ? "x" : "");
        for (int size = random.nextInt(6) * random.nextInt(4); size > 0; size--) {
            value.append(LETTERS[random.nextInt(LETTERS.length)]);
            if (tellsDelimiter && random.nextInt(6) == 0) {
                value.append(",;\t|".charAt(random.nextInt(4)));
            } else if (tellsDelimiter && random.nextInt(12) == 0) {
                value.append(ENDS[random.nextInt(ENDS.length)]);
            } else if (isUnicode() && random.nextInt(12) == 0) {
                value.append("😀");
            } else if (!charset.equals(StandardCharsets.ISO_8859_1) && random.nextInt(12) == 0) {
                value.append("€");
            }
        }
        return value.toString();
    }

    private boolean mustBeQuoted(String value) {
        return value.startsWith("\"") || value.chars().anyMatch(c -> c == delimiter || c == '\n' || c == '\r');
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
