package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.ObservationBatch;

/**
 * The figures of a release that a load shows.
 *
 * @param current current vintages in the figures, with their totals
 */
public record ReleaseFigures(Manifest manifest, List<CurrentVintage> current) {

    /** The published columns of dimensions that are named otherwise. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "fiscal_district", List.of("fiscal_district_code", "fiscal_district_name"),
            "region", List.of("region_code", "region_name"),
            "level_1", List.of("generic"),
            "level_2", List.of("subgeneric"),
            "level_3", List.of("level_3_name"),
            "level_4", List.of("level_4_name"));

    /** A current vintage; the counts of measures that its source has not are null. */
    public record CurrentVintage(
            String vintageCode,
            String sourceCode,
            int year,
            int monthsCovered,
            @Nullable Long complaintCount,
            @Nullable Long receivedCount,
            @Nullable Long resolvedCount) {

        /** Source, scope and year, which have one current vintage. */
        public String place() {
            return vintageCode.substring(0, vintageCode.indexOf('@'));
        }
    }

    /** Reads them from a release file. */
    public static ReleaseFigures of(Path file, Manifest manifest) {
        try (Duck duck = Duck.openReadOnly(file)) {
            List<CurrentVintage> current = duck.query(
                    "select vintage_code, source_code, year, months_covered, complaint_count, received_count,"
                            + " resolved_count from published.vintage"
                            + " where is_current order by source_code, scope, year",
                    result -> {
                        List<CurrentVintage> found = new ArrayList<>();
                        while (result.next()) {
                            found.add(new CurrentVintage(
                                    result.getString(1),
                                    result.getString(2),
                                    result.getInt(3),
                                    result.getInt(4),
                                    result.getObject(5, Long.class),
                                    result.getObject(6, Long.class),
                                    result.getObject(7, Long.class)));
                        }
                        return found;
                    });
            return new ReleaseFigures(manifest, current);
        }
    }

    /**
     * Each measure by year where a dimension has a value, in current vintages; measures that the source has not are left out.
     *
     * @param dimension such as {@code article}; null for all
     * @param value its label, or code where it has codes
     */
    public static Map<String, Map<Integer, Long>> countsByYear(
            Path file, String sourceCode, @Nullable String dimension, @Nullable String value) {
        List<String> columns = dimension == null ? List.of() : COLUMNS.getOrDefault(dimension, List.of(dimension));
        String condition = columns.stream()
                .map(column -> column + " = " + Duck.quote(String.valueOf(value)))
                .collect(Collectors.joining(" or "));
        try (Duck duck = Duck.openReadOnly(file)) {
            Map<String, Map<Integer, Long>> counts = new LinkedHashMap<>();
            for (String measure : ObservationBatch.MEASURES) {
                String relation = measure.equals("complaint_count") ? "complaint" : "case_by_year_fiscal_district";
                boolean hasColumns = columns.stream()
                        .allMatch(column ->
                                duck.number("select count(*) from duckdb_columns() where schema_name = 'published'"
                                                + " and table_name = " + Duck.quote(relation) + " and column_name = "
                                                + Duck.quote(column))
                                        > 0);
                Map<Integer, Long> byYear = hasColumns
                        ? byYear(duck, measure, relation, sourceCode, condition.isEmpty() ? "true" : condition)
                        : Map.of();
                if (!byYear.isEmpty()) {
                    counts.put(measure, byYear);
                }
            }
            return counts;
        }
    }

    private static Map<Integer, Long> byYear(
            Duck duck, String measure, String relation, String sourceCode, String condition) {
        String sql = "select year, sum(" + measure + ")::bigint from published." + relation + " where source_code = "
                + Duck.quote(sourceCode) + " and (" + condition + ") group by all having sum(" + measure
                + ") is not null order by 1";
        return duck.query(sql, result -> {
            Map<Integer, Long> counts = new TreeMap<>();
            while (result.next()) {
                counts.put(result.getInt(1), result.getLong(2));
            }
            return counts;
        });
    }
}
