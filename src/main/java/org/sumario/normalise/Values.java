package org.sumario.normalise;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.model.ReferencePeriod;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/** Raw values read as numbers, months and dates; pure functions, empty where a value is none. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})([T ]\\d{2}:\\d{2}.*)?");

    private Values() {}

    /** A plain decimal number; thousands separators are not guessed at. */
    static Optional<BigDecimal> number(RawValue value) {
        String text = Texts.fold(value.text());
        boolean mayBe = value.type() == CellType.NUMBER || value.type() == CellType.TEXT;
        return mayBe && NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A month range such as {@code ENERO - MAYO}, or one month, within a year; see {@link PeriodText} for all forms. */
    static Optional<ReferencePeriod> monthRange(String text, int year) {
        return PeriodText.parse(new RawValue(CellType.TEXT, text)).flatMap(period -> period.within(year));
    }

    /** How a file writes its dates; a property of the file, proven from its columns. */
    enum DateOrder {
        DAY_FIRST,
        MONTH_FIRST
    }

    /** The date a cell holds under an order; a date cell and ISO text need none. */
    static Optional<LocalDate> date(RawValue value, DateOrder order) {
        String text = Texts.fold(value.text());
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return Optional.of(LocalDate.parse(iso.group(1)));
            }
            Matcher slashed = SLASHED.matcher(text);
            if (value.type() == CellType.TEXT && slashed.matches()) {
                int first = Integer.parseInt(slashed.group(1));
                int second = Integer.parseInt(slashed.group(2));
                boolean dayFirst = order == DateOrder.DAY_FIRST;
                return Optional.of(LocalDate.of(
                        Integer.parseInt(slashed.group(3)), dayFirst ? second : first, dayFirst ? first : second));
            }
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Digits filled up with leading zeros, as place codes lose theirs in spreadsheets. */
    static String pad(String text, int digits) {
        boolean allDigits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return allDigits && text.length() < digits ? "0".repeat(digits - text.length()) + text : text;
    }
}
