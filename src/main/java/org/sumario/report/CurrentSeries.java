package org.sumario.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.Series;
import org.sumario.report.Account.SeriesYear;
import org.sumario.report.Account.YearChange;
import org.sumario.warehouse.ReleasedWarehouse;

/** The series that a release shows, each source and measure, with what a run did to them. */
public final class CurrentSeries {
    private CurrentSeries() {}

    /**
     * Reads them from a release.
     *
     * @param deliveries SHA-256 of those whose vintages are marked
     * @param changes what the run changed; null where that is not known
     */
    public static List<Series> of(ReleasedWarehouse release, Set<String> deliveries, @Nullable Changes changes)
            throws IOException {
        Map<List<String>, List<SeriesYear>> years = new LinkedHashMap<>();
        Map<List<String>, Fields> described = new LinkedHashMap<>();
        for (List<@Nullable Object> values : release.series(String.join(",", deliveries))) {
            Fields row = new Fields(values);
            List<String> key = List.of(row.text(4), row.text(5));
            described.putIfAbsent(key, row);
            years.computeIfAbsent(key, absent -> new ArrayList<>()).add(year(row, changes));
        }
        List<Series> series = new ArrayList<>();
        described.forEach((key, row) -> series.add(new Series(
                row.text(4),
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(5),
                years.getOrDefault(key, List.of()))));
        return series;
    }

    private static SeriesYear year(Fields row, @Nullable Changes changes) {
        int year = (int) row.whole(6);
        long current = row.whole(7);
        return new SeriesYear(
                year,
                current,
                changes == null ? null : opening(row.text(4), row.text(5), year, current, changes),
                row.text(8),
                row.text(9),
                row.isTrue(10),
                row.isTrue(11),
                row.whole(14),
                row.whole(15),
                row.whole(12),
                row.whole(13));
    }

    /** What was current before: what is, less what changed; several scopes may have changed, and others not. */
    private static @Nullable Long opening(String sourceCode, String measure, int year, long current, Changes changes) {
        long opening = current;
        boolean isNew = false;
        for (YearChange change : changes.years()) {
            if (change.sourceCode().equals(sourceCode) && change.year() == year) {
                boolean isResolved = measure.equals("resolved_count");
                opening -= zeroIfNull(isResolved ? change.closingResolvedCount() : change.closingCount());
                opening += zeroIfNull(isResolved ? change.openingResolvedCount() : change.openingCount());
                isNew |= change.revisionKind().equals("first");
            }
        }
        return isNew && opening == 0 ? null : Long.valueOf(opening);
    }

    private static long zeroIfNull(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
