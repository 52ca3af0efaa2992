package org.sumario.normalise;

import java.math.BigDecimal;

/** A sum of whole numbers that is exact however large it grows. */
final class ExactSum {
    private BigDecimal carried = BigDecimal.ZERO;
    private long low;

    void add(long value) {
        long sum = low + value;
        // Both have the sign that the sum lost.
        if (((low ^ sum) & (value ^ sum)) < 0) {
            carried = carried.add(BigDecimal.valueOf(low));
            low = value;
        } else {
            low = sum;
        }
    }

    BigDecimal value() {
        return carried.add(BigDecimal.valueOf(low));
    }
}
