package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.List;
import org.sumario.model.DeliveryContent.MeasureTotals;
import org.sumario.model.ObservationBatch;
import org.sumario.rows.Dictionary;

/** What became of the count cells of one measure of a delivery. */
final class MeasureTally {
    final String name;

    /** Its place among {@link ObservationBatch#MEASURES}. */
    final int index;

    private final ExactSum factSum = new ExactSum();
    private BigDecimal rejectedSum = BigDecimal.ZERO;
    private BigDecimal unmappedSum = BigDecimal.ZERO;
    private long leftOut;

    MeasureTally(String name) {
        this.name = name;
        this.index = ObservationBatch.MEASURES.indexOf(name);
    }

    /** A count of a fact; {@link ObservationBatch#ABSENT} adds nothing. */
    void addFact(long count) {
        if (count != ObservationBatch.ABSENT) {
            factSum.add(count);
        }
    }

    /** A count of a fact with a label that no code list knows. */
    void addUnmapped(Counts.Count count) {
        if (count.isReadable()) {
            unmappedSum = unmappedSum.add(BigDecimal.valueOf(count.value()));
        }
    }

    /** A count cell that is in no fact. */
    void leaveOut(Counts.Count count) {
        if (!count.isAbsent()) {
            leftOut++;
            rejectedSum = count.number() == null ? rejectedSum : rejectedSum.add(count.number());
        }
    }

    /** The totals, with the sum of the count cells straight from the dictionary and the first pass's frequencies, knowing nothing of rows. */
    MeasureTotals totals(List<SheetRows> sheets, Dictionary dictionary) {
        BigDecimal rawSum = BigDecimal.ZERO;
        long notNumbers = 0;
        for (SheetRows sheet : sheets) {
            int slot = sheet.slotOfMeasure(name);
            if (slot < 0) {
                continue;
            }
            long[] frequencies = sheet.facts.frequencies(slot);
            Counts counts = Counts.of(dictionary, sheet.slots.get(slot).column());
            for (int code = 1; code < frequencies.length; code++) {
                if (frequencies[code] > 0) {
                    BigDecimal number = counts.of(code).number();
                    rawSum = number == null
                            ? rawSum
                            : rawSum.add(number.multiply(BigDecimal.valueOf(frequencies[code])));
                    notNumbers += number == null ? frequencies[code] : 0;
                }
            }
        }
        return new MeasureTotals(name, leftOut, unmappedSum, rawSum, factSum.value(), rejectedSum, notNumbers);
    }
}
