package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Place.Across;
import org.sumario.jobs.Place.Wildcard;
import org.sumario.model.Finding;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/** What the rows of a table's header say. */
final class Headers {
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d{2}");

    private static final Pattern IN_BRACKETS = Pattern.compile("\\s*\\([^)]*\\)\\s*$");

    private Headers() {}

    /**
     * One header per column: the texts of its rows, from top to bottom, joined by a space. In all rows but the last a blank cell repeats
     * the one on its left, as a merged cell does.
     */
    static RawValue[] joined(List<PreviewRow> rows) {
        int width = rows.stream().mapToInt(row -> row.values().size()).max().orElse(0);
        RawValue[] joined = new RawValue[width];
        Arrays.fill(joined, RawValue.BLANK);
        for (int row = 0; row < rows.size(); row++) {
            List<RawValue> values = rows.get(row).values();
            boolean isLast = row == rows.size() - 1;
            RawValue left = RawValue.BLANK;
            for (int column = 0; column < width; column++) {
                RawValue value = column < values.size() ? values.get(column) : RawValue.BLANK;
                if (!value.text().isBlank()) {
                    left = value;
                } else if (!isLast && hasTextBelow(rows.subList(row + 1, rows.size()), column)) {
                    value = left;
                }
                joined[column] = join(joined[column], value);
            }
        }
        return joined;
    }

    private static boolean hasTextBelow(List<PreviewRow> rows, int column) {
        return rows.stream()
                .anyMatch(row -> column < row.values().size()
                        && !row.values().get(column).text().isBlank());
    }

    private static RawValue join(RawValue above, RawValue below) {
        if (above.text().isBlank()) {
            return below;
        }
        return below.text().isBlank() ? above : new RawValue(CellType.TEXT, above.text() + " " + below.text());
    }

    /** The part of each header that a measure goes across by: the whole, or what is left of those that say what the layout declares. */
    static RawValue[] parts(Across across, RawValue[] headers) {
        Wildcard says = across.says();
        return says == null
                ? headers
                : Arrays.stream(headers)
                        .map(header -> says.match(header.text())
                                .map(part -> new RawValue(CellType.TEXT, part))
                                .orElse(RawValue.BLANK))
                        .toArray(RawValue[]::new);
    }

    /** Headers that one of several measures has and another lacks: what is missing, as the layout declares it. */
    static List<String> missingBeside(List<Bound> bound) {
        Set<String> all =
                bound.stream().filter(Bound::isAcross).map(Headers::part).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        bound.stream().filter(Bound::isAcross).map(Bound::column).distinct().forEach(column -> {
            Set<String> lacked = new TreeSet<>(all);
            bound.stream()
                    .filter(each -> each.column() == column)
                    .map(Headers::part)
                    .forEach(lacked::remove);
            lacked.forEach(part -> missing.add(column.shown() + " (" + part + ")"));
        });
        return missing;
    }

    private static String part(Bound bound) {
        return LayoutSearch.fold(bound.header().text());
    }

    static boolean isYear(RawValue header) {
        return YEAR.matcher(Texts.fold(header.text())).matches();
    }

    /** Whether a header names months or a quarter; a bare year does not. */
    static boolean isPeriod(RawValue header) {
        return !isYear(header) && PeriodText.parse(header).isPresent();
    }

    /** The years that a table names: in its header, in a place of the sheet, or in the first rows of its column. */
    static Set<Integer> years(SheetLayout found, SheetPreview sheet) {
        Stream<RawValue> across = found.columns().stream()
                .filter(bound -> bound.column().place() instanceof Across)
                .map(SheetLayout.Bound::header);
        Stream<RawValue> constants = found.constants().stream()
                .filter(constant -> isTime(constant.column().role()))
                .map(SheetLayout.Constant::value);
        int[] columns = found.columns().stream()
                .filter(bound -> isTime(bound.column().role()))
                .mapToInt(SheetLayout.Bound::columnIndex)
                .toArray();
        Stream<RawValue> cells = sheet.rows().stream()
                .filter(row -> row.rowNumber() > found.headerRow())
                .flatMap(row -> Arrays.stream(columns)
                        .filter(column -> column < row.values().size())
                        .mapToObj(column -> row.values().get(column)));
        Set<Integer> years = new TreeSet<>();
        Stream.of(across, constants, cells)
                .flatMap(stream -> stream)
                .flatMap(value -> year(value).stream())
                .forEach(years::add);
        return years;
    }

    /** What is said of the columns that the layout does not declare; one that a measure should have gone across holds the file. */
    static List<Finding> undeclared(SheetLayout found) {
        List<Across.Kind> across = found.columns().stream()
                .filter(SheetLayout.Bound::isAcross)
                .map(bound -> (Across) bound.column().place())
                .filter(place -> isTime(place.header()))
                .map(Across::kind)
                .distinct()
                .toList();
        return found.unknownHeaders().stream()
                .map(header -> {
                    boolean isLost = across.stream().anyMatch(kind -> isLost(kind, header));
                    return new Finding(
                            isLost ? Severity.BLOCKING : Severity.INFO,
                            Reason.of(isLost ? "COLUMN_LIKE_PERIOD" : "COLUMN_UNKNOWN", header),
                            found.sheetName(),
                            found.headerRow(),
                            -1,
                            header,
                            false);
                })
                .toList();
    }

    /** The months that a header stands for; without a year where another place says it. */
    private record Span(Bound bound, int year, int first, int last) {
        static Optional<Span> of(Bound bound) {
            RawValue header =
                    CleanTexts.clean(bound.header(), Cleaning.of(bound.column().clean()));
            if (isYear(header)) {
                return Headers.year(header).map(year -> new Span(bound, year, 1, 12));
            }
            return PeriodText.parse(header)
                    .map(period -> new Span(
                            bound, period.year() == null ? 0 : period.year(), period.firstMonth(), period.lastMonth()));
        }

        boolean covers(Span other) {
            return bound != other.bound
                    && bound.column() == other.bound.column()
                    && year == other.year
                    && first <= other.last
                    && other.first <= last
                    && last - first >= other.last - other.first;
        }
    }

    /** Columns that a measure goes across of which one counts again what another counts, as quarters among months do; each holds the file. */
    static List<Finding> overlapping(SheetLayout found) {
        List<Span> spans = found.columns().stream()
                .filter(bound -> bound.column().place() instanceof Across across && isTime(across.header()))
                .flatMap(bound -> Span.of(bound).stream())
                .toList();
        return spans.stream()
                .flatMap(span -> spans.stream()
                        .filter(span::covers)
                        .limit(1)
                        .map(part -> new Finding(
                                Severity.BLOCKING,
                                Reason.of(
                                        "PERIODS_OVERLAP",
                                        Texts.fold(span.bound().header().text()),
                                        Texts.fold(part.bound().header().text())),
                                found.sheetName(),
                                found.headerRow(),
                                span.bound().columnIndex(),
                                span.bound().header().text(),
                                false)))
                .toList();
    }

    /** Whether only a mark or a remark keeps a header from being a period or year; a year beside months is their total. */
    private static boolean isLost(Across.Kind kind, String header) {
        String text = LabelParts.withoutMarks(IN_BRACKETS.matcher(header).replaceFirst(""));
        RawValue bare = new RawValue(CellType.TEXT, text);
        return isPeriod(bare) || kind != Across.Kind.PERIODS && isYear(bare);
    }

    private static boolean isTime(ColumnRole role) {
        return role instanceof ColumnRole.Year || role instanceof ColumnRole.Period;
    }

    private static Optional<Integer> year(RawValue value) {
        if (isYear(value)) {
            return Optional.of(Integer.parseInt(Texts.fold(value.text())));
        }
        return PeriodText.parse(value).flatMap(period -> Optional.ofNullable(period.year()));
    }
}
