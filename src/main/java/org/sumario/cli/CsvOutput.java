package org.sumario.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values after RFC 4180, with LF. */
final class CsvOutput extends Output {
    private final CsvWriter csv;

    CsvOutput(Writer writer) {
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    }

    @Override
    void begin(List<String> names) {
        csv.writeRecord(names);
    }

    @Override
    void write(List<@Nullable Object> values) {
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            texts.add(ValueText.of(value));
        }
        csv.writeRecord(texts);
    }

    @Override
    void finish() throws IOException {
        csv.flush();
    }
}
