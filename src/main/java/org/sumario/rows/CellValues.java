package org.sumario.rows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.Locale;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** What stored numbers stand for, the same for every format. */
public final class CellValues {
    /** Digits beyond which a plain number is written with an exponent: one of thousands would be as many digits. */
    private static final int MOST_DIGITS = 400;

    /** Beyond this a text of digits is no number that a program wrote, and takes long to be made one. */
    private static final int MOST_NUMBER = 2_000;

    /** Programs allow 255 characters for how a number is shown. */
    private static final int MOST_FORMAT = 1_000;

    private CellValues() {}

    /**
     * Exact decimal text: digits as they stand, no exponent, no zeros that say nothing.
     *
     * @throws NumberFormatException when it is no number
     */
    public static String decimal(String stored) {
        if (stored.length() > MOST_NUMBER) {
            throw new NumberFormatException("a number of " + stored.length() + " characters");
        }
        BigDecimal number = new BigDecimal(stored.strip().toUpperCase(Locale.ROOT));
        return decimal(number);
    }

    private static String decimal(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        return Math.abs((long) number.scale()) > MOST_DIGITS
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }

    /**
     * The shortest decimal text that stands for this number and no other. {@link Double#toString} gives a longer one at times before
     * Java 19, and the same file must read the same on every Java.
     */
    public static String decimal(double number) {
        if (number == (long) number && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact;
        for (int digits = 15; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == number) {
                break;
            }
        }
        return decimal(shortest);
    }

    /** Whether bytes are the exact decimal text of a number already. */
    public static boolean isDecimal(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        int whole = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == whole
                || at - from > MOST_DIGITS
                || bytes[whole] == '0' && (at - whole > 1 || whole > from && at == to)) {
            return false;
        }
        if (at == to) {
            return true;
        }
        int point = at++;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return bytes[point] == '.' && at == to && at > point + 1 && bytes[to - 1] != '0' && to - from < MOST_DIGITS;
    }

    /** Whether a number shown in this way is a date; a way that nobody can have written is none. */
    public static boolean isDateFormat(int id, @Nullable String code) {
        return (code == null || code.length() <= MOST_FORMAT) && DateUtil.isADateFormat(id, code);
    }

    /** A number, or the date it stands for where its cell's format shows one: a day, with the time where it has one. */
    public static RawValue number(String decimal, boolean isDate, boolean is1904) {
        if (isDate) {
            double serial = Double.parseDouble(decimal);
            if (DateUtil.isValidExcelDate(serial)) {
                LocalDateTime moment = DateUtil.getLocalDateTime(serial, is1904, true);
                if (moment != null) {
                    return date(moment);
                }
            }
        }
        return new RawValue(CellType.NUMBER, decimal);
    }

    /** A moment as a day where it is midnight, else with its time to the second. */
    public static RawValue date(LocalDateTime moment) {
        boolean midnight = moment.toLocalTime().toSecondOfDay() == 0;
        return new RawValue(
                CellType.DATE,
                midnight ? moment.toLocalDate().toString() : moment.withNano(0).toString());
    }

    public static RawValue text(String text) {
        return text.isEmpty() ? RawValue.BLANK : new RawValue(CellType.TEXT, text);
    }

    public static RawValue bool(boolean value) {
        return new RawValue(CellType.BOOLEAN, value ? "TRUE" : "FALSE");
    }
}
