package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.SourceDescription;

/**
 * How far one year of a partial delivery agrees with the accepted figures for the fiscal districts it covers, or regions where its source has
 * no districts.
 *
 * @param finestGrain the finest of {@code offence}, {@code article} (complaints), {@code case_type} (cases) and {@code district} at which
 *     every count agrees; {@code none} where
 *     not even the totals of the districts do; {@code no_vintage} where no accepted vintage has the same period
 * @param differences every key that differs, at all finer grains
 */
public record Agreement(String scope, int year, String finestGrain, List<Difference> differences) {
    private static final List<String> FINEST_FIRST = List.of("offence", "article", "case_type", "district");

    /** A key whose counts differ: fiscal district, then article, then the offence hierarchy, as far as the grain goes. */
    public record Difference(String grain, String key, long sliceCount, long wholeCount) {}

    private record Row(String scope, int year, boolean hasWhole, Difference counts) {}

    /** Compares a delivery, which need not be accepted, with what is; one element per scope and year, in order. */
    public static List<Agreement> of(List<SourceDescription> sources, List<Delivery> deliveries, Delivery slice) {
        List<Delivery> staged = deliveries.stream()
                .map(other -> other.sha256().equals(slice.sha256()) ? other.as(State.ARRIVAL, other.reasons()) : other)
                .toList();
        Map<String, List<Row>> byYear = new LinkedHashMap<>();
        try (Duck duck = Duck.inMemory()) {
            Staged.describe(duck, sources, staged);
            Staged.openObservations(duck, staged, staged);
            duck.query(SqlFiles.named("decision", "slice_comparison").select(), result -> {
                while (result.next()) {
                    Row row = new Row(
                            result.getString("scope"),
                            result.getInt("year"),
                            result.getBoolean("has_whole"),
                            new Difference(
                                    result.getString("grain"),
                                    result.getString("key"),
                                    result.getLong("slice_count"),
                                    result.getLong("whole_count")));
                    byYear.computeIfAbsent(row.scope() + " " + row.year(), absent -> new ArrayList<>())
                            .add(row);
                }
                return byYear;
            });
        }
        return byYear.values().stream().map(Agreement::of).toList();
    }

    private static Agreement of(List<Row> rows) {
        Row first = rows.get(0);
        if (!first.hasWhole()) {
            return new Agreement(first.scope(), first.year(), "no_vintage", List.of());
        }
        List<Difference> differences = rows.stream()
                .map(Row::counts)
                .filter(counts -> counts.sliceCount() != counts.wholeCount())
                .toList();
        String finest = FINEST_FIRST.stream()
                .filter(grain ->
                        rows.stream().anyMatch(row -> row.counts().grain().equals(grain)))
                .filter(grain -> differences.stream()
                        .noneMatch(difference -> difference.grain().equals(grain)))
                .findFirst()
                .orElse("none");
        return new Agreement(first.scope(), first.year(), finest, differences);
    }
}
