package org.sumario.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place.Across;

/** Reads a layout: the whole job file where there is only one, else one of its {@code layouts}. */
final class LayoutReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([_-][a-z0-9]+)*");
    private static final Pattern YEARS = Pattern.compile("(\\d{4})?(-)?(\\d{4})?");
    private static final int MOST_HEADER_ROWS = 10;

    private final YamlMapping layout;
    private final BiConsumer<String, YamlMapping> codelists;
    private final Map<String, Integer> headerLines = new LinkedHashMap<>();
    private final Map<String, Integer> roleLines = new LinkedHashMap<>();
    private @Nullable Across firstAcross;

    private LayoutReader(YamlMapping layout, BiConsumer<String, YamlMapping> codelists) {
        this.layout = layout;
        this.codelists = codelists;
    }

    /** @param codelists is told every code list that a column names */
    static Layout read(YamlMapping layout, boolean isNamed, BiConsumer<String, YamlMapping> codelists) {
        return new LayoutReader(layout, codelists).read(isNamed);
    }

    private Layout read(boolean isNamed) {
        String name = isNamed ? layout.text("name", NAME, "lower-case letters and digits with single hyphens") : null;
        int[] years = isNamed ? years() : new int[] {Layout.FIRST_YEAR, Layout.LAST_YEAR};
        int headerRows = layout.wholeNumber("header_rows", 1, MOST_HEADER_ROWS, 1);
        List<Place.Wildcard> sheets = wildcards("sheets");
        List<Place.Wildcard> totals = wildcards("totals");
        List<Place.Wildcard> until = wildcards("until");
        List<Column> columns = layout.mappings("columns", this::column);
        Layout read = new Layout(name, years[0], years[1], headerRows, sheets, totals, until, columns);
        refuseWhatIsMissing(columns);
        return read;
    }

    private int[] years() {
        Optional<String> text = layout.optionalText("years");
        if (text.isEmpty()) {
            return new int[] {Layout.FIRST_YEAR, Layout.LAST_YEAR};
        }
        Matcher matcher = YEARS.matcher(text.get().replace(" ", ""));
        if (!matcher.matches() || matcher.group(1) == null && matcher.group(3) == null) {
            throw layout.refusal("years", "'years' must be such as \"2023\", \"2019-2022\", \"2023-\" or \"-2018\"");
        }
        int first = number(matcher.group(1), Layout.FIRST_YEAR);
        int last = matcher.group(2) == null ? first : number(matcher.group(3), Layout.LAST_YEAR);
        if (first > last) {
            throw layout.refusal("years", "'years' ends before it begins");
        }
        return new int[] {first, last};
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private List<Place.Wildcard> wildcards(String key) {
        return layout.texts(key).stream()
                .map(text -> ColumnReader.wildcard(layout, key, text))
                .toList();
    }

    private Column column(YamlMapping mapping) {
        Column column = ColumnReader.read(mapping);
        if (column.place() instanceof Place.Header header) {
            unique(headerLines, Spelling.fold(header.text()), mapping, "header", "the header '" + header.text() + "'");
            for (String alias : header.aliases()) {
                unique(headerLines, Spelling.fold(alias), mapping, "aliases", "the header '" + alias + "'");
            }
        } else if (column.place() instanceof Across across) {
            across(across, mapping);
        }
        RoleReader.uniqueName(column.role())
                .ifPresent(role -> unique(roleLines, role, mapping, "role", "the role '" + role + "'"));
        if (column.role() instanceof ColumnRole.Hierarchy hierarchy) {
            hierarchy
                    .levels()
                    .forEach(level -> RoleReader.uniqueName(level)
                            .ifPresent(role -> unique(roleLines, role, mapping, "levels", "the role '" + role + "'")));
        }
        Layouts.dimensions(column).forEach(dimension -> {
            if (dimension.codelist() != null) {
                codelists.accept(dimension.codelist(), mapping);
            }
        });
        return column;
    }

    /** Several measures may go across one header, each under its own part of it. */
    private void across(Across across, YamlMapping mapping) {
        if (firstAcross != null) {
            boolean areAlike = across.kind() == firstAcross.kind()
                    && across.headers().equals(firstAcross.headers())
                    && across.header().equals(firstAcross.header());
            if (!areAlike || across.says() == null || firstAcross.says() == null) {
                throw mapping.refusal(
                        "across",
                        "several measures go across one header: each with the same 'across' and 'header_is', and with"
                                + " 'header_says', such as \"{} Ingresados\"");
            }
            return;
        }
        firstAcross = across;
        across.headers()
                .forEach(header ->
                        unique(headerLines, Spelling.fold(header), mapping, "across", "the header '" + header + "'"));
        RoleReader.uniqueName(across.header())
                .ifPresent(role -> unique(roleLines, role, mapping, "header_is", "the role '" + role + "'"));
    }

    private static void unique(
            Map<String, Integer> lines, String value, YamlMapping mapping, String key, String subject) {
        Integer earlier = lines.putIfAbsent(value, mapping.line(key));
        if (earlier != null) {
            throw mapping.refusal(key, subject + " stands twice, first on line " + earlier);
        }
    }

    private void refuseWhatIsMissing(List<Column> columns) {
        boolean hasAcross = columns.stream().anyMatch(column -> column.place() instanceof Across);
        if (!roleLines.containsKey("period")) {
            throw layout.refusal(
                    "columns",
                    "no column has the role period; where the table covers whole years, add {value: ENERO - DICIEMBRE, role: period}");
        }
        boolean periodHasYear = columns.stream()
                .flatMap(column -> column.place() instanceof Across across
                        ? java.util.stream.Stream.of(column.role(), across.header())
                        : java.util.stream.Stream.of(column.role()))
                .anyMatch(role -> role instanceof ColumnRole.Period period && period.withYear());
        if (!roleLines.containsKey("year") && !periodHasYear) {
            throw layout.refusal(
                    "columns", "no column has the role year; where the period's text carries it, say with_year: true");
        }
        List<Column> measures = columns.stream()
                .filter(column -> column.role() instanceof ColumnRole.Measure)
                .toList();
        if (measures.isEmpty()) {
            throw layout.refusal("columns", "no column has the role measure");
        }
        if (hasAcross && !measures.stream().allMatch(column -> column.place() instanceof Across)) {
            throw layout.refusal("columns", "where one measure goes across columns, all of its layout do");
        }
        RoleReader.refuseMixture(layout, roleLines);
        boolean needsCodes = columns.stream().anyMatch(column -> column.role() instanceof ColumnRole.LevelCode);
        boolean hasCodes = columns.stream()
                .anyMatch(column -> column.role() instanceof ColumnRole.Hierarchy hierarchy
                        && hierarchy.by() == ColumnRole.Hierarchy.By.CODE);
        if (needsCodes && !hasCodes) {
            throw layout.refusal("columns", "the role level_code needs a column with the role hierarchy and by: code");
        }
        if (roleLines.containsKey("row_total") && (!hasAcross || measures.size() > 1)) {
            throw layout.refusal("columns", "the role row_total needs one measure that goes across columns");
        }
    }
}
