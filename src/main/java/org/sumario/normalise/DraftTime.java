package org.sumario.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sumario.jobs.ColumnRole;
import org.sumario.model.Reason;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/** Which columns of a drafted table tell the time: year, period, and the days of extraction and publication. */
final class DraftTime {
    /** A delivery is of one extraction: a column with more days than this for a year has the days of what is counted. */
    private static final int MOST_STAMPS = 3;

    private static final double MOST = 0.5;
    private static final Pattern PART_OF_YEAR =
            Pattern.compile("[1-6][°º]?|I{1,3}|I?V|VI|PRIMER[O]?|SEGUNDO|TERCER[O]?|CUARTO|FIRST|SECOND|THIRD|FOURTH");

    private final DraftedLayout layout;
    private int years = 1;

    private DraftTime(DraftedLayout layout) {
        this.layout = layout;
    }

    static void find(DraftedLayout layout) {
        DraftTime time = new DraftTime(layout);
        time.year();
        time.period();
        time.stamps();
    }

    private void year() {
        Optional<DraftColumn> named = layout.open().stream()
                .filter(column -> column.has(HeaderWord.YEAR) && column.share(Headers::isYear) > MOST)
                .findFirst();
        Optional<DraftColumn> found = named.or(() -> layout.open().stream()
                .filter(column ->
                        column.isOfYears() && !column.has(HeaderWord.COUNT) && !Headers.isPeriod(column.header()))
                .findFirst());
        found.ifPresent(column -> {
            List<String> years = column.labels().stream()
                    .filter(label -> Headers.isYear(new RawValue(CellType.TEXT, label)))
                    .toList();
            this.years = Math.max(years.size(), 1);
            Reason why = Reason.of("DRAFT_YEARS", column.firstText());
            DraftedColumn drafted = DraftedColumn.of(column.place(), new ColumnRole.Year(), why);
            layout.claim(column, column.isFilledDown() ? drafted.filledDown() : drafted);
        });
    }

    private void period() {
        List<DraftColumn> texts = layout.open().stream()
                .filter(DraftColumn::isOfPeriods)
                .sorted(Comparator.comparingDouble(DraftTime::span))
                .toList();
        if (!texts.isEmpty()) {
            DraftColumn column = texts.get(0);
            List<PeriodText> periods = periods(column);
            if (periods.stream().allMatch(period -> period.firstMonth() == 1)
                    && periods.stream().anyMatch(period -> period.lastMonth() > 1)) {
                layout.accumulate();
            }
            boolean withYear = periods.stream().allMatch(period -> period.year() != null);
            boolean overlap = periods.stream()
                    .anyMatch(one -> periods.stream().anyMatch(other -> one != other && one.contains(other)));
            if (overlap) {
                layout.doubt(Reason.of("DRAFT_PERIODS_NESTED", column.heading()));
            }
            claim(column, withYear, false);
            texts.subList(1, texts.size())
                    .forEach(other -> layout.claim(
                            other,
                            DraftedColumn.of(
                                    other.place(),
                                    new ColumnRole.Ignored(),
                                    Reason.of("DRAFT_LONGER_PERIODS", column.heading()))));
            return;
        }
        for (DraftColumn column : layout.open()) {
            if (column.has(HeaderWord.MONTH)
                    && column.share(value -> PeriodText.ofMonth(value).isPresent()) > MOST) {
                claim(column, false, true);
                return;
            }
        }
        for (DraftColumn column : layout.open()) {
            boolean isOfMonths = column.isNearlyAll(value -> PeriodText.parse(value)
                            .filter(period -> period.year() != null && period.firstMonth() == period.lastMonth())
                            .isPresent())
                    && !column.isOfYears();
            if (isOfMonths && (column.has(HeaderWord.MONTH) || column.labels().size() > MOST_STAMPS)) {
                claim(column, true, false);
                return;
            }
        }
        layout.open().stream()
                .filter(column -> column.has(HeaderWord.PART_OF_YEAR) && !Headers.isPeriod(column.header()))
                .filter(column -> column.isNearlyAll(
                        value -> PART_OF_YEAR.matcher(Texts.plain(value.text())).matches()))
                .findFirst()
                .ifPresent(column -> layout.claim(
                        column,
                        DraftedColumn.of(column.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_OF_NO_INTEREST"))
                                .doubted(Reason.of("DRAFT_PART_OF_YEAR", column.heading(), column.firstText()))));
    }

    private void claim(DraftColumn column, boolean withYear, boolean isNumber) {
        DraftedColumn drafted = DraftedColumn.of(
                column.place(),
                new ColumnRole.Period(withYear, isNumber),
                Reason.of(isNumber ? "DRAFT_MONTH_NUMBERS" : "DRAFT_PERIODS", column.firstText()));
        layout.claim(column, column.isFilledDown() ? drafted.filledDown() : drafted);
    }

    private static List<PeriodText> periods(DraftColumn column) {
        return column.values().stream()
                .map(PeriodText::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static double span(DraftColumn column) {
        return periods(column).stream()
                .mapToInt(period -> period.lastMonth() - period.firstMonth())
                .average()
                .orElse(0);
    }

    private void stamps() {
        List<DraftColumn> stamps = new ArrayList<>();
        for (DraftColumn column : layout.open()) {
            if (column.isOfDays() && column.labels().size() <= years * MOST_STAMPS) {
                stamps.add(column);
            } else if (column.isOfDays()) {
                layout.claim(
                        column,
                        DraftedColumn.of(column.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_MANY_DAYS"))
                                .doubted(Reason.of("DRAFT_EVENT_DAYS", column.heading())));
            }
        }
        if (stamps.size() == 1) {
            DraftColumn only = stamps.get(0);
            boolean isExtraction = only.has(HeaderWord.EXTRACTED);
            DraftedColumn drafted = DraftedColumn.of(
                    only.place(),
                    isExtraction ? new ColumnRole.ExtractionDate() : new ColumnRole.PublishedDate(),
                    Reason.of("DRAFT_ONE_DAY", only.firstText()));
            layout.claim(only, drafted);
        } else if (stamps.size() > 1) {
            two(stamps.get(0), stamps.get(1));
            stamps.subList(2, stamps.size())
                    .forEach(other -> layout.claim(
                            other,
                            DraftedColumn.of(other.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_OF_NO_INTEREST"))
                                    .doubted(Reason.of("DRAFT_THIRD_DAY", other.heading()))));
        }
    }

    /** What is extracted is published later. */
    private void two(DraftColumn one, DraftColumn other) {
        Set<Integer> signs = new TreeSet<>();
        for (DateOrder order : DateOrder.values()) {
            sign(one, other, order).ifPresent(signs::add);
        }
        boolean isProven = signs.size() == 1;
        boolean isSwapped = isProven ? signs.contains(1) : other.has(HeaderWord.EXTRACTED);
        DraftColumn earlier = isSwapped ? other : one;
        DraftColumn later = isSwapped ? one : other;
        DraftedColumn extraction = DraftedColumn.of(
                earlier.place(),
                new ColumnRole.ExtractionDate(),
                Reason.of(isProven ? "DRAFT_EARLIER_DAY" : "DRAFT_FIRST_DAY", earlier.firstText()));
        layout.claim(
                earlier,
                isProven
                        ? extraction
                        : extraction.doubted(Reason.of("DRAFT_DAYS_UNPROVEN", earlier.heading(), later.heading())));
        layout.claim(
                later,
                DraftedColumn.of(
                        later.place(),
                        new ColumnRole.PublishedDate(),
                        Reason.of(isProven ? "DRAFT_LATER_DAY" : "DRAFT_SECOND_DAY", later.firstText())));
    }

    /** Which of two columns is later in every row, read in one order: −1, 1, or nothing where it cannot be read or they differ in this. */
    private Optional<Integer> sign(DraftColumn one, DraftColumn other, DateOrder order) {
        Set<Integer> signs = new TreeSet<>();
        for (int row = 0; row < layout.rows().size(); row++) {
            RawValue first = layout.rows().value(one.index(), row);
            RawValue second = layout.rows().value(other.index(), row);
            if (!first.text().isBlank() && !second.text().isBlank()) {
                Optional<LocalDate> left = Values.date(first, order);
                Optional<LocalDate> right = Values.date(second, order);
                if (left.isEmpty() || right.isEmpty()) {
                    return Optional.empty();
                }
                signs.add(Integer.signum(left.get().compareTo(right.get())));
            }
        }
        signs.remove(0);
        return signs.size() == 1 ? Optional.of(signs.iterator().next()) : Optional.empty();
    }
}
