package org.sumario.normalise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.DeliveryContent.VintageStatement;
import org.sumario.model.Finding;
import org.sumario.model.Reason;
import org.sumario.model.ReferencePeriod;
import org.sumario.model.Severity;
import org.sumario.normalise.DateFacts.Stamp;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;

/** Years, periods and dates of a delivery: facts of whole columns, settled between the two passes. */
final class VintageFacts {
    private final JobDefinition job;
    private final Dictionary dictionary;
    private final Map<Integer, Integer> yearByCode = new HashMap<>();
    private final Map<ColumnFacts.Pair, Integer> periodIds = new HashMap<>();
    private final List<ReferencePeriod> periods = new ArrayList<>();
    private final Map<Integer, ReferencePeriod> periodByYear = new TreeMap<>();
    private final List<VintageStatement> statements = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final DateFacts dates = new DateFacts();

    /** By column, the codes of what stands in its cells and is no date. */
    private final Map<SheetLayout.Slot, Set<Integer>> unreadableDates = new IdentityHashMap<>();

    private final @Nullable DateOrder dateOrder;
    private int lastYear = 9999;

    VintageFacts(
            JobDefinition job, Dictionary dictionary, List<SheetRows> sheets, @Nullable LocalDate publishedOption) {
        this.job = job;
        this.dictionary = dictionary;
        for (SheetRows sheet : sheets) {
            readPeriods(sheet);
            readDates(sheet);
        }
        Optional<DateOrder> order = dates.order(periodByYear);
        dateOrder = order.orElse(null);
        String trouble = dates.trouble();
        if (trouble != null) {
            block(sheets.get(0), Reason.of(trouble), 0, "");
        }
        for (Stamp stamp : dates.unreadableConstants()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    Reason.of(
                            stamp.value().text().isBlank() ? "DATE_BLANK" : "DATE_UNREADABLE",
                            "",
                            stamp.value().text()),
                    stamp.sheetName(),
                    stamp.rowNumber(),
                    stamp.columnIndex(),
                    stamp.value().text(),
                    false));
        }
        Map<Integer, TreeSet<LocalDate>> extracted =
                order.isPresent() ? dates.byYear(false, order.get(), periodByYear.keySet()) : Map.of();
        Map<Integer, TreeSet<LocalDate>> published =
                order.isPresent() ? dates.byYear(true, order.get(), periodByYear.keySet()) : Map.of();
        Stream.of(extracted.values(), published.values())
                .filter(sets -> !sets.isEmpty())
                .findFirst()
                .map(sets -> sets.stream().flatMap(TreeSet::stream))
                .or(() -> Optional.ofNullable(publishedOption).map(Stream::of))
                .stream()
                .flatMap(stream -> stream)
                .mapToInt(LocalDate::getYear)
                .max()
                .ifPresent(year -> lastYear = year);
        periodByYear.forEach((year, period) -> {
            if (year <= lastYear) {
                LocalDate publication = single(sheets.get(0), published.get(year), "PUBLISHED", year);
                LocalDate extraction = single(sheets.get(0), extracted.get(year), "EXTRACTION", year);
                if (publication == null && publishedOption != null) {
                    publication = publishedOption;
                } else if (publishedOption != null && publication != null && !publishedOption.equals(publication)) {
                    note(
                            sheets.get(0),
                            Reason.of("PUBLISHED_OPTION_DIFFERS", publishedOption, String.valueOf(publication)));
                }
                if (publication == null && trouble == null) {
                    block(sheets.get(0), Reason.of("PUBLISHED_DATE_MISSING", year), 0, "");
                }
                statements.add(new VintageStatement(
                        year,
                        period.start(),
                        period.end(),
                        extraction == null ? publication : extraction,
                        publication));
            }
        });
    }

    /** Why a cell is no year of this source, null where it is one. */
    @Nullable
    String yearProblem(int yearCode) {
        Integer year = yearByCode.get(yearCode);
        if (year == null) {
            return "YEAR_UNREADABLE";
        }
        return year < job.firstYear() || year > lastYear ? "YEAR_OUT_OF_RANGE" : null;
    }

    /** The 1-based id of a row's reference period, 0 where the period cannot be read. */
    int periodId(int yearCode, int periodCode) {
        return periodIds.getOrDefault(new ColumnFacts.Pair(yearCode, periodCode), 0);
    }

    /** How dates are written, null where nothing proves it. */
    @Nullable
    DateOrder dateOrder() {
        return dateOrder;
    }

    /** The dates of the delivery. */
    DateFacts dates() {
        return dates;
    }

    List<ReferencePeriod> periods() {
        return periods;
    }

    List<VintageStatement> statements() {
        return statements;
    }

    List<Finding> findings() {
        return findings;
    }

    private @Nullable Integer year(CleanTexts texts, int code) {
        return yearByCode.computeIfAbsent(
                code,
                unseen -> Values.number(texts.value(unseen))
                        .filter(number -> number.stripTrailingZeros().scale() <= 0
                                && number.compareTo(BigDecimal.valueOf(9999)) <= 0
                                && number.signum() > 0)
                        .map(BigDecimal::intValueExact)
                        .orElse(null));
    }

    private void readPeriods(SheetRows sheet) {
        int column = sheet.slotOf(ColumnRole.Period.class);
        int yearColumn = sheet.slotOf(ColumnRole.Year.class);
        CleanTexts years = CleanTexts.of(
                dictionary,
                sheet.slots.get(yearColumn < 0 ? column : yearColumn).column());
        CleanTexts texts = CleanTexts.of(dictionary, sheet.slots.get(column).column());
        sheet.facts.companions(column).forEach((pair, rowNumber) -> {
            Integer given = yearColumn < 0 ? null : year(years, pair.yearCode());
            Optional<PeriodText> text = period(sheet, column, texts.value(pair.code()));
            Integer year =
                    given == null && yearColumn < 0 ? text.map(PeriodText::year).orElse(null) : given;
            if (year == null || year < job.firstYear()) {
                return;
            }
            Optional<ReferencePeriod> period = text.flatMap(said -> said.within(year));
            if (period.isEmpty()) {
                return;
            }
            int known = periods.indexOf(period.get());
            if (known < 0) {
                periods.add(period.get());
                known = periods.size() - 1;
            }
            periodIds.put(pair, known + 1);
            boolean standsAlone = job.accumulation() == JobDefinition.Accumulation.PER_PERIOD;
            ReferencePeriod other = standsAlone
                    ? periodByYear.merge(year, period.get(), VintageFacts::span)
                    : periodByYear.putIfAbsent(year, period.get());
            if (!standsAlone && other != null && !other.equals(period.get())) {
                block(
                        sheet,
                        Reason.of(
                                "PERIODS_DIFFER",
                                year,
                                other.end(),
                                period.get().end()),
                        rowNumber,
                        dictionary.value(pair.code()).text());
            }
        });
    }

    /** What a cell says of months; the number of a month only where the column is declared to hold such. */
    private static Optional<PeriodText> period(SheetRows sheet, int column, RawValue value) {
        boolean isNumber = ((ColumnRole.Period) sheet.role(column)).monthNumber();
        return isNumber ? PeriodText.ofMonth(value) : PeriodText.parse(value);
    }

    /** From the first day of either to the last. */
    private static ReferencePeriod span(ReferencePeriod one, ReferencePeriod other) {
        return new ReferencePeriod(
                one.start().isBefore(other.start()) ? one.start() : other.start(),
                one.end().isAfter(other.end()) ? one.end() : other.end());
    }

    /** The codes of what stands in the cells of a date column and is no date. */
    Set<Integer> unreadableDates(SheetLayout.Slot slot) {
        return unreadableDates.getOrDefault(slot, Set.of());
    }

    private void readDates(SheetRows sheet) {
        for (boolean isPublication : new boolean[] {false, true}) {
            int column = sheet.slotOf(isPublication ? ColumnRole.PublishedDate.class : ColumnRole.ExtractionDate.class);
            if (column < 0) {
                continue;
            }
            SheetLayout.Slot slot = sheet.slots.get(column);
            boolean hasYear = sheet.slotOf(ColumnRole.Year.class) >= 0;
            CleanTexts texts = CleanTexts.of(dictionary, slot.column());
            sheet.facts.companions(column).forEach((pair, rowNumber) -> {
                Integer year = yearByCode.get(pair.yearCode());
                int known = year == null ? DateFacts.NO_YEAR : year;
                dates.add(new Stamp(
                        isPublication,
                        hasYear ? known : DateFacts.EVERY_YEAR,
                        texts.value(pair.code()),
                        sheet.layout.sheetName(),
                        slot.rowNumber() > 0 ? slot.rowNumber() : rowNumber,
                        slot.columnIndex(),
                        slot.isConstant()));
                if (!slot.isConstant() && !DateFacts.readsSomehow(texts.value(pair.code()))) {
                    unreadableDates
                            .computeIfAbsent(slot, first -> new HashSet<>())
                            .add(pair.code());
                }
            });
        }
    }

    /** The single date of a year; two hold the delivery, and the later one stands until a person decides. */
    private @Nullable LocalDate single(SheetRows sheet, @Nullable TreeSet<LocalDate> dates, String column, int year) {
        if (dates == null) {
            return null;
        }
        if (dates.size() > 1) {
            block(sheet, Reason.of(column + "_DATES_DIFFER", year, dates.first(), dates.last()), 0, "");
        }
        return dates.last();
    }

    private void note(SheetRows sheet, Reason reason) {
        findings.add(new Finding(Severity.WARNING, reason, sheet.layout.sheetName(), 0, -1, "", false));
    }

    private void block(SheetRows sheet, Reason reason, int rowNumber, String raw) {
        findings.add(new Finding(Severity.BLOCKING, reason, sheet.layout.sheetName(), rowNumber, -1, raw, false));
    }
}
