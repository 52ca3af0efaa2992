package org.sumario.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns for a person; numbers to the right. */
final class TableOutput extends Output {
    /** Widths come from the first rows, so that a result of any length needs no more memory than they do. */
    private static final int ROWS_MEASURED = 1_000;

    private static final int WIDEST = 80;

    private final Writer writer;
    private final List<List<@Nullable Object>> measured = new ArrayList<>();
    private List<String> names = List.of();
    private int[] widths = {};
    private boolean[] isNumeric = {};
    private boolean isMeasuring = true;

    TableOutput(Writer writer) {
        this.writer = writer;
    }

    @Override
    void begin(List<String> columnNames) {
        names = columnNames.stream().map(TableOutput::cell).toList();
    }

    @Override
    void write(List<@Nullable Object> values) throws IOException {
        if (!isMeasuring) {
            writeLine(values);
            return;
        }
        measured.add(values);
        if (measured.size() == ROWS_MEASURED) {
            writeMeasured();
        }
    }

    @Override
    void finish() throws IOException {
        if (isMeasuring) {
            writeMeasured();
        }
        writer.flush();
    }

    private void writeMeasured() throws IOException {
        isMeasuring = false;
        widths = new int[names.size()];
        isNumeric = new boolean[names.size()];
        for (int i = 0; i < widths.length; i++) {
            measure(i);
        }
        if (widths.length > 0) {
            writeLine(new ArrayList<>(names));
            List<@Nullable Object> rules = new ArrayList<>();
            for (int width : widths) {
                rules.add("-".repeat(width));
            }
            writeLine(rules);
        }
        for (List<@Nullable Object> row : measured) {
            writeLine(row);
        }
        measured.clear();
    }

    private void measure(int column) {
        boolean hasNumber = false;
        boolean hasOther = false;
        widths[column] = Printable.width(names.get(column));
        for (List<@Nullable Object> row : measured) {
            Object value = row.get(column);
            hasNumber |= value instanceof Number;
            hasOther |= value != null && !(value instanceof Number);
            widths[column] = Math.max(widths[column], Printable.width(cell(value)));
        }
        isNumeric[column] = hasNumber && !hasOther;
    }

    private void writeLine(List<@Nullable Object> values) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cell(values.get(i));
            String padding = " ".repeat(Math.max(0, widths[i] - Printable.width(text)));
            line.append(i == 0 ? "" : "  ");
            line.append(isNumeric[i] ? padding + text : text + padding);
        }
        writer.write(line.toString().stripTrailing() + "\n");
    }

    private static String cell(@Nullable Object value) {
        String text = Printable.line(ValueText.of(value));
        int length = text.codePointCount(0, text.length());
        return length <= WIDEST ? text : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }
}
