package org.sumario.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.report.Account.CellChange;
import org.sumario.report.Account.ChangedTotals;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.TotalChange;
import org.sumario.report.Account.YearChange;
import org.sumario.warehouse.Differences.Depth;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleasedWarehouse;

/** Reads what differs between two releases, or two vintages, from the relations of {@link org.sumario.warehouse.Differences}. */
public final class ChangedFigures {
    private final ReleasedWarehouse differences;
    private final Depth depth;

    /** @param depth how far they were compared */
    public ChangedFigures(ReleasedWarehouse differences, Depth depth) {
        this.differences = differences;
        this.depth = depth;
    }

    /** Years with what became of their cells, and the largest changes of totals, as far as they were compared. */
    public Changes changes() throws IOException {
        return new Changes(years(), depth == Depth.YEARS ? List.of() : totals());
    }

    private List<ChangedTotals> totals() throws IOException {
        Map<List<String>, List<Fields>> groups = new LinkedHashMap<>();
        for (List<@Nullable Object> values : differences.rows(
                "select revision_kind, grain, place_count, source_code, scope, year, measure, member_code, member_name,"
                        + " opening_count, closing_count, difference_count from published.changed_total where place <= "
                        + Account.TOTALS_LISTED)) {
            Fields row = new Fields(values);
            groups.computeIfAbsent(List.of(row.text(0), row.text(1)), absent -> new ArrayList<>())
                    .add(row);
        }
        List<ChangedTotals> totals = new ArrayList<>();
        groups.forEach((kind, rows) -> totals.add(new ChangedTotals(
                kind.get(0),
                kind.get(1),
                rows.get(0).whole(2),
                rows.stream().map(ChangedFigures::total).toList())));
        return totals;
    }

    private static TotalChange total(Fields row) {
        return new TotalChange(
                row.text(3),
                row.text(4),
                (int) row.whole(5),
                row.text(6),
                row.textOrNull(7),
                row.textOrNull(8),
                row.whole(9),
                row.whole(10),
                row.whole(11));
    }

    /** A row per compared pair of vintages. */
    public List<YearChange> years() throws IOException {
        Map<List<@Nullable String>, List<CellChange>> cells = depth == Depth.CELLS ? cells() : Map.of();
        List<YearChange> years = new ArrayList<>();
        for (List<@Nullable Object> values :
                differences.rows("select source_code, scope, year, revision_kind, months_added, opening_vintage_code,"
                        + " closing_vintage_code, opening_period_start, opening_period_end, closing_period_start, closing_period_end,"
                        + " opening_count, closing_count, opening_resolved_count, closing_resolved_count, causes"
                        + " from published.compared")) {
            Fields row = new Fields(values);
            years.add(new YearChange(
                    row.text(0),
                    row.text(1),
                    (int) row.whole(2),
                    row.text(3),
                    row.wholeOrNull(4),
                    row.textOrNull(5),
                    row.textOrNull(6),
                    row.textOrNull(7),
                    row.textOrNull(8),
                    row.textOrNull(9),
                    row.textOrNull(10),
                    row.wholeOrNull(11),
                    row.wholeOrNull(12),
                    row.wholeOrNull(13),
                    row.wholeOrNull(14),
                    row.text(15),
                    cells.getOrDefault(pair(row.textOrNull(5), row.textOrNull(6)), List.of())));
        }
        return years;
    }

    /**
     * By how much a measure changed, by year.
     *
     * @param dimension such as {@code article}, to count only where it has a value; null for all
     * @param value its label, or code where it has codes
     */
    public Map<Integer, Long> movedByYear(
            String sourceCode, String measure, @Nullable String dimension, @Nullable String value) throws IOException {
        if (depth == Depth.YEARS) {
            return Map.of();
        }
        String condition = dimension == null ? "true" : ReleaseFigures.condition(dimension, String.valueOf(value));
        Map<Integer, Long> moved = byYear("closing", sourceCode, measure, condition);
        byYear("opening", sourceCode, measure, condition)
                .forEach((year, count) -> moved.merge(year, -count, Long::sum));
        return moved;
    }

    private Map<Integer, Long> byYear(String side, String sourceCode, String measure, String condition)
            throws IOException {
        return differences
                .rows(
                        "select p.year, sum(c.figure)::bigint from compared as p join " + side
                                + "_cell as c on c.vintage_code = p."
                                + side + "_vintage_code where p.source_code = ? and c.measure = ? and (" + condition
                                + ") group by 1",
                        sourceCode,
                        measure)
                .stream()
                .map(Fields::new)
                .collect(Collectors.toMap(
                        row -> (int) row.whole(0), row -> row.whole(1), (one, other) -> one, TreeMap::new));
    }

    private Map<List<@Nullable String>, List<CellChange>> cells() throws IOException {
        return differences
                .rows("select opening_vintage_code, closing_vintage_code, measure, kind, cell_count, moved_count"
                        + " from published.cell_change")
                .stream()
                .map(Fields::new)
                .collect(Collectors.groupingBy(
                        row -> pair(row.textOrNull(0), row.textOrNull(1)),
                        Collectors.mapping(
                                row -> new CellChange(row.text(2), row.text(3), row.whole(4), row.whole(5)),
                                Collectors.toList())));
    }

    private static List<@Nullable String> pair(@Nullable String opening, @Nullable String closing) {
        List<@Nullable String> pair = new ArrayList<>();
        pair.add(opening);
        pair.add(closing);
        return pair;
    }
}
