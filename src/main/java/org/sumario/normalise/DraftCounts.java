package org.sumario.normalise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.Place.Across;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.RawValue;

/** Which columns of a drafted table hold its counts: one, two of cases, or many that a measure goes across. */
final class DraftCounts {
    private static final String COMPLAINTS = "complaint_count";
    private static final Cleaning WITHOUT_MARKS = Cleaning.of(List.of(CleaningRule.FOOTNOTE_MARKS));

    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d)");

    private final DraftedLayout layout;
    private final List<DraftColumn> counts = new ArrayList<>();
    private final List<DraftColumn> overlapping = new ArrayList<>();

    private DraftCounts(DraftedLayout layout) {
        this.layout = layout;
    }

    /**
     * Finds the measure.
     *
     * @return the columns of its counts, without those that are sums of others
     * @throws Refused where no column has counts
     */
    static List<DraftColumn> find(DraftedLayout layout, String fileName) {
        return new DraftCounts(layout).find(fileName);
    }

    private List<DraftColumn> find(String fileName) {
        for (DraftColumn column : layout.open()) {
            if (isCount(column)) {
                counts.add(column);
            }
        }
        DraftSums sums = new DraftSums(layout.rows(), counts, DraftNumbers.of(counts));
        Map<DraftColumn, List<DraftColumn>> ofColumns = sums.ofColumns();
        List<DraftColumn> times = times();
        boolean isNamed = counts.stream().anyMatch(column -> column.has(HeaderWord.COUNT) && !times.contains(column));
        if (times.size() > 1 || times.size() == 1 && !isNamed) {
            return acrossTime(times, ofColumns);
        }
        long years = counts.stream()
                .flatMap(column -> YEAR.matcher(column.heading()).results().map(MatchResult::group))
                .distinct()
                .count();
        if (years > 1) {
            layout.doubt(Reason.of("DRAFT_YEARS_IN_HEADINGS", headings(counts)));
        }
        List<DraftColumn> received = counts.stream()
                .filter(column -> column.has(HeaderWord.RECEIVED) && !column.has(HeaderWord.NOT))
                .toList();
        List<DraftColumn> resolved = counts.stream()
                .filter(column -> column.has(HeaderWord.RESOLVED) && !column.has(HeaderWord.NOT))
                .filter(column -> !received.contains(column))
                .toList();
        if (received.size() == 1 && resolved.size() == 1) {
            measure(received.get(0), "received_count", "DRAFT_RECEIVED");
            measure(resolved.get(0), "resolved_count", "DRAFT_RESOLVED");
            return leaveOut(List.of(received.get(0), resolved.get(0)), ofColumns);
        }
        if (counts.isEmpty()) {
            throw new Refused("DRAFT_NO_COUNTS", fileName);
        }
        List<DraftColumn> parts =
                counts.stream().filter(column -> !ofColumns.containsKey(column)).toList();
        Optional<DraftColumn> named = counts.stream()
                .filter(column -> column.has(HeaderWord.COUNT) && !column.has(HeaderWord.PEOPLE))
                .findFirst();
        boolean isSummed = ofColumns.values().stream().anyMatch(parts::equals);
        if (counts.size() > 1 && (isSummed || parts.size() > 2 && named.isEmpty())) {
            return acrossCategories(parts, ofColumns, isSummed);
        }
        // What has been counted since January counts again in the next month.
        List<DraftColumn> alone = counts.stream()
                .filter(column -> !column.has(HeaderWord.RUNNING_TOTAL))
                .toList();
        DraftColumn last = alone.isEmpty() ? counts.get(counts.size() - 1) : alone.get(alone.size() - 1);
        DraftColumn chosen = named.orElse(last);
        if (named.isEmpty() && !chosen.has(HeaderWord.TOTAL)) {
            layout.doubt(Reason.of("DRAFT_COUNTS_GUESSED", chosen.heading()));
        }
        measure(chosen, COMPLAINTS, named.isPresent() ? "DRAFT_COUNTS_NAMED" : "DRAFT_COUNTS_LAST");
        return leaveOut(List.of(chosen), ofColumns);
    }

    /** Numbers that are neither rates, nor codes, nor running numbers, nor inhabitants; the heading decides where values do not. */
    private boolean isCount(DraftColumn column) {
        DraftNumbers numbers = DraftNumbers.of(List.of(column));
        if (isTime(column.header())) {
            return column.isEmpty() || numbers.areMost();
        }
        if (column.isEmpty() && (column.has(HeaderWord.RECEIVED) || column.has(HeaderWord.RESOLVED))) {
            return true;
        }
        boolean isNamed = column.has(HeaderWord.COUNT)
                || column.has(HeaderWord.RECEIVED)
                || column.has(HeaderWord.RESOLVED)
                || column.has(HeaderWord.TOTAL);
        if (!(isNamed ? numbers.areAny() : numbers.areMost()) || column.isOfDays() && !isNamed) {
            return false;
        }
        boolean isOther = column.has(HeaderWord.RATE)
                || column.has(HeaderWord.POPULATION)
                || column.has(HeaderWord.ARTICLE)
                || column.has(HeaderWord.IDENTIFIER)
                || column.has(HeaderWord.YEAR)
                || column.has(HeaderWord.MONTH);
        return !isOther && (isNamed || !numbers.areRates() && !column.hasLeadingZeros() && !isRunning(column, numbers));
    }

    /** 1, 2, 3 and so on: the numbers of the rows. */
    private static boolean isRunning(DraftColumn column, DraftNumbers numbers) {
        List<RawValue> values = column.values();
        for (int i = 0; i < values.size(); i++) {
            if (numbers.of(values.get(i)) != i + 1) {
                return false;
            }
        }
        return values.size() > 4 && values.size() == column.filled();
    }

    private static RawValue unmarked(RawValue header) {
        return CleanTexts.clean(header, WITHOUT_MARKS);
    }

    private static boolean isYear(RawValue header) {
        return Headers.isYear(unmarked(header));
    }

    private static boolean isTime(RawValue header) {
        return isYear(header) || Headers.isPeriod(unmarked(header));
    }

    private List<DraftColumn> times() {
        return counts.stream().filter(column -> isTime(column.header())).toList();
    }

    private static PeriodText period(DraftColumn column) {
        return PeriodText.parse(unmarked(column.header())).orElseThrow();
    }

    /** Years, or parts of years; a year among months without one is their total, as is a quarter among its months. */
    private List<DraftColumn> acrossTime(List<DraftColumn> times, Map<DraftColumn, List<DraftColumn>> sums) {
        List<DraftColumn> years =
                times.stream().filter(column -> isYear(column.header())).toList();
        List<DraftColumn> parts =
                times.stream().filter(column -> !years.contains(column)).toList();
        boolean withYear = parts.stream().allMatch(column -> period(column).year() != null);
        List<DraftColumn> chosen = parts.isEmpty() ? years : withYear ? times : parts;
        List<DraftColumn> whole = chosen.stream()
                .filter(column ->
                        chosen.stream().anyMatch(other -> period(column).contains(period(other))))
                .toList();
        List<DraftColumn> across =
                chosen.stream().filter(column -> !whole.contains(column)).toList();
        overlapping.addAll(whole);
        boolean isMixed = !years.isEmpty() && !parts.isEmpty() && withYear;
        Across.Kind kind = isMixed ? Across.Kind.LISTED : parts.isEmpty() ? Across.Kind.YEARS : Across.Kind.PERIODS;
        Across place = new Across(
                kind,
                isMixed ? across.stream().map(DraftColumn::heading).toList() : List.of(),
                parts.isEmpty() ? new ColumnRole.Year() : new ColumnRole.Period(withYear, false),
                null);
        across(
                across,
                place,
                Reason.of("DRAFT_ACROSS", across.size(), across.get(0).heading()));
        return leaveOut(across, sums);
    }

    private List<DraftColumn> acrossCategories(
            List<DraftColumn> parts, Map<DraftColumn, List<DraftColumn>> sums, boolean isSummed) {
        Across place = new Across(
                Across.Kind.LISTED,
                parts.stream().map(DraftColumn::heading).toList(),
                DraftedColumn.dimension("level_1"),
                null);
        if (!isSummed) {
            layout.doubt(Reason.of("DRAFT_CATEGORIES", headings(parts)));
        }
        across(
                parts,
                place,
                Reason.of("DRAFT_ACROSS", parts.size(), parts.get(0).heading()));
        return leaveOut(parts, sums);
    }

    private void across(List<DraftColumn> columns, Across place, Reason why) {
        DraftNumbers numbers = DraftNumbers.of(columns);
        List<CleaningRule> rules = new ArrayList<>(numbers.rules());
        boolean isMarked =
                columns.stream().anyMatch(column -> !isTimePlain(column.header()) && isTime(column.header()));
        if (isMarked && !rules.contains(CleaningRule.FOOTNOTE_MARKS)) {
            rules.add(CleaningRule.FOOTNOTE_MARKS);
        }
        layout.claim(
                columns.get(0),
                DraftedColumn.of(place, new ColumnRole.Measure(COMPLAINTS, Blank.ABSENT), why)
                        .written(rules, numbers.marks()));
        columns.subList(1, columns.size()).forEach(layout::join);
        doubts(columns, numbers);
    }

    private static boolean isTimePlain(RawValue header) {
        return Headers.isYear(header) || Headers.isPeriod(header);
    }

    private void measure(DraftColumn column, String name, String why) {
        DraftNumbers numbers = DraftNumbers.of(List.of(column));
        Blank blank = column.hasBlanks() || !name.equals(COMPLAINTS) ? Blank.ABSENT : Blank.REJECTED;
        layout.claim(
                column,
                DraftedColumn.of(column.place(), new ColumnRole.Measure(name, blank), Reason.of(why, column.heading()))
                        .written(numbers.rules(), numbers.marks()));
        doubts(List.of(column), numbers);
    }

    private void doubts(List<DraftColumn> columns, DraftNumbers numbers) {
        List<String> unreadable = numbers.unreadable();
        if (!unreadable.isEmpty()) {
            layout.doubt(Reason.of(
                    "DRAFT_NOT_COUNTS",
                    headings(columns),
                    String.join(" · ", unreadable.stream().limit(5).toList())));
        }
        if (numbers.isAmbiguous()) {
            layout.doubt(Reason.of("DRAFT_POINTS", headings(columns)));
        }
    }

    /** Other columns of counts are sums of those chosen, or a person must say what they are. */
    private List<DraftColumn> leaveOut(List<DraftColumn> chosen, Map<DraftColumn, List<DraftColumn>> sums) {
        Set<DraftColumn> all = new HashSet<>(chosen);
        boolean isAcross = chosen.size() > 1 && !layout.hasCases();
        boolean hasRowTotal = false;
        for (DraftColumn column : counts) {
            if (all.contains(column)) {
                continue;
            }
            List<DraftColumn> parts = sums.getOrDefault(column, List.of());
            if (isAcross && !hasRowTotal && parts.containsAll(chosen) && parts.size() == chosen.size()) {
                hasRowTotal = true;
                layout.claim(
                        column,
                        DraftedColumn.of(column.place(), new ColumnRole.RowTotal(), Reason.of("DRAFT_ROW_TOTAL")));
            } else if (all.containsAll(parts) && !parts.isEmpty()) {
                layout.claim(
                        column,
                        DraftedColumn.of(
                                column.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_SUM_OF", headings(parts))));
            } else {
                layout.claim(
                        column,
                        DraftedColumn.of(column.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_OTHER_NUMBERS"))
                                .doubted(Reason.of(
                                        overlapping.contains(column) ? "DRAFT_PERIODS_OVERLAP" : "DRAFT_OTHER_COUNT",
                                        column.heading())));
            }
        }
        return chosen;
    }

    private static String headings(List<DraftColumn> columns) {
        List<String> headings = columns.stream().map(DraftColumn::heading).toList();
        return headings.size() < 4
                ? String.join(", ", headings)
                : headings.get(0) + ", " + headings.get(1) + " … " + headings.get(headings.size() - 1);
    }
}
