package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.Layout.Mark;
import org.sumario.rows.RawValue;

/** How some columns write their numbers: the cleaning rules that read most of them as counts, the marks among them, and the rest. */
final class DraftNumbers {
    private static final List<List<CleaningRule>> NOTATIONS = List.of(
            List.of(),
            List.of(CleaningRule.THOUSANDS_COMMA),
            List.of(CleaningRule.THOUSANDS_POINT),
            List.of(CleaningRule.THOUSANDS_SPACE),
            List.of(CleaningRule.THOUSANDS_POINT, CleaningRule.DECIMAL_COMMA),
            List.of(CleaningRule.THOUSANDS_SPACE, CleaningRule.DECIMAL_COMMA));

    private static final Set<String> ZEROS = Set.of("-", "–", "—", "−", "--", "---");
    private static final Pattern ABSENT = Pattern.compile(
            "N/?[ADRSE]|N\\.[ADRSE]\\.?|S/?[DIN]|S\\.[DI]\\.?|NSD|\\.{1,3}|…|\\*{1,3}|SIN (?:DATOS?|INFORMACION)"
                    + "|NO (?:DISPONIBLE|APLICA|DATA)|NOT AVAILABLE|NULL|NAN|NA");

    private final List<DraftColumn> columns;
    private final List<CleaningRule> rules;
    private final Cleaning cleaning;
    private final Map<RawValue, Double> numbers = new HashMap<>();

    private DraftNumbers(List<DraftColumn> columns, List<CleaningRule> rules) {
        this.columns = columns;
        this.rules = rules;
        this.cleaning = Cleaning.of(rules);
    }

    /** The notation that reads most cells of these columns as counts; of several the plainest. */
    static DraftNumbers of(List<DraftColumn> columns) {
        DraftNumbers best = new DraftNumbers(columns, List.of());
        for (List<CleaningRule> notation : NOTATIONS) {
            for (boolean hasMarks : new boolean[] {false, true}) {
                List<CleaningRule> rules = new ArrayList<>(notation);
                if (hasMarks) {
                    rules.add(CleaningRule.FOOTNOTE_MARKS);
                }
                DraftNumbers candidate = new DraftNumbers(columns, List.copyOf(rules));
                best = candidate.cells(candidate::isCount) > best.cells(best::isCount) ? candidate : best;
            }
        }
        return best;
    }

    List<CleaningRule> rules() {
        return rules;
    }

    /** The number in a cell, not a number where it holds none. */
    double of(RawValue value) {
        return numbers.computeIfAbsent(
                value,
                cell -> cleaning.number(cell).map(BigDecimal::doubleValue).orElse(Double.NaN));
    }

    private boolean isCount(RawValue value) {
        double number = of(value);
        return number >= 0 && number == Math.rint(number);
    }

    boolean isNumber(RawValue value) {
        return !Double.isNaN(of(value));
    }

    private long cells(Predicate<RawValue> isSo) {
        return columns.stream()
                .mapToLong(column -> Math.round(column.share(isSo) * column.filled()))
                .sum();
    }

    /** Whether most filled cells are numbers or stand for one. */
    boolean areMost() {
        long filled = columns.stream().mapToLong(DraftColumn::filled).sum();
        long read = cells(value -> isNumber(value) || meaning(value).isPresent());
        return cells(this::isNumber) > 0 && read * 2 >= filled;
    }

    /** Whether any cell is a number. */
    boolean areAny() {
        return cells(this::isNumber) > 0;
    }

    /** Whether the numbers are mostly no whole ones. */
    boolean areRates() {
        long all = cells(this::isNumber);
        return cells(value -> isNumber(value) && !isCount(value) && of(value) >= 0) * 5 > all * 2
                || cells(value -> value.text().strip().endsWith("%")) * 2 > all;
    }

    /** Whether points or commas were taken for thousands in nothing but numbers that could be decimals too. */
    boolean isAmbiguous() {
        return !rules.isEmpty()
                && cells(value -> new DraftNumbers(columns, List.of()).isCount(value)) == 0
                && rules.contains(CleaningRule.THOUSANDS_POINT)
                && !rules.contains(CleaningRule.DECIMAL_COMMA);
    }

    private static Optional<Blank> meaning(RawValue value) {
        String text = Texts.plain(value.text());
        if (ZEROS.contains(text)) {
            return Optional.of(Blank.ZERO);
        }
        return ABSENT.matcher(text).matches() ? Optional.of(Blank.ABSENT) : Optional.empty();
    }

    /** The texts that stand for no number of their own. */
    List<Mark> marks() {
        Map<String, Mark> marks = new LinkedHashMap<>();
        values().filter(value -> !isNumber(value))
                .forEach(value -> meaning(value)
                        .ifPresent(meaning -> marks.putIfAbsent(
                                Texts.fold(value.text()), new Mark(Texts.fold(value.text()), meaning))));
        return List.copyOf(marks.values());
    }

    /** Texts that can be read as no count. */
    List<String> unreadable() {
        return values().filter(value -> !isCount(value) && meaning(value).isEmpty())
                .map(value -> Texts.fold(value.text()))
                .distinct()
                .toList();
    }

    private Stream<RawValue> values() {
        return columns.stream().flatMap(column -> column.values().stream());
    }
}
