package org.sumario.csv;

import java.util.ArrayList;
import java.util.List;

/** Delimited text read letter by letter, as slowly and plainly as can be: what the scanner is held against. */
record PlainReading(List<String> rows, boolean isUnterminated) {
    static PlainReading of(String text, char delimiter) {
        List<String> rows = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        String unix = text + "\n";
        int line = 1;
        int firstLine = 1;
        boolean inside = false;
        boolean quoted = false;
        boolean atStart = true;
        boolean blankLine = true;
        for (int i = 0; i < unix.length(); i++) {
            char c = unix.charAt(i);
            boolean isReturn = c == '\r' && unix.charAt(i + 1) == '\n';
            boolean endsLine = c == '\n' || c == '\r';
            line += endsLine && !isReturn ? 1 : 0;
            if (!inside && (c == delimiter || endsLine)) {
                if (endsLine && blankLine) {
                    firstLine = line;
                    continue;
                }
                fields.add(field.toString());
                field.setLength(0);
                atStart = true;
                quoted = false;
                blankLine = false;
                if (endsLine) {
                    i += isReturn ? 1 : 0;
                    line += isReturn ? 1 : 0;
                    rows.add(CsvScannerTest.told(firstLine, fields));
                    fields.clear();
                    firstLine = line;
                    blankLine = true;
                }
            } else if (c == '"' && (atStart || quoted)) {
                inside = !inside;
                if (inside && !atStart) {
                    field.append('"');
                }
                quoted = true;
                atStart = false;
                blankLine = false;
            } else {
                field.append(c);
                atStart = false;
                blankLine = false;
            }
        }
        return new PlainReading(rows, inside);
    }
}
