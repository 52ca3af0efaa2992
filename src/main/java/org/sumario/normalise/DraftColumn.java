package org.sumario.normalise;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sumario.jobs.Place;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.RawValue;

/** A column of a drafted table: its heading, and the distinct values of all rows with data; those that a word calls totals are left out. */
final class DraftColumn {
    /** Values that are beyond doubt of one kind may have a few stray ones among them. */
    static final double NEARLY_ALL = 0.95;

    private final DraftRows rows;
    private final int index;
    private final RawValue header;
    private final Map<Integer, Integer> frequencies = new LinkedHashMap<>();
    private int filled;
    private int size;

    DraftColumn(DraftRows rows, int index, RawValue header) {
        this.rows = rows;
        this.index = index;
        this.header = header;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isPart(row)) {
                size++;
                if (!rows.isBlank(index, row)) {
                    frequencies.merge(rows.code(index, row), 1, Integer::sum);
                    filled++;
                }
            }
        }
    }

    int index() {
        return index;
    }

    RawValue header() {
        return header;
    }

    String heading() {
        return Texts.fold(header.text());
    }

    boolean has(HeaderWord word) {
        return word.isIn(header.text());
    }

    boolean isUnheaded() {
        return header.text().isBlank();
    }

    /** Where the column stands, as a job file says it. */
    Place place() {
        return isUnheaded() ? new Place.Unheaded() : new Place.Header(heading(), List.of());
    }

    boolean isEmpty() {
        return filled == 0;
    }

    boolean hasBlanks() {
        return filled < size;
    }

    /** Whether a blank repeats the cell above, as pivot tables print it: a label stands once, and most rows below it are blank. */
    boolean isFilledDown() {
        int above = 0;
        boolean isFirst = true;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isPart(row)) {
                boolean isBlank = rows.isBlank(index, row);
                if (isFirst && isBlank || !isBlank && rows.code(index, row) == above) {
                    return false;
                }
                isFirst = false;
                above = isBlank ? 0 : rows.code(index, row);
            }
        }
        return hasBlanks() && (size - filled) * 2 >= filled;
    }

    int filled() {
        return filled;
    }

    /** How often each value stands in it, blanks left out, in the order of the rows. */
    Map<Integer, Integer> frequencies() {
        return frequencies;
    }

    List<RawValue> values() {
        return frequencies.keySet().stream().map(rows::valueOf).toList();
    }

    /** Different texts, white space folded. */
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        values().forEach(value -> labels.add(Texts.fold(value.text())));
        return labels;
    }

    String firstText() {
        return values().stream()
                .findFirst()
                .map(value -> Texts.fold(value.text()))
                .orElse("");
    }

    /** The share of its filled cells that are so. */
    double share(Predicate<RawValue> isSo) {
        long found = frequencies.entrySet().stream()
                .filter(each -> isSo.test(rows.valueOf(each.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return filled == 0 ? 0 : found / (double) filled;
    }

    boolean isNearlyAll(Predicate<RawValue> isSo) {
        return share(isSo) >= NEARLY_ALL;
    }

    boolean isOfYears() {
        return isNearlyAll(Headers::isYear);
    }

    boolean isOfPeriods() {
        return isNearlyAll(
                value -> PeriodText.parse(value).isPresent() && !DraftTable.isNumber(value) && !isDay(value));
    }

    boolean isOfDays() {
        return isNearlyAll(DraftColumn::isDay) && !isOfYears();
    }

    private static boolean isDay(RawValue value) {
        return Values.date(value, DateOrder.DAY_FIRST).isPresent()
                || Values.date(value, DateOrder.MONTH_FIRST).isPresent();
    }

    /** Whether its numbers are written as codes are: with a leading zero. */
    boolean hasLeadingZeros() {
        return share(value -> value.text().matches("0\\d+")) > 0;
    }

    /** Whether each of its values stands beside only one value of the other column. */
    boolean determines(DraftColumn other) {
        Map<Integer, Integer> parents = new LinkedHashMap<>();
        int broken = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isPart(row) && !rows.isBlank(index, row)) {
                Integer parent = parents.putIfAbsent(rows.code(index, row), rows.code(other.index, row));
                broken += parent != null && parent != rows.code(other.index, row) ? 1 : 0;
            }
        }
        return broken <= filled * (1 - NEARLY_ALL) / 5;
    }
}
