package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.model.Codelist;
import org.sumario.model.Refused;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.RawValue;

/**
 * A job file guessed from the first rows of a spreadsheet. Each guess says why; what only a person knows is marked TODO. It is a beginning
 * to be checked, never used by itself.
 */
public final class JobDraft {
    private static final Pattern IDENTIFIER =
            Pattern.compile("(?i).*(clave|c[oó]d|ubigeo|\\bid\\b|nro|n[uú]mero de orden|code).*");
    private static final Pattern MONTH = Pattern.compile("(?i)mes|month|mes_.*|.*_mes");
    private static final Pattern ARTICLE = Pattern.compile("(?i)art[ií]culo|art\\.?|article");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)((?:19|20)\\d{2})(?!\\d)");
    private static final double MOST_LABELS = 0.6;

    private final DraftTable table;
    private final List<Codelist> codelists;
    private final StringBuilder columns = new StringBuilder();
    private final List<String> dimensions =
            new ArrayList<>(List.of("level_1", "level_2", "level_3", "level_4", "specialty", "case_type"));
    private final Set<String> used = new HashSet<>();
    private @Nullable String regions;
    private boolean hasYear;
    private boolean hasPeriod;
    private boolean accumulates;
    private int measure = -1;
    private int dates;

    private JobDraft(DraftTable table, List<Codelist> codelists) {
        this.table = table;
        this.codelists = codelists;
    }

    /**
     * Writes a job file.
     *
     * @param codelists known code lists, whose labels tell places
     * @throws Refused where no sheet shows a table
     */
    public static String of(InputFile file, String fileName, List<Codelist> codelists) {
        DraftTable table = DraftTable.of(file.sheets()).orElseThrow(() -> new Refused("DRAFT_NO_TABLE", fileName));
        return new JobDraft(table, codelists).write(file, fileName);
    }

    private String write(InputFile file, String fileName) {
        List<Integer> across = across();
        chooseMeasure(across);
        for (int column = 0; column < table.headers().length; column++) {
            if (!across.contains(column) && !table.headers()[column].text().isBlank()) {
                column(column);
            }
        }
        if (!across.isEmpty()) {
            acrossMeasure(across);
        } else if (measure >= 0) {
            measure();
        }
        if (!hasYear) {
            year(fileName);
        }
        if (!hasPeriod) {
            add("value: ENERO - DICIEMBRE", "TODO no column names months: whole years are assumed");
            columns.append("    role: period\n");
        }
        boolean hasCreated = dates == 0 && file.properties().containsKey("created");
        if (hasCreated) {
            add("property: created", "no column has a date: the day the workbook was made");
            columns.append("    role: published_date\n");
        }
        String without =
                dates == 0 && !hasCreated ? "# No date of publication was found: load with --published.\n" : "";
        return head(fileName) + without + (table.headerRows() > 1 ? "header_rows: " + table.headerRows() + "\n" : "")
                + "columns:\n" + columns;
    }

    private String head(String fileName) {
        String base = fileName.replaceFirst("\\.[^.]*$", "").toLowerCase(Locale.ROOT);
        String source = Texts.plain(base)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        return "# Drafted from the first rows of a spreadsheet; the table stands in the sheet \""
                + table.sheet().sheetName()
                + "\" below row " + table.headerRow()
                + ".\n# Check every line, above all those marked TODO, then: jobs check.\n"
                + "source: " + (source.isEmpty() ? "my-source" : source) + "\n"
                + "title: {en: TODO, es: TODO}\npublisher: TODO\nurl: https://example.org/  # TODO\nlicence: TODO\nattribution: TODO\n"
                + "country: PE  # TODO ISO 3166-1\ncounting_unit: TODO\nregion_basis: occurrence  # TODO seat, jurisdiction or occurrence\n"
                + "scope: all\naccumulation: "
                + (accumulates
                        ? "year_to_date  # periods run from January"
                        : "per_period  # TODO each period stands alone?")
                + "\nfirst_year: 1990\n"
                + (regions == null ? "" : "regions: " + regions + "  # the list of its codes' parents\n");
    }

    private void add(String place, String why) {
        columns.append("  - ").append(place).append("  # ").append(why).append('\n');
    }

    private String header(int column) {
        return "header: " + quoted(table.headers()[column].text());
    }

    private static String quoted(String text) {
        return "\"" + Texts.fold(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private List<Integer> across() {
        List<Integer> years = columnsWith(Headers::isYear);
        List<Integer> periods = columnsWith(Headers::isPeriod);
        return years.size() >= 2 ? years : periods.size() >= 2 ? periods : List.of();
    }

    private List<Integer> columnsWith(Predicate<RawValue> isOne) {
        List<Integer> found = new ArrayList<>();
        for (int column = 0; column < table.headers().length; column++) {
            if (!table.headers()[column].text().isBlank() && isOne.test(table.headers()[column])) {
                found.add(column);
            }
        }
        return found;
    }

    /** The last column of whole numbers that are neither years nor identifiers. */
    private void chooseMeasure(List<Integer> across) {
        for (int column = 0; column < table.headers().length && across.isEmpty(); column++) {
            List<RawValue> values = table.values(column);
            String header = table.headers()[column].text();
            boolean isCount = !values.isEmpty()
                    && values.stream().allMatch(DraftTable::isNumber)
                    && !values.stream().allMatch(Headers::isYear)
                    && values.stream()
                            .noneMatch(value ->
                                    value.text().startsWith("0") && value.text().length() > 1)
                    && !IDENTIFIER.matcher(header).matches()
                    && !MONTH.matcher(header).matches()
                    && !ARTICLE.matcher(header).matches();
            measure = isCount ? column : measure;
        }
    }

    private void measure() {
        add(header(measure), "whole numbers, the last such column");
        columns.append("    role: measure\n    name: complaint_count\n");
        if (table.hasBlanks(measure)) {
            columns.append("    blank: absent  # TODO some cells are blank: absent, zero or rejected?\n");
        }
    }

    private void acrossMeasure(List<Integer> across) {
        boolean areYears = Headers.isYear(table.headers()[across.get(0)]);
        add(
                "across: " + (areYears ? "years" : "periods"),
                across.size() + " columns, the first headed " + Texts.fold(table.headers()[across.get(0)].text()));
        boolean withYear = !areYears
                && PeriodText.parse(table.headers()[across.get(0)])
                        .map(PeriodText::year)
                        .isPresent();
        if (withYear) {
            columns.append("    header_is: {role: period, with_year: true}\n");
        }
        columns.append(
                "    role: measure\n    name: complaint_count\n    blank: absent  # blank cells are months to come, or TODO\n");
        hasYear |= areYears || withYear;
        hasPeriod |= !areYears;
    }

    private void column(int column) {
        List<RawValue> values = table.values(column);
        if (column == measure) {
            return;
        }
        String header = table.headers()[column].text();
        if (!values.isEmpty() && values.stream().allMatch(Headers::isYear) && !hasYear) {
            hasYear = true;
            add(header(column), "years");
            columns.append("    role: year\n");
        } else if (isPeriod(values) && !hasPeriod) {
            period(column, values);
        } else if (MONTH.matcher(header).matches()
                && !hasPeriod
                && values.stream().allMatch(DraftTable::isNumber)) {
            hasPeriod = true;
            add(header(column), "numbers of months");
            columns.append("    role: period\n    month_number: true\n");
        } else if (isDate(values) && dates < 2) {
            dates++;
            add(
                    header(column),
                    dates == 1
                            ? "dates; TODO the day of publication or of extraction?"
                            : "dates, the second such column");
            columns.append(dates == 1 ? "    role: extraction_date\n" : "    role: published_date\n");
        } else {
            labels(column, values);
        }
    }

    private void period(int column, List<RawValue> values) {
        hasPeriod = true;
        List<PeriodText> periods =
                values.stream().map(PeriodText::parse).flatMap(Optional::stream).toList();
        accumulates = periods.stream().allMatch(period -> period.firstMonth() == 1)
                && periods.stream().anyMatch(period -> period.lastMonth() > 1);
        boolean withYear = periods.stream().allMatch(period -> period.year() != null);
        add(header(column), "periods such as " + Texts.fold(values.get(0).text()));
        columns.append("    role: period\n").append(withYear ? "    with_year: true\n" : "");
        hasYear |= withYear;
    }

    private void labels(int column, List<RawValue> values) {
        boolean isIndented = values.stream().anyMatch(value -> Indents.width(value.text()) > 0);
        Map<String, Long> counted = values.stream()
                .collect(Collectors.groupingBy(value -> Texts.fold(value.text()), Collectors.counting()));
        Codelist list = codelist(counted.keySet(), table.headers()[column].text());
        boolean isNumeric = !values.isEmpty() && values.stream().allMatch(DraftTable::isNumber);
        String header = table.headers()[column].text();
        if (isIndented && dimensions.contains("level_1")) {
            add(header(column), "indented labels: levels of a hierarchy; TODO are there three?");
            columns.append("    role: hierarchy\n    levels: [level_1, level_2, level_3]\n    by: indentation\n");
            dimensions.removeAll(List.of("level_1", "level_2", "level_3"));
        } else if (list != null && used.add(placeOf(list))) {
            regions = regions == null ? parentsOf(list) : regions;
            add(header(column), "labels of the code list " + list.name());
            columns.append("    role: dimension\n    name: ")
                    .append(placeOf(list))
                    .append("\n    codelist: ")
                    .append(list.name())
                    .append('\n');
        } else if (ARTICLE.matcher(header).matches() && used.add("article")) {
            add(header(column), "articles by its header");
            columns.append("    role: dimension\n    name: article\n");
        } else if (counted.size() == 1 && table.rows().size() > 1 && !isNumeric && single() != null) {
            String dimension = requireNonNull(single());
            dimensions.remove(dimension);
            add(header(column), "one label only in the first rows; TODO is it " + dimension + "?");
            columns.append("    role: dimension\n    name: ").append(dimension).append("\n    blank: not_applicable\n");
        } else if (isNumeric || values.isEmpty() || IDENTIFIER.matcher(header).matches() || dimensions.isEmpty()) {
            add(header(column), isNumeric ? "numbers: TODO an identifier, or another count?" : "TODO of no interest?");
            columns.append("    role: ignored\n");
        } else {
            String dimension = dimensions.remove(0);
            add(header(column), counted.size() + " different labels in the first rows; TODO is it " + dimension + "?");
            columns.append("    role: dimension\n    name: ").append(dimension).append("\n    blank: not_applicable\n");
        }
    }

    /** A dimension for what is the same in all rows, null where none is left. */
    private @Nullable String single() {
        return dimensions.stream()
                .filter(dimension -> !dimension.startsWith("level_"))
                .findFirst()
                .orElse(null);
    }

    private void year(String fileName) {
        Matcher found = YEAR.matcher(fileName);
        boolean isNamed = found.find();
        add(
                "value: \"" + (isNamed ? found.group(1) : "2000") + "\"",
                isNamed
                        ? "TODO no column has the year: it is taken from the file's name"
                        : "TODO no column has the year: write it here, or where it stands");
        columns.append("    role: year\n");
    }

    private static boolean isPeriod(List<RawValue> values) {
        return !values.isEmpty()
                && values.stream().allMatch(value -> PeriodText.parse(value).isPresent() && !isDateCell(value));
    }

    private static boolean isDateCell(RawValue value) {
        return value.text().matches("\\d{4}-\\d{2}-\\d{2}.*");
    }

    private static boolean isDate(List<RawValue> values) {
        return !values.isEmpty()
                && values.stream()
                        .allMatch(value -> Values.date(value, DateOrder.DAY_FIRST)
                                        .isPresent()
                                || Values.date(value, DateOrder.MONTH_FIRST).isPresent());
    }

    /** The code list that knows most of the labels. */
    private @Nullable Codelist codelist(Set<String> labels, String header) {
        boolean namesDistricts = header.toLowerCase(Locale.ROOT).contains("distrit");
        Codelist best = null;
        double most = MOST_LABELS;
        for (Codelist list : codelists) {
            Set<String> known = Labels.codes(list).keySet();
            double share = labels.stream().filter(known::contains).count() / (double) Math.max(labels.size(), 1);
            boolean isNamed = namesDistricts && placeOf(list).equals("fiscal_district");
            if (share > most || isNamed && share >= most) {
                best = list;
                most = share;
            }
        }
        return best;
    }

    /** The list that the parents of a list's codes belong to, null where they have none. */
    private @Nullable String parentsOf(Codelist list) {
        Set<String> parents = list.codes().stream().map(Codelist.Code::parent).collect(Collectors.toSet());
        return codelists.stream()
                .filter(other -> !other.name().equals(list.name()))
                .filter(other -> other.codes().stream().anyMatch(code -> parents.contains(code.code())))
                .map(Codelist::name)
                .findFirst()
                .orElse(null);
    }

    private static String placeOf(Codelist list) {
        return list.name().contains("district") ? "fiscal_district" : "region";
    }
}
