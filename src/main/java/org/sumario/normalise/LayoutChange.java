package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sumario.input.InputFile;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.Layout;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place;
import org.sumario.jobs.Place.Across;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/**
 * How the columns of a spreadsheet differ from the nearest layout of the job files: what a person would see who lays both side by side.
 * It is shown and proposed, never applied.
 *
 * @param layoutIndex which layout of the job
 * @param columns what differs, in the order of the layout, then of the sheet
 */
public record LayoutChange(JobDefinition job, int layoutIndex, String sheetName, List<Difference> columns) {

    /** What became of a column. */
    public enum Kind {
        RENAMED,
        RENAMED_BY_VALUES,
        ADDED,
        REMOVED,
        /** Without it nothing can be counted, so it cannot be let missing. */
        NEEDED,
        MOVED
    }

    /**
     * One column that differs.
     *
     * @param index which column of the layout, −1 for an added one
     * @param declared its header in the job file, empty for an added one
     * @param header as the sheet has it, empty for one that is missing
     * @param columnIndex 0-based, −1 for one that is missing
     */
    public record Difference(Kind kind, int index, String declared, String header, int columnIndex) {
        /** In words. */
        public Reason asReason() {
            String letters = columnIndex < 0 ? "" : CellRef.columnLetters(columnIndex);
            return Reason.of("COLUMN_" + kind, declared, header, letters);
        }
    }

    /** A layout laid beside rows that may be its header. */
    private record Match(
            JobDefinition job, int layoutIndex, SheetPreview sheet, int last, int found, int declared, int cells) {
        Layout layout() {
            return job.layouts().get(layoutIndex);
        }

        List<PreviewRow> rows() {
            return sheet.rows().subList(last - layout().headerRows() + 1, last + 1);
        }

        int score() {
            return 2 * found - declared;
        }

        /** Among rows alike, the one with most cells that the layout claims: a title may name a year, a header names them all; then the lowest. */
        static Comparator<Match> byLikeness() {
            return Comparator.comparingInt(Match::score)
                    .thenComparingInt(Match::cells)
                    .thenComparingInt(Match::last);
        }
    }

    /** Compares with the nearest layout; empty where none has half of its columns in the file. */
    public static Optional<LayoutChange> of(InputFile file, List<JobDefinition> jobs) {
        return jobs.stream()
                .filter(job -> Recognition.markersAgree(job, file, jobs))
                .flatMap(job -> file.sheets().stream().flatMap(sheet -> matches(job, sheet)))
                .filter(match -> match.found() > 0 && match.score() >= 0)
                .max(Match.byLikeness())
                .map(LayoutChange::of);
    }

    private static Stream<Match> matches(JobDefinition job, SheetPreview sheet) {
        List<Match> matches = new ArrayList<>();
        for (int index = 0; index < job.layouts().size(); index++) {
            Layout layout = job.layouts().get(index);
            for (int last = layout.headerRows() - 1; last < sheet.rows().size(); last++) {
                RawValue[] headers = Headers.joined(sheet.rows().subList(last - layout.headerRows() + 1, last + 1));
                int[] places = places(layout, headers);
                int found = 0;
                int declared = 0;
                for (int column = 0; column < places.length; column++) {
                    Column each = layout.columns().get(column);
                    boolean counts = each.place().isInTable() && (each.required() || places[column] >= 0);
                    declared += counts ? 1 : 0;
                    found += counts && places[column] >= 0 ? 1 : 0;
                }
                long headings = Arrays.stream(headers)
                        .filter(header -> !header.text().isBlank())
                        .count();
                int cells = (int) headings - unclaimed(layout, headers, places).size();
                matches.add(new Match(job, index, sheet, last, found, declared, cells));
            }
        }
        return matches.stream();
    }

    /** The index of each column of a layout in a header, −1 where it is in none. */
    private static int[] places(Layout layout, RawValue[] headers) {
        List<String> folded = folded(headers);
        int[] places = new int[layout.columns().size()];
        Set<Integer> taken = new HashSet<>();
        for (int column = 0; column < places.length; column++) {
            places[column] = layout.columns().get(column).place() instanceof Place.Header header
                    ? LayoutSearch.place(header, folded)
                    : -1;
            taken.add(places[column]);
        }
        for (int column = 0; column < places.length; column++) {
            int[] across = across(layout.columns().get(column), headers, folded, taken);
            places[column] = across.length > 0 ? across[0] : places[column];
        }
        return places;
    }

    private static int[] across(Column column, RawValue[] headers, List<String> folded, Set<Integer> taken) {
        return column.place() instanceof Across across
                ? LayoutSearch.across(across, column, headers, folded, taken)
                : new int[0];
    }

    private static List<String> folded(RawValue[] headers) {
        return Arrays.stream(headers)
                .map(header -> LayoutSearch.fold(header.text()))
                .toList();
    }

    private static LayoutChange of(Match match) {
        Layout layout = match.layout();
        RawValue[] headers = Headers.joined(match.rows());
        int[] places = places(layout, headers);
        Set<Integer> missing = new HashSet<>();
        Set<Integer> unknown = unclaimed(layout, headers, places);
        for (int column = 0; column < places.length; column++) {
            Column each = layout.columns().get(column);
            boolean isUnheaded = each.place() instanceof Place.Unheaded;
            if (each.place().isInTable() && !isUnheaded && places[column] < 0) {
                missing.add(column);
            }
        }
        List<Difference> differences = new ArrayList<>(new RenamedColumns(
                        match.job(),
                        layout,
                        headers,
                        match.sheet()
                                .rows()
                                .subList(match.last() + 1, match.sheet().rows().size()))
                .find(places, missing, unknown));
        for (int column = 0; column < places.length; column++) {
            Column each = layout.columns().get(column);
            if (missing.contains(column) && each.required()) {
                differences.add(
                        new Difference(isNeeded(each) ? Kind.NEEDED : Kind.REMOVED, column, each.shown(), "", -1));
            }
        }
        moved(layout, headers, places).forEach(differences::add);
        differences.sort(Comparator.comparingInt(Difference::index));
        boolean takesOthers = layout.columns().stream()
                .anyMatch(column -> column.place() instanceof Across across && across.kind() == Across.Kind.OTHERS);
        unknown.stream()
                .filter(index -> !takesOthers)
                .sorted()
                .map(index -> new Difference(Kind.ADDED, -1, "", Texts.fold(headers[index].text()), index))
                .forEach(differences::add);
        return new LayoutChange(match.job(), match.layoutIndex(), match.sheet().sheetName(), differences);
    }

    /** Columns with a header that nothing of the layout claims; what goes across all others claims none by name. */
    private static Set<Integer> unclaimed(Layout layout, RawValue[] headers, int[] places) {
        Set<Integer> claimed = new HashSet<>();
        Arrays.stream(places).forEach(claimed::add);
        for (Column column : layout.columns()) {
            if (column.place() instanceof Across across && across.kind() != Across.Kind.OTHERS) {
                Arrays.stream(across(column, headers, folded(headers), Set.of()))
                        .forEach(claimed::add);
            }
        }
        Set<Integer> unknown = new HashSet<>();
        for (int index = 0; index < headers.length; index++) {
            if (!claimed.contains(index) && !headers[index].text().isBlank()) {
                unknown.add(index);
            }
        }
        return unknown;
    }

    private static boolean isNeeded(Column column) {
        ColumnRole role = column.role();
        return role instanceof ColumnRole.Measure
                || role instanceof ColumnRole.Period
                || role instanceof ColumnRole.Year
                || role instanceof ColumnRole.Hierarchy
                || role instanceof ColumnRole.LevelCode;
    }

    /** Columns that stand before one that the job file names earlier: the fewest that, taken out, leave the rest in order. */
    private static List<Difference> moved(Layout layout, RawValue[] headers, int[] places) {
        int[] length = new int[places.length];
        int[] earlier = new int[places.length];
        int last = -1;
        for (int column = 0; column < places.length; column++) {
            earlier[column] = -1;
            length[column] = places[column] < 0 ? 0 : 1;
            for (int other = 0; other < column && places[column] >= 0; other++) {
                if (places[other] >= 0 && places[other] < places[column] && length[other] >= length[column]) {
                    length[column] = length[other] + 1;
                    earlier[column] = other;
                }
            }
            last = last < 0 || length[column] > length[last] ? column : last;
        }
        Set<Integer> inOrder = new HashSet<>();
        for (int column = last; column >= 0; column = earlier[column]) {
            inOrder.add(column);
        }
        List<Difference> moved = new ArrayList<>();
        for (int column = 0; column < places.length; column++) {
            if (places[column] >= 0 && !inOrder.contains(column)) {
                String header = Texts.fold(headers[places[column]].text());
                String declared = layout.columns().get(column).shown();
                moved.add(new Difference(Kind.MOVED, column, declared, header, places[column]));
            }
        }
        return moved;
    }

    /** Whether anything but the order differs, which makes no difference to reading. */
    public boolean isMoreThanOrder() {
        return columns.stream().anyMatch(each -> each.kind() != Kind.MOVED);
    }

    /** The job as it would be if a person accepted what is proposed. */
    public JobDefinition amended() {
        Layout layout = job.layouts().get(layoutIndex);
        List<Column> amended = new ArrayList<>(layout.columns());
        for (Difference each : columns) {
            switch (each.kind()) {
                case RENAMED, RENAMED_BY_VALUES ->
                    amended.set(each.index(), amended.get(each.index()).alsoUnder(each.header()));
                case REMOVED ->
                    amended.set(each.index(), amended.get(each.index()).optional());
                default -> {} // an added column is ignored in any case; the others have no remedy
            }
        }
        List<Layout> layouts = new ArrayList<>(job.layouts());
        layouts.set(layoutIndex, layout.with(amended));
        return job.trying(List.copyOf(layouts));
    }
}
