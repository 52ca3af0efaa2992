package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a release that a load shows.
 *
 * @param current current vintages in the figures, with their totals
 */
public record ReleaseFigures(Manifest manifest, List<CurrentVintage> current) {

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
     * Complaints by year where a column of {@code published.complaint} has a value.
     *
     * @param column a dimension's column, such as {@code article}
     */
    public static Map<Integer, Long> countsByYear(Path file, String sourceCode, String column, String value) {
        try (Duck duck = Duck.openReadOnly(file)) {
            return duck.query(
                    "select year, sum(complaint_count)::bigint from published.complaint where source_code = "
                            + Duck.quote(sourceCode) + " and \"" + column.replace("\"", "") + "\" = "
                            + Duck.quote(value)
                            + " group by all order by 1",
                    result -> {
                        Map<Integer, Long> counts = new TreeMap<>();
                        while (result.next()) {
                            counts.put(result.getInt(1), result.getLong(2));
                        }
                        return counts;
                    });
        }
    }
}
