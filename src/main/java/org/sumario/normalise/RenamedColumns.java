package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.Layout;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place;
import org.sumario.normalise.LayoutChange.Difference;
import org.sumario.normalise.LayoutChange.Kind;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/**
 * Which unknown header may be the new name of a missing one: its words are nearly the same, else its values are of the kind this column has
 * and it stands between the same neighbours, or no other column has that kind. Values of another kind speak against any of it.
 */
record RenamedColumns(JobDefinition job, Layout layout, RawValue[] headers, List<PreviewRow> below) {
    /** Of the values below a header; a few may be marks such as ND. */
    private static final double MOST = 0.8;

    /** Pairs missing columns with unknown headers and takes both out of their sets. */
    List<Difference> find(int[] places, Set<Integer> missing, Set<Integer> unknown) {
        List<Difference> renamed = new ArrayList<>();
        for (Pair best = nearest(missing, unknown); best != null; best = nearest(missing, unknown)) {
            renamed.add(take(Kind.RENAMED, best, missing, unknown));
        }
        for (int column : List.copyOf(new TreeSet<>(missing))) {
            List<Integer> inPlace = unknown.stream()
                    .filter(index -> isBetweenTheSame(column, index, places))
                    .toList();
            List<Integer> fitting = inPlace.isEmpty()
                    ? unknown.stream()
                            .filter(index -> isOnlyFor(column, index, missing))
                            .toList()
                    : inPlace;
            if (fitting.size() == 1) {
                renamed.add(take(Kind.RENAMED_BY_VALUES, new Pair(column, fitting.get(0)), missing, unknown));
            }
        }
        return renamed;
    }

    private record Pair(int column, int index) {}

    private Difference take(Kind kind, Pair pair, Set<Integer> missing, Set<Integer> unknown) {
        missing.remove(pair.column());
        unknown.remove(pair.index());
        return new Difference(
                kind,
                pair.column(),
                layout.columns().get(pair.column()).shown(),
                Texts.fold(headers[pair.index()].text()),
                pair.index());
    }

    private @Nullable Pair nearest(Set<Integer> missing, Set<Integer> unknown) {
        Pair best = null;
        double most = 0;
        for (int column : missing) {
            for (int index : unknown) {
                double nearness =
                        fits(column, index) ? nearness(layout.columns().get(column), index) : 0;
                if (nearness > most) {
                    most = nearness;
                    best = new Pair(column, index);
                }
            }
        }
        return best;
    }

    private double nearness(Column column, int index) {
        if (!(column.place() instanceof Place.Header header)) {
            return 0;
        }
        double nearness = NearLabels.nearness(header.text(), headers[index].text());
        for (String alias : header.aliases()) {
            nearness = Math.max(nearness, NearLabels.nearness(alias, headers[index].text()));
        }
        return nearness;
    }

    /** Whether its values tell that a header is this column and none of the other missing ones. */
    private boolean isOnlyFor(int column, int index, Set<Integer> missing) {
        return isTelling(column)
                && fits(column, index)
                && missing.stream().noneMatch(other -> other != column && isTelling(other) && fits(other, index));
    }

    private boolean isTelling(int column) {
        Column declared = layout.columns().get(column);
        ColumnRole role = declared.role();
        boolean isTime = role instanceof ColumnRole.Period
                || role instanceof ColumnRole.Year
                || role instanceof ColumnRole.ExtractionDate
                || role instanceof ColumnRole.PublishedDate;
        boolean isListed = role instanceof ColumnRole.Dimension dimension && dimension.codelist() != null;
        return declared.place() instanceof Place.Header
                && declared.required()
                && (isTime || isListed || role instanceof ColumnRole.Measure);
    }

    private boolean isBetweenTheSame(int column, int index, int[] places) {
        return layout.columns().get(column).place() instanceof Place.Header
                && column > 0
                && column < places.length - 1
                && places[column - 1] >= 0
                && places[column - 1] == index - 1
                && places[column + 1] == index + 1
                && fits(column, index);
    }

    private boolean fits(int column, int index) {
        ColumnRole role = layout.columns().get(column).role();
        List<RawValue> values = below.stream()
                .filter(row -> index < row.values().size())
                .map(row -> row.values().get(index))
                .filter(value -> !value.text().isBlank())
                .toList();
        if (role instanceof ColumnRole.Period period) {
            return most(
                    values,
                    value -> period.monthNumber()
                            ? PeriodText.ofMonth(value).isPresent()
                            : PeriodText.parse(value).isPresent());
        } else if (role instanceof ColumnRole.Year) {
            return most(values, Headers::isYear);
        } else if (role instanceof ColumnRole.ExtractionDate || role instanceof ColumnRole.PublishedDate) {
            return most(
                    values,
                    value -> Values.date(value, Values.DateOrder.DAY_FIRST).isPresent()
                            || Values.date(value, Values.DateOrder.MONTH_FIRST).isPresent());
        } else if (role instanceof ColumnRole.Measure) {
            return most(values, value -> DraftTable.isNumber(value) && !Headers.isYear(value));
        } else if (role instanceof ColumnRole.Dimension dimension && dimension.codelist() != null) {
            Set<String> known = Labels.codes(requireNonNull(job.codelists().get(dimension.codelist())))
                    .keySet();
            Set<String> labels = values.stream()
                    .map(value -> Values.pad(Texts.fold(value.text()), dimension.pad()))
                    .collect(Collectors.toSet());
            return 2 * labels.stream().filter(known::contains).count() >= Math.max(1, labels.size());
        }
        return true;
    }

    private static boolean most(List<RawValue> values, Predicate<RawValue> isOne) {
        return !values.isEmpty() && values.stream().filter(isOne).count() >= MOST * values.size();
    }
}
