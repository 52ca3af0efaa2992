package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Layout;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place;
import org.sumario.jobs.Place.Across;
import org.sumario.model.Reason;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.normalise.SheetLayout.Constant;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/** Looks for a layout in a sheet: the header by its texts, single places by what stands beside them, never by cell addresses. */
final class LayoutSearch {
    private final Layout layout;
    private final SheetPreview sheet;
    private final SheetPlaces places;

    private final List<Reason> misses = new ArrayList<>();
    private List<String> missingHeaders = List.of();

    private LayoutSearch(Layout layout, SheetPreview sheet, InputFile file, String fileName) {
        this.layout = layout;
        this.sheet = sheet;
        this.places = new SheetPlaces(sheet, file, fileName);
    }

    /**
     * What came of a search.
     *
     * @param found empty where the sheet is not of this layout
     * @param misses why it is not
     * @param missingHeaders headers that its best row lacks
     * @param hasHeaders whether any row has a header of the layout
     */
    record Result(Optional<SheetLayout> found, List<Reason> misses, List<String> missingHeaders, boolean hasHeaders) {}

    static Result of(Layout layout, SheetPreview sheet, InputFile file, String fileName) {
        return new LayoutSearch(layout, sheet, file, fileName).run();
    }

    private Result run() {
        List<String> required = required(layout);
        missingHeaders = required;
        SheetLayout found = null;
        boolean isNamed = layout.sheets().isEmpty()
                || layout.sheets().stream()
                        .anyMatch(pattern -> pattern.match(sheet.sheetName()).isPresent());
        if (!isNamed) {
            misses.add(Reason.of("LAYOUT_SHEET_NAME", sheet.sheetName()));
        } else {
            found = header();
            if (found == null) {
                misses.add(Reason.of("LAYOUT_HEADERS_MISSING", String.join(", ", missingHeaders)));
            } else {
                checkYears(found);
            }
        }
        boolean hasHeaders = missingHeaders.size() < required.size();
        return new Result(
                misses.isEmpty() ? Optional.ofNullable(found) : Optional.empty(),
                List.copyOf(misses),
                missingHeaders,
                hasHeaders);
    }

    /** What a sheet must have for its header to be found, as a person would call it. */
    static List<String> required(Layout layout) {
        return layout.columns().stream()
                .filter(column -> column.required() && column.place().isInTable())
                .map(Column::shown)
                .toList();
    }

    /** The first row that carries every required header, among those where one may stand. */
    private @Nullable SheetLayout header() {
        int within = Math.min(sheet.rows().size(), InputFile.HEADER_WITHIN);
        for (int last = layout.headerRows() - 1; last < within; last++) {
            List<PreviewRow> rows = sheet.rows().subList(last - layout.headerRows() + 1, last + 1);
            SheetLayout found = tableUnder(rows, last);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable SheetLayout tableUnder(List<PreviewRow> rows, int last) {
        RawValue[] headers = Headers.joined(rows);
        List<String> folded =
                Arrays.stream(headers).map(header -> fold(header.text())).toList();
        Set<Integer> taken = new HashSet<>();
        List<Bound> bound = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Column column : layout.columns()) {
            if (column.place() instanceof Place.Header header) {
                int index = place(header, folded);
                add(column, index < 0 ? new int[0] : new int[] {index}, headers, taken, bound, missing);
            }
        }
        for (Column column : layout.columns()) {
            if (column.place() instanceof Across across) {
                int[] indices = across(across, column, headers, folded, taken);
                add(column, indices, Headers.parts(across, headers), taken, bound, missing);
            }
        }
        missing.addAll(Headers.missingBeside(bound));
        for (Column column : layout.columns()) {
            if (column.place() instanceof Place.Unheaded) {
                add(column, unheaded(headers, last, taken), headers, taken, bound, missing);
            }
        }
        if (missing.size() < missingHeaders.size()) {
            missingHeaders = missing;
        }
        boolean isTable = missing.isEmpty() && !bound.isEmpty();
        return isTable ? withPlaces(rows, last, headers, taken, bound) : null;
    }

    private static void add(
            Column column,
            int[] indices,
            RawValue[] headers,
            Set<Integer> taken,
            List<Bound> bound,
            List<String> missing) {
        if (indices.length == 0 && column.required()) {
            missing.add(column.shown());
        }
        for (int index : indices) {
            taken.add(index);
            if (!(column.role() instanceof ColumnRole.Ignored)) {
                bound.add(new Bound(column, index, index < headers.length ? headers[index] : RawValue.BLANK));
            }
        }
    }

    private SheetLayout withPlaces(
            List<PreviewRow> rows, int last, RawValue[] headers, Set<Integer> taken, List<Bound> bound) {
        int firstRow = rows.get(0).rowNumber();
        List<Constant> constants = new ArrayList<>();
        for (Column column : layout.columns()) {
            if (!column.place().isInTable()) {
                Optional<Constant> constant = places.find(column, firstRow);
                if (column.role() instanceof ColumnRole.Condition condition) {
                    check(column, condition, constant);
                } else if (constant.isPresent()) {
                    constants.add(constant.get());
                } else if (column.required()) {
                    misses.add(Reason.of("LAYOUT_PLACE_MISSING", column.shown()));
                }
            }
        }
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < headers.length; i++) {
            if (!taken.contains(i) && !headers[i].text().isBlank()) {
                unknown.add(headers[i].text());
            }
        }
        // In the order of the layout, so that the long form does not depend on where columns stand.
        List<Bound> ordered = new ArrayList<>();
        for (Column column : layout.columns()) {
            bound.stream().filter(each -> each.column() == column).forEach(ordered::add);
        }
        int[] widths = widths(ordered, last);
        return new SheetLayout(
                layout,
                sheet.sheetName(),
                rows.get(rows.size() - 1).rowNumber(),
                List.copyOf(rows),
                ordered,
                constants,
                unknown,
                Indents.least(widths),
                declaredIndent() > 0 ? declaredIndent() : Indents.perLevel(widths));
    }

    private void check(Column column, ColumnRole.Condition condition, Optional<Constant> constant) {
        if (constant.isEmpty()) {
            if (column.required()) {
                misses.add(Reason.of("LAYOUT_PLACE_MISSING", column.shown()));
            }
            return;
        }
        String says = constant.get().value().text();
        if (!condition.lists().isEmpty()) {
            Set<String> listed = parts(says);
            List<String> leftOut = condition.lists().stream()
                    .filter(text -> !listed.containsAll(parts(text)))
                    .toList();
            if (!leftOut.isEmpty()) {
                misses.add(Reason.of("LAYOUT_LEAVES_OUT", column.shown(), String.join(", ", leftOut)));
            }
        } else if (condition.equal().stream().noneMatch(text -> fold(text).equals(fold(says)))) {
            String wanted = String.join(" / ", condition.equal());
            misses.add(Reason.of("LAYOUT_CONDITION", column.shown(), Texts.fold(says), wanted));
        }
    }

    /** What a text lists, separated by commas. */
    private static Set<String> parts(String text) {
        return Arrays.stream(text.split(",")).map(LayoutSearch::fold).collect(Collectors.toSet());
    }

    static int place(Place.Header header, List<String> headers) {
        int index = headers.indexOf(fold(header.text()));
        for (int i = 0; index < 0 && i < header.aliases().size(); i++) {
            index = headers.indexOf(fold(header.aliases().get(i)));
        }
        return index;
    }

    /** The columns that a measure goes across; none where a listed one is missing. */
    static int[] across(Across across, Column column, RawValue[] headers, List<String> folded, Set<Integer> taken) {
        List<Integer> found = new ArrayList<>();
        RawValue[] parts = Headers.parts(across, headers);
        if (across.kind() == Across.Kind.LISTED) {
            List<String> said = across.says() == null
                    ? folded
                    : Arrays.stream(parts).map(part -> fold(part.text())).toList();
            for (String header : across.headers()) {
                found.add(said.indexOf(fold(header)));
            }
            found.removeIf(taken::contains);
            return found.contains(-1)
                    ? new int[0]
                    : found.stream().mapToInt(Integer::intValue).toArray();
        }
        Cleaning cleaning = Cleaning.of(column.clean());
        for (int i = 0; i < headers.length; i++) {
            if (!taken.contains(i) && !parts[i].text().isBlank()) {
                RawValue header = CleanTexts.clean(parts[i], cleaning);
                boolean isOne =
                        switch (across.kind()) {
                            case YEARS -> Headers.isYear(header);
                            case PERIODS -> Headers.isPeriod(header);
                            default -> true;
                        };
                if (isOne) {
                    found.add(i);
                }
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The first column without a header that has a text below. */
    private int[] unheaded(RawValue[] headers, int last, Set<Integer> taken) {
        TreeSet<Integer> candidates = new TreeSet<>();
        for (PreviewRow row : sheet.rows().subList(last + 1, sheet.rows().size())) {
            for (int i = 0; i < row.values().size(); i++) {
                boolean hasHeader = i < headers.length && !headers[i].text().isBlank();
                if (!hasHeader
                        && !taken.contains(i)
                        && row.values().get(i).type() == CellType.TEXT
                        && !row.values().get(i).text().isBlank()) {
                    candidates.add(i);
                }
            }
        }
        return candidates.isEmpty() ? new int[0] : new int[] {candidates.first()};
    }

    /** White space before the labels of a hierarchy, as the first rows show it; none where there is no hierarchy by indentation. */
    private int[] widths(List<Bound> bound, int last) {
        return bound.stream()
                .filter(Bound::isIndented)
                .findFirst()
                .map(each -> Indents.widths(
                        sheet.rows().subList(last + 1, sheet.rows().size()), each.columnIndex()))
                .orElse(new int[0]);
    }

    /** White space per level where the layout declares it, 0 where the sheet shows it. */
    private int declaredIndent() {
        return layout.columns().stream()
                .map(Column::role)
                .mapToInt(role -> role instanceof ColumnRole.Hierarchy hierarchy ? hierarchy.indent() : 0)
                .sum();
    }

    /** A layout that holds for some years only is not that of a table of others. */
    private void checkYears(SheetLayout found) {
        if (!layout.isRestricted()) {
            return;
        }
        Set<Integer> years = Headers.years(found, sheet);
        boolean holds = !years.isEmpty() && years.stream().allMatch(layout::holdsFor);
        if (!holds) {
            misses.add(Reason.of(
                    "LAYOUT_YEARS",
                    years.isEmpty()
                            ? "-"
                            : String.join(
                                    ", ", years.stream().map(Objects::toString).toList()),
                    layout.firstYear() == 0 ? "" : layout.firstYear(),
                    layout.lastYear() == 9999 ? "" : layout.lastYear()));
        }
    }

    static String fold(String text) {
        return Texts.fold(text).toLowerCase(Locale.ROOT);
    }
}
