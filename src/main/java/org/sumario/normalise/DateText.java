package org.sumario.normalise;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.RawValue;

/**
 * A cell read as one day. Only numbers with the year last leave open which of them is the day: that is a property of the file, never of a
 * cell. A time of day is dropped, and no time zone moves the day: what counts is the date that the publisher wrote.
 */
final class DateText {
    private static final String YEAR = "((?:19|20)\\d{2})";
    private static final String TIME = "(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?"
            + "(?: ?(?:[AP]M|[AP]\\. ?M\\.))?(?: ?(?:Z|UTC|[+-]\\d{2}:?\\d{2}))?)?";

    /** {@code 2025-07-30}, {@code 2025-07-30T16:16:28Z} (ISO 8601, as catalogues of open data print it), {@code 2025/07/30}. */
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([/.-])(\\d{1,2})\\2(\\d{1,2})" + TIME);

    /** {@code 20220131} (ISO 8601 without hyphens, as file names and metadata have it). */
    private static final Pattern COMPACT = Pattern.compile(YEAR + "(\\d{2})(\\d{2})");

    /** {@code 31/12/2022}, {@code 1/24/2024}, {@code 31.12.2022}, {@code 31-12-2022 0:00}. */
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})" + TIME);

    /** {@code 30 de julio de 2025}, {@code 1º de enero del 2025}, {@code 30-jul-2025}. */
    private static final Pattern DAY_MONTH = Pattern.compile(
            "(\\d{1,2})(?:[°º]|RO|ST|ND|RD|TH)?(?: DE | ?[-/] ?| )<(\\d\\d)>(?: DEL? | ?[-/,] ?| )" + YEAR + TIME);

    /** {@code July 30, 2025}, {@code Julio 30 de 2025}. */
    private static final Pattern MONTH_DAY =
            Pattern.compile("<(\\d\\d)>[ -](\\d{1,2})(?:[°º]|RO|ST|ND|RD|TH)?(?: DEL? |, ?| |-)" + YEAR + TIME);

    private DateText() {}

    /** The day a cell holds under an order, empty where it holds none or more than a day. */
    static Optional<LocalDate> parse(RawValue value, DateOrder order) {
        String text = Texts.plain(value.text());
        try {
            return switch (value.type()) {
                case DATE -> yearFirst(text);
                case NUMBER -> compact(text);
                case TEXT ->
                    yearFirst(text)
                            .or(() -> compact(text))
                            .or(() -> yearLast(text, order))
                            .or(() -> named(MonthNames.numbered(text)));
                default -> Optional.empty();
            };
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> yearFirst(String text) {
        Matcher match = YEAR_FIRST.matcher(text);
        return match.matches() ? Optional.of(day(match, 1, 3, 4)) : Optional.empty();
    }

    private static Optional<LocalDate> compact(String text) {
        Matcher match = COMPACT.matcher(text);
        return match.matches() ? Optional.of(day(match, 1, 2, 3)) : Optional.empty();
    }

    private static Optional<LocalDate> yearLast(String text, DateOrder order) {
        Matcher match = YEAR_LAST.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(order == DateOrder.DAY_FIRST ? day(match, 4, 3, 1) : day(match, 4, 1, 3));
    }

    private static Optional<LocalDate> named(String text) {
        Matcher dayFirst = DAY_MONTH.matcher(text);
        if (dayFirst.matches()) {
            return Optional.of(day(dayFirst, 3, 2, 1));
        }
        Matcher monthFirst = MONTH_DAY.matcher(text);
        return monthFirst.matches() ? Optional.of(day(monthFirst, 3, 1, 2)) : Optional.empty();
    }

    private static LocalDate day(Matcher match, int year, int month, int day) {
        return LocalDate.of(
                Integer.parseInt(match.group(year)),
                Integer.parseInt(match.group(month)),
                Integer.parseInt(match.group(day)));
    }
}
