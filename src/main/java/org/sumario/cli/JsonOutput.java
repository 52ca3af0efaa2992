package org.sumario.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** An array of objects, one a line, with the columns of the other formats. */
final class JsonOutput extends Output {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private final Writer writer;
    private List<String> names = List.of();
    private String before = "[";

    JsonOutput(Writer writer) {
        this.writer = writer;
    }

    @Override
    void begin(List<String> columnNames) {
        names = columnNames;
    }

    @Override
    void write(List<@Nullable Object> values) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(names.get(i), json(values.get(i)));
        }
        writer.write(before + "\n" + mapper.writeValueAsString(row));
        before = ",";
    }

    private static @Nullable Object json(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : ValueText.of(value);
    }

    @Override
    void finish() throws IOException {
        writer.write(before.equals("[") ? "[]\n" : "\n]\n");
        writer.flush();
    }
}
