package org.sumario.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.model.ReferencePeriod;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.RawValue;

/**
 * The dates of a delivery, one extraction and one published date per year. Their order (day or month first) is a property of the
 * file: proven by a number above 12 in any date column, else by the only order in which period end, extraction and publication follow
 * each other; where nothing proves it, there is no date.
 */
final class DateFacts {

    /** The year of a date that stands for every year of the delivery. */
    static final int EVERY_YEAR = 0;

    /** The year of a date beside a year that cannot be read. */
    static final int NO_YEAR = -1;

    /** A date cell as read in the first pass, or one that speaks for all rows. */
    record Stamp(
            boolean isPublication,
            int year,
            RawValue value,
            String sheetName,
            int rowNumber,
            int columnIndex,
            boolean isConstant) {}

    private final List<Stamp> stamps = new ArrayList<>();
    private @Nullable String trouble;

    void add(Stamp stamp) {
        stamps.add(stamp);
    }

    /** Settles the order of the file, given the last day of each year's period. */
    Optional<DateOrder> order(Map<Integer, ReferencePeriod> periods) {
        List<DateOrder> possible = new ArrayList<>();
        boolean differ = false;
        for (DateOrder order : DateOrder.values()) {
            boolean readsAll = stamps.stream()
                    .filter(this::readsSomehow)
                    .allMatch(stamp -> Values.date(stamp.value(), order).isPresent());
            if (readsAll) {
                possible.add(order);
            }
        }
        for (Stamp stamp : stamps) {
            differ |= !Values.date(stamp.value(), DateOrder.DAY_FIRST)
                    .equals(Values.date(stamp.value(), DateOrder.MONTH_FIRST));
        }
        if (possible.isEmpty()) {
            trouble = "DATE_ORDER_CONFLICT";
            return Optional.empty();
        }
        if (possible.size() == 1 || !differ) {
            return Optional.of(possible.get(0));
        }
        List<DateOrder> inSequence = possible.stream()
                .filter(order -> followEachOther(order, periods))
                .toList();
        if (inSequence.size() != 1) {
            trouble = "DATE_ORDER_UNPROVEN";
            return Optional.empty();
        }
        return Optional.of(inSequence.get(0));
    }

    /** A date that reads in the order of the file and in no other; none where only what follows what proves the order. */
    Optional<Stamp> proof(DateOrder order) {
        DateOrder other = order == DateOrder.DAY_FIRST ? DateOrder.MONTH_FIRST : DateOrder.DAY_FIRST;
        return stamps.stream()
                .filter(stamp -> Values.date(stamp.value(), order).isPresent()
                        && Values.date(stamp.value(), other).isEmpty())
                .findFirst();
    }

    /** Reason code of why there is no order, null where there is one. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Distinct dates by year of one of the two columns; a date that stands for every year is among those of each. */
    Map<Integer, TreeSet<LocalDate>> byYear(boolean isPublication, DateOrder order, Set<Integer> years) {
        Map<Integer, TreeSet<LocalDate>> dates = new TreeMap<>();
        for (Stamp stamp : stamps) {
            if (stamp.isPublication() == isPublication) {
                Set<Integer> of = stamp.year() == EVERY_YEAR ? years : Set.of(stamp.year());
                Values.date(stamp.value(), order)
                        .ifPresent(date -> of.forEach(year -> dates.computeIfAbsent(year, first -> new TreeSet<>())
                                .add(date)));
            }
        }
        return dates;
    }

    /** Cells that speak for all rows and read as no date in either order. */
    Collection<Stamp> unreadableConstants() {
        return stamps.stream()
                .filter(Stamp::isConstant)
                .filter(stamp -> !readsSomehow(stamp))
                .toList();
    }

    private boolean readsSomehow(Stamp stamp) {
        return readsSomehow(stamp.value());
    }

    /** Whether a value is a date in one order or the other. */
    static boolean readsSomehow(RawValue value) {
        return Values.date(value, DateOrder.DAY_FIRST).isPresent()
                || Values.date(value, DateOrder.MONTH_FIRST).isPresent();
    }

    private boolean followEachOther(DateOrder order, Map<Integer, ReferencePeriod> periods) {
        Map<Integer, TreeSet<LocalDate>> extracted = byYear(false, order, periods.keySet());
        Map<Integer, TreeSet<LocalDate>> published = byYear(true, order, periods.keySet());
        for (Map.Entry<Integer, ReferencePeriod> period : periods.entrySet()) {
            LocalDate last = period.getValue().end();
            for (LocalDate extraction : extracted.getOrDefault(period.getKey(), new TreeSet<>())) {
                if (extraction.isBefore(last)) {
                    return false;
                }
                last = extraction;
            }
            for (LocalDate publication : published.getOrDefault(period.getKey(), new TreeSet<>())) {
                if (publication.isBefore(last)) {
                    return false;
                }
            }
        }
        return true;
    }
}
