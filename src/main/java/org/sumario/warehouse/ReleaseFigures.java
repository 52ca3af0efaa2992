package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

        /** The measures that it has. */
        List<String> measures() {
            return complaintCount != null ? List.of("complaint_count") : List.of("received_count", "resolved_count");
        }

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
    public Map<String, Map<Integer, Long>> countsByYear(
            Path file, String sourceCode, @Nullable String dimension, @Nullable String value) {
        String condition = dimension == null ? "true" : condition(dimension, String.valueOf(value));
        Map<String, Map<Integer, Long>> counts = new LinkedHashMap<>();
        List<String> measures = current.stream()
                .filter(vintage -> vintage.sourceCode().equals(sourceCode))
                .findFirst()
                .map(CurrentVintage::measures)
                .orElse(List.of());
        if (!measures.isEmpty()) {
            try (Duck duck = Duck.openReadOnly(file)) {
                measures.forEach(measure -> counts.put(measure, byYear(duck, measure, sourceCode, condition)));
            }
        }
        counts.values().removeIf(Map::isEmpty);
        return counts;
    }

    /** What is true of published rows where a dimension has a label, or a code where it has codes. */
    public static String condition(String dimension, String value) {
        return COLUMNS.getOrDefault(dimension, List.of(dimension)).stream()
                .map(column -> column + " = " + Duck.quote(value))
                .collect(Collectors.joining(" or "));
    }

    private static Map<Integer, Long> byYear(Duck duck, String measure, String sourceCode, String condition) {
        String relation = measure.equals("complaint_count") ? "complaint" : "case_by_year_fiscal_district";
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
