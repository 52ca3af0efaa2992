package org.sumario.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.warehouse.TracedFigures.Cell;

/** A traced cell as a line of the result; remembers in words what was applied to how many. */
final class TracedLines {
    private static final List<String> COLUMNS = List.of(
            "vintage_code",
            "file_name",
            "file_sha256",
            "sheet_name",
            "row_number",
            "cell",
            "raw_text",
            "complaint_count",
            "rules");

    private final Messages messages;
    private final boolean hasMeasures;

    /** Sentences of rules: the same ones belong to many cells. */
    private final Map<Reason, String> sentences = new HashMap<>();

    private final Map<String, Long> cellsByRule = new LinkedHashMap<>();

    TracedLines(Messages messages, boolean hasMeasures) {
        this.messages = messages;
        this.hasMeasures = hasMeasures;
    }

    List<String> columns() {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (hasMeasures) {
            columns.add("measure");
        }
        return columns;
    }

    List<@Nullable Object> line(Cell cell, @Nullable String raw, List<Reason> rules) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                cell.vintageCode(),
                cell.fileName(),
                cell.sha256(),
                cell.sheetName(),
                cell.rowNumber(),
                cell.cell(),
                raw,
                cell.count(),
                rules.stream().map(this::sentence).collect(Collectors.joining("; "))));
        if (hasMeasures) {
            values.add(cell.measure());
        }
        return values;
    }

    private String sentence(Reason rule) {
        String sentence = sentences.computeIfAbsent(rule, messages::text);
        cellsByRule.merge(sentence, 1L, Long::sum);
        return sentence;
    }

    /** How many cells each rule was applied to, in words and in the order in which they came. */
    Map<String, Long> cellsByRule() {
        return cellsByRule;
    }
}
