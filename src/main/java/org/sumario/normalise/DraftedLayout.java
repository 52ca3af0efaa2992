package org.sumario.normalise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Place;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/** What has been found of a table's layout: the columns that are understood, those that are still open, and what is in doubt. */
final class DraftedLayout {
    private final DraftTable table;
    private final DraftRows rows;
    private final List<DraftColumn> open = new ArrayList<>();
    private final TreeMap<Integer, DraftedColumn> columns = new TreeMap<>();
    private final List<DraftedColumn> places = new ArrayList<>();
    private final List<Reason> doubts = new ArrayList<>();
    private final List<String> totals = new ArrayList<>();
    private final List<String> until = new ArrayList<>();
    private final List<String> sheets = new ArrayList<>();
    private @Nullable String regions;
    private @Nullable String scope;
    private boolean accumulates;

    DraftedLayout(DraftTable table, DraftRows rows) {
        this.table = table;
        this.rows = rows;
        Set<String> headings = new HashSet<>();
        boolean hasUnheaded = false;
        for (int index = 0; index < table.width(); index++) {
            RawValue header = index < table.headers().length ? table.headers()[index] : RawValue.BLANK;
            DraftColumn column = new DraftColumn(rows, index, header);
            if (!column.isUnheaded()) {
                if (headings.add(LayoutSearch.fold(header.text()))) {
                    open.add(column);
                } else {
                    doubts.add(Reason.of("DRAFT_HEADER_TWICE", column.heading()));
                }
            } else if (!hasUnheaded && column.share(value -> value.type() == CellType.TEXT) > 0) {
                hasUnheaded = true;
                open.add(column);
            } else if (!column.isEmpty()) {
                doubts.add(Reason.of("DRAFT_NO_HEADER", letters(index), column.firstText()));
            }
        }
        if (rows.repeats() > 0) {
            doubts.add(Reason.of("DRAFT_HEADER_AGAIN", rows.repeats()));
        }
        if (!rows.isWhole()) {
            doubts.add(Reason.of("DRAFT_NOT_WHOLE", rows.size()));
        }
    }

    private static String letters(int index) {
        return (index < 26 ? "" : letters(index / 26 - 1)) + (char) ('A' + index % 26);
    }

    DraftTable table() {
        return table;
    }

    DraftRows rows() {
        return rows;
    }

    /** Columns that nothing has claimed yet, from left to right. */
    List<DraftColumn> open() {
        return List.copyOf(open);
    }

    /** A column of the table is understood. */
    void claim(DraftColumn column, DraftedColumn drafted) {
        open.remove(column);
        columns.put(column.index(), drafted);
    }

    /** A column is part of what another one says: of a measure across columns. */
    void join(DraftColumn column) {
        open.remove(column);
    }

    /** The column of the sheet that was drafted so, 0-based. */
    int indexOf(DraftedColumn drafted) {
        return columns.entrySet().stream()
                .filter(each -> each.getValue() == drafted)
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    /** Whether a column of the sheet tells the year or the period. */
    boolean isTime(int index) {
        DraftedColumn drafted = columns.get(index);
        return drafted != null
                && (drafted.column().role() instanceof ColumnRole.Year
                        || drafted.column().role() instanceof ColumnRole.Period);
    }

    /** A place outside the table says something for all its rows. */
    void add(DraftedColumn place) {
        places.add(place);
    }

    void doubt(Reason reason) {
        doubts.add(reason);
    }

    boolean has(Class<? extends ColumnRole> role) {
        return all().anyMatch(drafted -> role.isInstance(drafted.column().role()));
    }

    /** Whether it counts cases, received or resolved, and no complaints. */
    boolean hasCases() {
        return all().anyMatch(drafted -> drafted.column().role() instanceof ColumnRole.Measure measure
                && !measure.name().equals(ObservationBatch.MEASURES.get(0)));
    }

    /** The dimensions that are taken. */
    Set<String> dimensions() {
        Set<String> names = new HashSet<>();
        all().flatMap(DraftedLayout::roles).forEach(role -> {
            if (role instanceof ColumnRole.Dimension dimension) {
                names.add(dimension.name());
            } else if (role instanceof ColumnRole.Hierarchy hierarchy) {
                hierarchy.levels().forEach(level -> names.add(level.name()));
            }
        });
        return names;
    }

    /** Whether the period's text carries its year. */
    boolean hasPeriodWithYear() {
        return all().flatMap(DraftedLayout::roles)
                .anyMatch(role -> role instanceof ColumnRole.Period period && period.withYear());
    }

    boolean hasPeriod() {
        return all().flatMap(DraftedLayout::roles).anyMatch(ColumnRole.Period.class::isInstance);
    }

    boolean hasYear() {
        return hasPeriodWithYear() || all().flatMap(DraftedLayout::roles).anyMatch(ColumnRole.Year.class::isInstance);
    }

    private static Stream<ColumnRole> roles(DraftedColumn drafted) {
        return drafted.column().place() instanceof Place.Across across
                ? Stream.of(drafted.column().role(), across.header())
                : Stream.of(drafted.column().role());
    }

    /** The drafted columns of the table from left to right, then the places. */
    Stream<DraftedColumn> all() {
        return Stream.concat(columns.values().stream(), places.stream());
    }

    /** What a person must decide. */
    List<Reason> doubts() {
        return Stream.concat(doubts.stream(), all().map(DraftedColumn::doubt).flatMap(Stream::ofNullable))
                .toList();
    }

    /** What a person must decide about more than one column. */
    List<Reason> generalDoubts() {
        return List.copyOf(doubts);
    }

    List<String> totals() {
        return totals;
    }

    List<String> until() {
        return until;
    }

    List<String> sheets() {
        return sheets;
    }

    @Nullable
    String regions() {
        return regions;
    }

    void regions(String list) {
        regions = list;
    }

    @Nullable
    String scope() {
        return scope;
    }

    void scope(String dimension) {
        scope = dimension;
    }

    boolean accumulates() {
        return accumulates;
    }

    void accumulate() {
        accumulates = true;
    }
}
