package org.sumario.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The interval a count covers, first and last day included (SDMX: reference period); never a bare year. */
public record ReferencePeriod(LocalDate start, LocalDate end) {

    public ReferencePeriod {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("period ends before it starts: " + start + " to " + end);
        }
    }

    /** Calendar months covered, counting partly covered ones: January to May is 5. */
    public int months() {
        return (int) ChronoUnit.MONTHS.between(start.withDayOfMonth(1), end.withDayOfMonth(1)) + 1;
    }
}
