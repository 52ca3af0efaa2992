package org.sumario.normalise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.model.ReferencePeriod;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/**
 * A cell read as whole months of one year: a month, a range of months, a quarter or other part of the year, or the year. The forms are
 * those that publications print: {@code ENERO - MAYO} (MPFN), month headings (SESNSP), years (CEAD), {@code I Trimestre} and {@code Ene-22}
 * (INEI and others), {@code 2020-Q1} and {@code 2021-S1} (SDMX). Nothing is guessed: what is left over in a text, or can be read in two
 * ways, makes it no period.
 *
 * @param year null where the text names none
 * @param lastDay the day that the text names as the last one, 0 where it names none: February is whole by 28 or 29 days, as the year is
 */
record PeriodText(@Nullable Integer year, int firstMonth, int lastMonth, int lastDay) {
    private static final String YEAR = "((?:19|20)\\d{2})";
    private static final String SHORT_YEAR = "((?:19|20)\\d{2}|\\d{2})";

    /** What may stand before a year: {@code Enero de 2022}, {@code ene-22}, {@code Enero, 2022}, {@code 2020T1}. */
    private static final String OF = "(?: ?[-/,'] ?| DEL? | OF | )?(?:ANO )?";

    private static final String TO = "(?: ?- ?| AL? | HASTA | TO | THROUGH )";
    private static final String FROM = "(?:DEL? |DESDE |FROM )?";
    private static final String SPAN = "<(\\d\\d)-(\\d\\d)>";
    private static final String DAY = "(\\d{1,2})[°º]?(?: DE | ?[-/] ?| )";

    private static final Pattern ONLY_YEAR = Pattern.compile("(?:ANO )?" + YEAR);
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?:" + FROM + SPAN + TO + ")?" + SPAN + "(?:" + OF + SHORT_YEAR + ")?");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?:ANO )?" + YEAR + "[ /-]{0,3}(?:" + SPAN + TO + ")?" + SPAN);
    private static final Pattern YEAR_TWICE =
            Pattern.compile(FROM + SPAN + OF + SHORT_YEAR + TO + SPAN + OF + SHORT_YEAR);
    private static final Pattern DAYS_OF_MONTH =
            Pattern.compile(FROM + "(\\d{1,2})[°º]?" + TO + DAY + SPAN + "(?:" + OF + YEAR + ")?");
    private static final Pattern DAYS_OF_MONTHS =
            Pattern.compile(FROM + DAY + SPAN + "(?:" + OF + YEAR + ")?" + TO + DAY + SPAN + "(?:" + OF + YEAR + ")?");
    private static final Pattern DATES =
            Pattern.compile(FROM + "(\\d{1,2})([/.-])(\\d{1,2})\\2" + YEAR + TO + "(\\d{1,2})\\2(\\d{1,2})\\2" + YEAR);
    private static final Pattern ISO_DATES =
            Pattern.compile(FROM + YEAR + "-(\\d{2})-(\\d{2})(?: ?/ ?|" + TO + ")" + YEAR + "-(\\d{2})-(\\d{2})");
    private static final Pattern ISO_DAY = Pattern.compile(YEAR + "-(\\d{2})-(\\d{2})(?:[T ]00:00(?::00)?)?");

    /** The month that a number from 1 to 12 stands for. */
    static Optional<PeriodText> ofMonth(RawValue value) {
        return Values.number(value)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.signum() > 0 && number.compareTo(BigDecimal.valueOf(12)) <= 0)
                .map(BigDecimal::intValueExact)
                .map(month -> new PeriodText(null, month, month, 0));
    }

    /** The months that a value names; a date cell names the month whose first or last day it is, as month headings in Excel do. */
    static Optional<PeriodText> parse(RawValue value) {
        if (value.type() == CellType.ERROR || value.type() == CellType.BOOLEAN) {
            return Optional.empty();
        }
        Matcher day = ISO_DAY.matcher(Texts.fold(value.text()));
        if (day.matches()) {
            return monthOf(number(day, 1), number(day, 2), number(day, 3));
        }
        String text = PeriodParts.spans(value.text());
        return months(text).or(() -> days(text)).or(() -> dates(text)).filter(PeriodText::isWhole);
    }

    /** The period in a year given elsewhere, or in its own; empty where the two contradict each other or there is none. */
    Optional<ReferencePeriod> within(@Nullable Integer given) {
        Integer agreed = year == null ? given : year;
        if (agreed == null || (given != null && !given.equals(agreed))) {
            return Optional.empty();
        }
        LocalDate end = YearMonth.of(agreed, lastMonth).atEndOfMonth();
        return lastDay == 0 || lastDay == end.getDayOfMonth()
                ? Optional.of(new ReferencePeriod(LocalDate.of(agreed, firstMonth, 1), end))
                : Optional.empty();
    }

    /** Whether it covers all of another one of the same year, and more. */
    boolean contains(PeriodText other) {
        boolean isOfYear = year == null ? other.year == null : year.equals(other.year);
        return isOfYear
                && lastMonth - firstMonth > other.lastMonth - other.firstMonth
                && firstMonth <= other.firstMonth
                && lastMonth >= other.lastMonth;
    }

    private boolean isWhole() {
        int shortest = YearMonth.of(year == null ? 2001 : year, lastMonth).lengthOfMonth();
        int longest = YearMonth.of(year == null ? 2000 : year, lastMonth).lengthOfMonth();
        return firstMonth <= lastMonth && (lastDay == 0 || (lastDay >= shortest && lastDay <= longest));
    }

    private static Optional<PeriodText> months(String text) {
        Matcher bare = ONLY_YEAR.matcher(text);
        if (bare.matches()) {
            return Optional.of(new PeriodText(number(bare, 1), 1, 12, 0));
        }
        Matcher last = YEAR_LAST.matcher(text);
        if (last.matches()) {
            return period(last, last.group(1) == null ? 3 : 1, 3, 5, 5);
        }
        Matcher first = YEAR_FIRST.matcher(text);
        if (first.matches()) {
            return period(first, first.group(2) == null ? 4 : 2, 4, 1, 1);
        }
        Matcher twice = YEAR_TWICE.matcher(text);
        return twice.matches() ? period(twice, 1, 4, 3, 6) : Optional.empty();
    }

    /** From the groups of the first span and the last one, and of their years; a year of two digits needs the name of a month. */
    private static Optional<PeriodText> period(Matcher match, int first, int last, int firstYear, int lastYear) {
        Optional<Integer> year = year(match, firstYear, first);
        if (!year.equals(year(match, lastYear, last)) || (match.group(lastYear) != null && year.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new PeriodText(year.orElse(null), number(match, first), number(match, last + 1), 0));
    }

    private static Optional<Integer> year(Matcher match, int group, int span) {
        String digits = match.group(group);
        if (digits == null) {
            return Optional.empty();
        }
        if (digits.length() == 4) {
            return Optional.of(number(match, group));
        }
        // 70 to 99 may be of either century, to people and to programs.
        boolean besideMonth = match.group(span).equals(match.group(span + 1));
        return besideMonth && number(match, group) < 70 ? Optional.of(2000 + number(match, group)) : Optional.empty();
    }

    /** {@code 01 al 31 de enero}, {@code del 1 de enero al 31 de mayo de 2023}. */
    private static Optional<PeriodText> days(String text) {
        Matcher one = DAYS_OF_MONTH.matcher(text);
        if (one.matches() && one.group(3).equals(one.group(4))) {
            Integer year = one.group(5) == null ? null : number(one, 5);
            return days(year, number(one, 1), number(one, 3), number(one, 4), number(one, 2));
        }
        Matcher two = DAYS_OF_MONTHS.matcher(text);
        boolean yearsAgree =
                two.matches() && (two.group(4) == null || two.group(4).equals(two.group(8)));
        if (!yearsAgree || !two.group(2).equals(two.group(3)) || !two.group(6).equals(two.group(7))) {
            return Optional.empty();
        }
        Integer year = two.group(8) == null ? null : number(two, 8);
        return days(year, number(two, 1), number(two, 2), number(two, 6), number(two, 5));
    }

    private static Optional<PeriodText> days(
            @Nullable Integer year, int firstDay, int firstMonth, int lastMonth, int lastDay) {
        return firstDay == 1 && lastDay > 0
                ? Optional.of(new PeriodText(year, firstMonth, lastMonth, lastDay))
                : Optional.empty();
    }

    /** Two dates; a last day is above 12 and so tells which number of a date is the day. */
    private static Optional<PeriodText> dates(String text) {
        Matcher iso = ISO_DATES.matcher(text);
        if (iso.matches() && iso.group(1).equals(iso.group(4))) {
            return datesOf(number(iso, 1), number(iso, 3), number(iso, 2), number(iso, 6), number(iso, 5));
        }
        Matcher dates = DATES.matcher(text);
        if (!dates.matches() || !dates.group(4).equals(dates.group(7))) {
            return Optional.empty();
        }
        int year = number(dates, 4);
        return datesOf(year, number(dates, 1), number(dates, 3), number(dates, 5), number(dates, 6))
                .or(() -> datesOf(year, number(dates, 3), number(dates, 1), number(dates, 6), number(dates, 5)));
    }

    private static Optional<PeriodText> datesOf(int year, int firstDay, int firstMonth, int lastDay, int lastMonth) {
        return isMonth(firstMonth) && isMonth(lastMonth)
                ? days(year, firstDay, firstMonth, lastMonth, lastDay)
                : Optional.empty();
    }

    private static Optional<PeriodText> monthOf(int year, int month, int day) {
        boolean isEdge =
                isMonth(month) && (day == 1 || day == YearMonth.of(year, month).lengthOfMonth());
        return isEdge ? Optional.of(new PeriodText(year, month, month, 0)) : Optional.empty();
    }

    private static boolean isMonth(int month) {
        return month >= 1 && month <= 12;
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
