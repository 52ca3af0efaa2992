package org.sumario.cli;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Values as text, the same on every platform: a point for decimals, ISO 8601 for days and times, nothing for null. */
final class ValueText {
    private ValueText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return decimal((Number) value);
        }
        // LocalDateTime.toString leaves out seconds that are zero.
        return value instanceof LocalDateTime moment
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment)
                : value.toString();
    }

    private static String decimal(Number number) {
        double size = Math.abs(number.doubleValue());
        boolean isReadable = size == 0 || (size >= 1e-7 && size < 1e15);
        return isReadable ? new BigDecimal(number.toString()).toPlainString() : number.toString();
    }
}
