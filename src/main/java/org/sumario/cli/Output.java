package org.sumario.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.settings.Format;
import org.sumario.warehouse.RowReceiver;

/** Writes one result table to standard output; {@link #end} after the last row. What breaks off after a row is ended by {@link #close}. */
abstract class Output implements RowReceiver, AutoCloseable {
    private long rowCount;
    private boolean isEnded;

    static Output of(Format format, Writer writer) {
        return switch (format) {
            case TABLE -> new TableOutput(writer);
            case CSV -> new CsvOutput(writer);
            case JSON -> new JsonOutput(writer);
        };
    }

    @Override
    public final void columns(List<String> names) throws IOException {
        begin(distinct(names));
    }

    @Override
    public final void row(List<@Nullable Object> values) throws IOException {
        rowCount++;
        write(values);
    }

    final long rowCount() {
        return rowCount;
    }

    abstract void begin(List<String> names) throws IOException;

    abstract void write(List<@Nullable Object> values) throws IOException;

    abstract void finish() throws IOException;

    final void end() throws IOException {
        isEnded = true;
        finish();
    }

    @Override
    public final void close() throws IOException {
        if (!isEnded && rowCount > 0) {
            end();
        }
    }

    /** A JSON object cannot carry one name twice, and all formats have the same columns: the second {@code a} is {@code a_1}. */
    private static List<String> distinct(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Set<String> used = new HashSet<>();
        List<String> distinct = new ArrayList<>(names.size());
        for (String name : names) {
            String candidate = name;
            for (int i = 1; !used.add(candidate); i++) {
                String next = name + "_" + i;
                candidate = taken.contains(next) ? candidate : next;
            }
            distinct.add(candidate);
        }
        return distinct;
    }
}
