package org.sumario.cli;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;

/**
 * A vintage as the timeline draws it.
 *
 * @param publishedFrom the day on which it became the current one, null if it never was
 * @param publishedTo the day on which it no longer was, null while it is
 * @param complaintCount null where the source counts entries received
 */
record DrawnVintage(
        String source,
        String scope,
        int year,
        LocalDate periodStart,
        LocalDate periodEnd,
        LocalDate publishedDate,
        @Nullable LocalDate lastConfirmedDate,
        @Nullable LocalDate publishedFrom,
        @Nullable LocalDate publishedTo,
        @Nullable Long complaintCount,
        @Nullable Long receivedCount,
        boolean isCurrent) {

    /** The columns of {@code published.vintage} that are drawn, in the order in which {@link #of} takes them. */
    static final List<String> COLUMNS = List.of(
            "source_code",
            "scope",
            "year",
            "period_start",
            "period_end",
            "published_date",
            "last_confirmed_date",
            "published_from",
            "published_to",
            "complaint_count",
            "received_count",
            "is_current");

    static DrawnVintage of(List<@Nullable Object> values) {
        return new DrawnVintage(
                Printable.line(String.valueOf(values.get(0))),
                Printable.line(String.valueOf(values.get(1))),
                Integer.parseInt(String.valueOf(values.get(2))),
                required(values.get(3)),
                required(values.get(4)),
                required(values.get(5)),
                (LocalDate) values.get(6),
                (LocalDate) values.get(7),
                (LocalDate) values.get(8),
                count(values.get(9)),
                count(values.get(10)),
                Boolean.TRUE.equals(values.get(11)));
    }

    private static LocalDate required(@Nullable Object day) {
        return LocalDate.parse(String.valueOf(day));
    }

    private static @Nullable Long count(@Nullable Object value) {
        return value == null ? null : ((Number) value).longValue();
    }

    /** Complaints, or entries received. */
    @Nullable
    Long total() {
        return complaintCount == null ? receivedCount : complaintCount;
    }

    boolean isOfSameYearAs(DrawnVintage other) {
        return year == other.year && scope.equals(other.scope) && source.equals(other.source);
    }

    boolean covers(int month) {
        YearMonth asked = YearMonth.of(year, month);
        return !asked.isBefore(YearMonth.from(periodStart)) && !asked.isAfter(YearMonth.from(periodEnd));
    }

    /** The last day on which a publication after its own said the same. */
    Optional<LocalDate> confirmedOn() {
        return Optional.ofNullable(lastConfirmedDate).filter(day -> day.isAfter(publishedDate));
    }

    /** What it says that the vintage before it in vintage order did not. */
    Reason changeFrom(DrawnVintage before) {
        String difference = difference(before.total(), total());
        if (before.periodEnd.equals(periodEnd)) {
            return difference.equals("0")
                    ? Reason.of("TIMELINE_REVISED_SAME_TOTAL")
                    : Reason.of("TIMELINE_REVISED", difference);
        }
        long months = ChronoUnit.MONTHS.between(YearMonth.from(before.periodEnd), YearMonth.from(periodEnd));
        return switch ((int) months) {
            case 0 -> Reason.of("TIMELINE_EXTENDED_TO", periodEnd, difference);
            case 1 -> Reason.of("TIMELINE_EXTENDED_MONTH", difference);
            default -> Reason.of("TIMELINE_EXTENDED", months, difference);
        };
    }

    /** With its sign; a dash where either side has no total. */
    static String difference(@Nullable Long before, @Nullable Long after) {
        if (before == null || after == null) {
            return LoadTelling.grouped(null);
        }
        return (after > before ? "+" : "") + LoadTelling.grouped(after - before);
    }
}
