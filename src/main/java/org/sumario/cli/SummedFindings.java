package org.sumario.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.RowReceiver;

/** Shows findings to a person: each of them while they are few, else a row for each severity and code, with the first one as example. */
final class SummedFindings implements Listing.Way, RowReceiver {
    static final int MOST_FINDINGS = 200;

    private static final List<String> SUMMED =
            List.of("severity", "code", "finding_count", "at_stake_count", "example", "raw_text", "advice");

    private final List<String> columns;
    private final LongConsumer told;
    private final List<List<@Nullable Object>> first = new ArrayList<>();
    private final Map<List<Object>, Kind> kinds = new LinkedHashMap<>();
    private long count;

    /** Findings of a severity and code. */
    private static final class Kind {
        private final List<@Nullable Object> example;
        private long count;
        private long atStake;

        Kind(List<@Nullable Object> example) {
            this.example = example;
        }
    }

    /**
     * @param columns of a finding
     * @param told hears how many there are, where they were summed up
     */
    SummedFindings(List<String> columns, LongConsumer told) {
        this.columns = columns;
        this.told = told;
    }

    @Override
    public void take(Listing.Query query, RowReceiver printed) throws IOException {
        query.into(this);
        if (count <= MOST_FINDINGS) {
            printed.columns(columns);
            for (List<@Nullable Object> finding : first) {
                printed.row(finding);
            }
            return;
        }
        printed.columns(SUMMED);
        List<Kind> all = new ArrayList<>(kinds.values());
        all.sort((one, other) -> Long.compare(other.count, one.count));
        for (Kind kind : all) {
            List<@Nullable Object> example = kind.example;
            printed.row(Arrays.asList(
                    value(example, "severity"),
                    value(example, "code"),
                    kind.count,
                    kind.atStake,
                    address(example),
                    value(example, "raw_text"),
                    value(example, "advice")));
        }
        told.accept(count);
    }

    @Override
    public void columns(List<String> names) {
        // The columns that were asked for.
    }

    @Override
    public void row(List<@Nullable Object> finding) {
        count++;
        if (count <= MOST_FINDINGS) {
            first.add(finding);
        }
        Kind kind = kinds.computeIfAbsent(
                List.of(requireNonNull(value(finding, "severity")), requireNonNull(value(finding, "code"))),
                fresh -> new Kind(finding));
        kind.count++;
        if (value(finding, "at_stake_count") instanceof Number atStake) {
            kind.atStake += atStake.longValue();
        }
    }

    private String address(List<@Nullable Object> finding) {
        StringBuilder address = new StringBuilder();
        for (String part : List.of("file_name", "sheet_name", "cell")) {
            Object value = value(finding, part);
            if (value != null && !value.toString().isEmpty()) {
                address.append(address.isEmpty() ? "" : "!").append(value);
            }
        }
        return address.toString();
    }

    private @Nullable Object value(List<@Nullable Object> finding, String column) {
        return finding.get(columns.indexOf(column));
    }
}
