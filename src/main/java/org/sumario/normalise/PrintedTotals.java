package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.Layout.Column;
import org.sumario.model.Finding;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowBatch;

/**
 * Totals that the publisher printed among the figures, compared with the sums of their parts: the publisher's own control totals. One
 * that differs is a finding about the publication, never a failed load.
 */
final class PrintedTotals {
    /** Beyond these, differences are counted and no longer listed. */
    private static final int MOST_FINDINGS = 1000;

    private final SheetLayout layout;
    private final List<Slot> slots;
    private final Dictionary dictionary;
    private final Map<Column, Counts> counts = new IdentityHashMap<>();
    private final Map<Integer, CleanCodes> cleanCodes = new HashMap<>();
    private final List<Printed> printed = new ArrayList<>();
    private final List<Finding> differences = new ArrayList<>();
    private long agreeing;
    private long differing;

    PrintedTotals(SheetLayout layout, Dictionary dictionary) {
        this.layout = layout;
        this.slots = layout.slots();
        this.dictionary = dictionary;
    }

    /** The parts of a total have this code in this slot. */
    record Restriction(int slot, int code) {}

    /**
     * A total as printed.
     *
     * @param member restricts the parts further where rows with that member exist; else the total is of all members
     */
    private record Printed(
            int measureSlot,
            List<Restriction> restrictions,
            @Nullable Restriction member,
            BigDecimal number,
            String raw,
            int rowNumber,
            int columnIndex) {

        /** What it says it is of. */
        List<Object> claim() {
            return Arrays.asList(measureSlot, restrictions, member);
        }
    }

    void restart() {
        printed.clear();
        differences.clear();
        agreeing = 0;
        differing = 0;
    }

    void add(
            int measureSlot,
            List<Restriction> restrictions,
            @Nullable Restriction member,
            int code,
            int rowNumber,
            int columnIndex) {
        Counts.Count count = counts(column(measureSlot)).of(code);
        if (count.number() != null && !dictionary.isBlank(code)) {
            printed.add(new Printed(
                    measureSlot,
                    restrictions.stream()
                            .map(this::cleaned)
                            .sorted(Comparator.comparingInt(Restriction::slot))
                            .toList(),
                    member == null ? null : cleaned(member),
                    count.number(),
                    dictionary.value(code).text(),
                    rowNumber,
                    columnIndex));
        }
    }

    /** Compares the total that a row prints beside its counts. */
    void compareRow(int rowNumber, Bound total, int totalCode, Bound measure, int[] across, int[] codes) {
        Counts counts = counts(measure.column());
        BigDecimal number = counts.of(totalCode).number();
        if (number == null || dictionary.isBlank(totalCode)) {
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int column : across) {
            BigDecimal part = counts.of(codes[column]).number();
            sum = part == null ? sum : sum.add(part);
        }
        settle(sum, number, dictionary.value(totalCode).text(), rowNumber, total.columnIndex());
    }

    /**
     * Adds up the parts of every printed total in the rows of the long form, and compares. Totals that share what they are of, as
     * "Subtotal" at the foot of each page, are of the rows since the total before; the one of all rows is told by its sum.
     */
    void compare(Iterator<RowBatch> batches) {
        int[] totalRows = printed.stream()
                .mapToInt(Printed::rowNumber)
                .distinct()
                .sorted()
                .toArray();
        Map<List<Integer>, Map<List<Integer>, BigDecimal>> sums = new LinkedHashMap<>();
        for (Printed total : printed) {
            sums.putIfAbsent(slots(total.measureSlot(), total.restrictions()), new HashMap<>());
            sums.putIfAbsent(slots(total.measureSlot(), withMember(total)), new HashMap<>());
        }
        while (!sums.isEmpty() && batches.hasNext()) {
            RowBatch batch = batches.next();
            sums.forEach((slots, bySlots) -> {
                Counts measure = counts(column(slots.get(0)));
                for (int row = 0; row < batch.size; row++) {
                    BigDecimal number =
                            measure.of(batch.codes[slots.get(0)][row]).number();
                    if (number != null) {
                        List<Integer> key = new ArrayList<>();
                        for (int slot : slots.subList(1, slots.size())) {
                            key.add(cleanCodes(slot).of(batch.codes[slot][row]));
                        }
                        bySlots.merge(List.copyOf(key), number, BigDecimal::add);
                        key.add(firstAtOrAfter(totalRows, batch.rowNumbers[row]));
                        bySlots.merge(key, number, BigDecimal::add);
                    }
                }
            });
        }
        Map<List<Object>, Integer> rivals = new HashMap<>();
        printed.forEach(total -> rivals.merge(total.claim(), 1, Integer::sum));
        for (Printed total : printed) {
            BigDecimal ofMember = sum(sums, total, withMember(total), List.of());
            BigDecimal ofAll = ofMember == null ? sum(sums, total, total.restrictions(), List.of()) : ofMember;
            BigDecimal sum = ofAll == null ? BigDecimal.ZERO : ofAll;
            BigDecimal sinceLast =
                    sum(sums, total, total.restrictions(), List.of(firstAtOrAfter(totalRows, total.rowNumber())));
            boolean isOfAll = sum.compareTo(total.number()) == 0 || rivals.getOrDefault(total.claim(), 1) == 1;
            settle(
                    isOfAll || sinceLast == null ? sum : sinceLast,
                    total.number(),
                    total.raw(),
                    total.rowNumber(),
                    total.columnIndex());
        }
    }

    private static int firstAtOrAfter(int[] rows, int row) {
        int found = Arrays.binarySearch(rows, row);
        return found >= 0 ? found : -found - 1;
    }

    private static @Nullable BigDecimal sum(
            Map<List<Integer>, Map<List<Integer>, BigDecimal>> sums,
            Printed total,
            List<Restriction> restrictions,
            List<Integer> block) {
        List<Integer> key = new ArrayList<>();
        restrictions.forEach(restriction -> key.add(restriction.code()));
        key.addAll(block);
        return sums.getOrDefault(slots(total.measureSlot(), restrictions), Map.of())
                .get(key);
    }

    private static List<Restriction> withMember(Printed total) {
        List<Restriction> all = new ArrayList<>(total.restrictions());
        if (total.member() != null) {
            all.add(total.member());
            all.sort(Comparator.comparingInt(Restriction::slot));
        }
        return all;
    }

    private static List<Integer> slots(int measureSlot, List<Restriction> restrictions) {
        List<Integer> slots = new ArrayList<>(List.of(measureSlot));
        restrictions.forEach(restriction -> slots.add(restriction.slot()));
        return slots;
    }

    private void settle(BigDecimal sum, BigDecimal number, String raw, int rowNumber, int columnIndex) {
        if (sum.compareTo(number) == 0) {
            agreeing++;
            return;
        }
        differing++;
        if (differences.size() < MOST_FINDINGS) {
            differences.add(new Finding(
                    Severity.WARNING,
                    Reason.of("TOTAL_DIFFERS", number.toPlainString(), sum.toPlainString()),
                    layout.sheetName(),
                    rowNumber,
                    columnIndex,
                    raw,
                    false,
                    new Finding.About("", "", whole(number.subtract(sum).abs()))));
        }
    }

    /** A difference as a count; none where it is not whole. */
    private static @Nullable Long whole(BigDecimal difference) {
        boolean isCount = difference.stripTrailingZeros().scale() <= 0 && difference.precision() <= 18;
        return isCount ? difference.longValue() : null;
    }

    /** What differs, cell by cell, and how many totals agree. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(differences);
        if (agreeing + differing > 0) {
            findings.add(new Finding(
                    Severity.INFO,
                    Reason.of("TOTALS_COMPARED", agreeing, differing),
                    layout.sheetName(),
                    0,
                    -1,
                    "",
                    false));
        }
        return findings;
    }

    private Restriction cleaned(Restriction restriction) {
        return new Restriction(
                restriction.slot(), cleanCodes(restriction.slot()).of(restriction.code()));
    }

    private CleanCodes cleanCodes(int slot) {
        return cleanCodes.computeIfAbsent(slot, first -> new CleanCodes(CleanTexts.of(dictionary, column(first))));
    }

    private Counts counts(Column column) {
        return counts.computeIfAbsent(column, first -> Counts.of(dictionary, first));
    }

    private Column column(int slot) {
        return slots.get(slot).column();
    }

    /** Codes of texts as cleaned, so that a label and the same label with a mark or more white space are one. */
    private final class CleanCodes {
        private final CleanTexts texts;
        private final Map<Integer, Integer> byCode = new HashMap<>();

        CleanCodes(CleanTexts texts) {
            this.texts = texts;
        }

        int of(int code) {
            return byCode.computeIfAbsent(code, raw -> dictionary.codeOf(new RawValue(CellType.TEXT, texts.text(raw))));
        }
    }
}
