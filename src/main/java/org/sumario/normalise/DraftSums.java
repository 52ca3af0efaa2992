package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a table prints as sums of its other figures, found by adding up: columns of totals, and labels of rows of totals. */
final class DraftSums {
    private static final int MOST_ROWS = 2000;
    private static final int LONGEST_RUN = 40;
    private static final int MOST_NESTED = 50_000;
    private static final double MOST = 0.5;

    /** Rows that must agree where no word says that a column is a total. */
    private static final int ENOUGH_ROWS = 4;

    /** What a label without a word of totals must have summed at least: small numbers agree by accident. */
    private static final double ENOUGH = 100;

    private final DraftRows rows;
    private final List<DraftColumn> columns;
    private final double[][] numbers;

    /** @param columns with numbers, in the order of the sheet */
    DraftSums(DraftRows rows, List<DraftColumn> columns, DraftNumbers notation) {
        this.rows = rows;
        this.columns = columns;
        this.numbers = new double[columns.size()][rows.size()];
        for (int column = 0; column < columns.size(); column++) {
            for (int row = 0; row < rows.size(); row++) {
                numbers[column][row] =
                        notation.of(rows.value(columns.get(column).index(), row));
            }
        }
    }

    /** The columns that are sums, each with its parts; those headed by one month or year never are. */
    Map<DraftColumn, List<DraftColumn>> ofColumns() {
        Map<Integer, List<Integer>> found = new LinkedHashMap<>();
        int before = -1;
        while (before < found.size()) {
            before = found.size();
            for (int column = 0; column < columns.size(); column++) {
                if (!found.containsKey(column) && !isBasePeriod(columns.get(column))) {
                    List<Integer> parts = parts(column, found.keySet());
                    if (!parts.isEmpty()) {
                        found.put(column, parts);
                    }
                }
            }
        }
        Map<DraftColumn, List<DraftColumn>> sums = new LinkedHashMap<>();
        found.forEach((sum, parts) ->
                sums.put(columns.get(sum), parts.stream().map(columns::get).toList()));
        return sums;
    }

    private static boolean isBasePeriod(DraftColumn column) {
        return PeriodText.parse(column.header())
                .filter(period ->
                        period.firstMonth() == period.lastMonth() || period.lastMonth() - period.firstMonth() == 11)
                .isPresent();
    }

    /** The columns that add up to one: all the others, or a run of them beside it. */
    private List<Integer> parts(int sum, Set<Integer> known) {
        List<Integer> others = columns.size() > MOST_ROWS
                ? List.of()
                : IntStream.range(0, columns.size())
                        .filter(column -> column != sum && !known.contains(column))
                        .boxed()
                        .toList();
        if (addUp(sum, others)) {
            return others;
        }
        for (int step : new int[] {-1, 1}) {
            List<Integer> run = new ArrayList<>();
            for (int column = sum + step;
                    column >= 0 && column < columns.size() && !known.contains(column) && run.size() < LONGEST_RUN;
                    column += step) {
                run.add(column);
                if (addUp(sum, run)) {
                    return List.copyOf(run);
                }
            }
        }
        return List.of();
    }

    private boolean addUp(int sum, List<Integer> parts) {
        int tested = 0;
        int held = 0;
        Set<Integer> filled = new HashSet<>();
        for (int row = 0; row < Math.min(rows.size(), MOST_ROWS) && parts.size() > 1; row++) {
            double added = 0;
            for (int part : parts) {
                double number = numbers[part][row];
                added += Double.isNaN(number) ? 0 : number;
                if (number != 0 && !Double.isNaN(number)) {
                    filled.add(part);
                }
            }
            double printed = numbers[sum][row];
            if (!Double.isNaN(printed) && (printed != 0 || added != 0)) {
                tested++;
                held += printed == added ? 1 : 0;
            }
            if (tested > 20 && held < tested * MOST) {
                return false;
            }
        }
        return filled.size() > 1
                && (columns.get(sum).has(HeaderWord.TOTAL)
                        ? held > 0 && held >= tested * MOST
                        : tested >= ENOUGH_ROWS && held >= tested * DraftColumn.NEARLY_ALL);
    }

    /**
     * Labels of rows that sum others.
     *
     * @param agree whether they add up to the other rows beyond doubt
     * @param byWord whether a word says so, and not the sum alone
     */
    record RowTotals(DraftColumn column, List<String> labels, boolean agree, boolean byWord) {}

    private boolean hasCount(int row) {
        return rows.isData(row) && Arrays.stream(numbers).anyMatch(column -> !Double.isNaN(column[row]));
    }

    /**
     * The labels of totals in some columns of labels.
     *
     * @param nested rows that are known to sum others
     */
    List<RowTotals> ofRows(List<DraftColumn> labels, Set<Integer> nested) {
        Set<Integer> totals = new HashSet<>(nested);
        List<RowTotals> found = new ArrayList<>(called(labels, totals));
        labels.forEach(column -> silent(column, totals).ifPresent(found::add));
        return found;
    }

    /** Those that a word calls totals, where they are not most rows; together they agree if each is the sum of all, or all of them are. */
    private List<RowTotals> called(List<DraftColumn> labels, Set<Integer> totals) {
        long counted = IntStream.range(0, rows.size()).filter(this::hasCount).count();
        Map<DraftColumn, Map<String, Set<Integer>>> found = new LinkedHashMap<>();
        for (DraftColumn column : labels) {
            Map<String, Set<Integer>> byLabel = rowsByLabel(column, totals);
            byLabel.keySet().removeIf(label -> !HeaderWord.TOTAL.isIn(label));
            Set<Integer> called = new HashSet<>();
            byLabel.values().forEach(called::addAll);
            if (!called.isEmpty() && called.size() * 3L < counted * 2) {
                totals.addAll(called);
                found.put(column, byLabel);
            }
        }
        double[] all = sumsWithout(withTotals(totals));
        List<RowTotals> checked = new ArrayList<>();
        found.forEach((column, byLabel) -> {
            Set<Integer> ofParts = new HashSet<>();
            byLabel.values().stream()
                    .filter(called -> !Arrays.equals(sums(called), all))
                    .forEach(ofParts::addAll);
            boolean agree = ofParts.isEmpty() || agrees(sums(ofParts), all);
            checked.add(new RowTotals(column, List.copyOf(byLabel.keySet()), agree, true));
        });
        return checked;
    }

    /** The label whose rows are exactly as much as all others together, though no word says that they are totals. */
    private Optional<RowTotals> silent(DraftColumn column, Set<Integer> totals) {
        double[] all = sumsWithout(withTotals(totals));
        Map<String, Set<Integer>> byLabel = rowsByLabel(column, totals);
        if (byLabel.size() < 3 || byLabel.size() > MOST_ROWS) {
            return Optional.empty();
        }
        for (Map.Entry<String, Set<Integer>> each : byLabel.entrySet()) {
            double[] sum = sums(each.getValue());
            double[] rest = IntStream.range(0, all.length)
                    .mapToDouble(i -> all[i] - sum[i])
                    .toArray();
            double size = Arrays.stream(sum).sum();
            if (size > 0 && Arrays.equals(sum, rest)) {
                totals.addAll(size >= ENOUGH ? each.getValue() : Set.of());
                return Optional.of(new RowTotals(column, List.of(each.getKey()), size >= ENOUGH, false));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether rows above deeper ones print the sums of the leaves below them, in most cases.
     *
     * @param depths level of each row, −1 for one that has none
     */
    boolean addUpBelow(int[] depths) {
        int compared = 0;
        int agreeing = 0;
        for (int row = 0; row < depths.length; row++) {
            double[] sum = new double[numbers.length];
            boolean isParent = false;
            for (int below = row + 1;
                    below < depths.length && (depths[below] > depths[row] || depths[below] < 0);
                    below++) {
                boolean isLeaf = below + 1 == depths.length || depths[below + 1] <= depths[below];
                for (int column = 0; column < sum.length && isLeaf && depths[below] >= 0; column++) {
                    sum[column] += Double.isNaN(numbers[column][below]) ? 0 : numbers[column][below];
                }
                isParent = true;
            }
            for (int column = 0; column < sum.length && isParent && depths[row] >= 0; column++) {
                compared += Double.isNaN(numbers[column][row]) ? 0 : 1;
                agreeing += numbers[column][row] == sum[column] ? 1 : 0;
            }
        }
        return agreeing * 2 >= compared;
    }

    /**
     * Rows that print the sum of rows beside them, each with the rows that it sums; nothing where most figures are in no such sum, since
     * then they agree by accident.
     */
    Map<Integer, List<Integer>> nested() {
        Map<Integer, List<Integer>> found = new LinkedHashMap<>();
        List<Integer> nodes = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (hasCount(row) && rows.isPart(row)) {
                nodes.add(row);
            }
        }
        if (nodes.size() > MOST_NESTED) {
            return Map.of();
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            int of = summed(nodes, i, 1);
            if (of > 1) {
                List<Integer> below = nodes.subList(i + 1, i + 1 + of);
                found.put(nodes.get(i), List.copyOf(below));
                below.clear();
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            int of = summed(nodes, i, -1);
            if (of > 1) {
                List<Integer> above = nodes.subList(i - of, i);
                found.put(nodes.get(i), List.copyOf(above));
                above.clear();
                i -= of;
            }
        }
        Set<Integer> parts = new HashSet<>();
        found.values().forEach(parts::addAll);
        parts.removeAll(found.keySet());
        double all = Arrays.stream(sumsWithout(withTotals(found.keySet()))).sum();
        return Arrays.stream(sums(parts)).sum() > all * MOST ? found : Map.of();
    }

    private Set<Integer> withTotals(Set<Integer> some) {
        Set<Integer> all = new HashSet<>(some);
        IntStream.range(0, rows.size()).filter(row -> !rows.isPart(row)).forEach(all::add);
        return all;
    }

    /** How many of the next nodes, after or before one, add up to it in every column; 0 where none do. */
    private int summed(List<Integer> nodes, int of, int step) {
        double[] sum = new double[numbers.length];
        double[] wanted = sums(Set.of(nodes.get(of)));
        double size = Arrays.stream(wanted).sum();
        int filled = 0;
        for (int i = of + step;
                i >= 0 && i < nodes.size() && (size >= ENOUGH || numbers.length > 1 && size > 0);
                i += step) {
            double[] next = sums(Set.of(nodes.get(i)));
            boolean isTooMuch = false;
            for (int column = 0; column < sum.length; column++) {
                sum[column] += next[column];
                isTooMuch |= sum[column] > wanted[column];
            }
            filled += Arrays.stream(next).sum() > 0 ? 1 : 0;
            if (isTooMuch) {
                return 0;
            }
            if (filled > 1 && Arrays.equals(sum, wanted)) {
                return Math.abs(i - of);
            }
        }
        return 0;
    }

    private Map<String, Set<Integer>> rowsByLabel(DraftColumn column, Set<Integer> without) {
        Map<String, Set<Integer>> byLabel = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (hasCount(row) && !without.contains(row) && !rows.isBlank(column.index(), row)) {
                byLabel.computeIfAbsent(
                                Texts.fold(rows.value(column.index(), row).text()), first -> new HashSet<>())
                        .add(row);
            }
        }
        return byLabel;
    }

    /** Sums by column over all rows but these. */
    private double[] sumsWithout(Set<Integer> some) {
        return sums(IntStream.range(0, rows.size())
                .filter(row -> rows.isData(row) && !some.contains(row))
                .boxed()
                .collect(Collectors.toSet()));
    }

    private double[] sums(Set<Integer> some) {
        double[] sums = new double[numbers.length];
        for (int column = 0; column < sums.length; column++) {
            for (int row : some) {
                double number = numbers[column][row];
                sums[column] += Double.isNaN(number) ? 0 : number;
            }
        }
        return sums;
    }

    /** Within a tenth: publishers' totals differ a little now and then, which the load finds. */
    private static boolean agrees(double[] printed, double[] sum) {
        return IntStream.range(0, sum.length)
                .allMatch(column -> Math.abs(printed[column] - sum[column]) * 10 <= Math.max(sum[column], 1));
    }
}
