package org.sumario.normalise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sumario.model.ReferencePeriod;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/** Raw values read as numbers, months and dates; pure functions, empty where a value is none. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

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

    /** The date a cell holds under an order; see {@link DateText} for the forms, most of which need none. */
    static Optional<LocalDate> date(RawValue value, DateOrder order) {
        return DateText.parse(value, order);
    }

    /** Digits filled up with leading zeros, as place codes lose theirs in spreadsheets. */
    static String pad(String text, int digits) {
        boolean allDigits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return allDigits && text.length() < digits ? "0".repeat(digits - text.length()) + text : text;
    }
}
