package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sumario.jobs.CleaningRule;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

/**
 * The cleaning declared for a column, decided once per distinct text. What each rule means is said at {@link CleaningRule}; all of them
 * are strict: where a rule does not apply beyond doubt, the text stays as it is.
 */
final class Cleaning {

    private final Set<CleaningRule> rules;
    private final NumberNotation notation;

    /** A text as cleaned, and whether its encoding had to be repaired, which is worth a finding. */
    record Cleaned(String text, boolean repaired) {}

    private Cleaning(Set<CleaningRule> rules) {
        this.rules = rules;
        this.notation = NumberNotation.of(rules);
    }

    /**
     * These rules, in any order.
     *
     * @throws IllegalArgumentException where two contradict each other; job files are checked for it when read
     */
    static Cleaning of(Collection<CleaningRule> declared) {
        Set<CleaningRule> rules = EnumSet.noneOf(CleaningRule.class);
        rules.addAll(declared);
        CleaningRule.conflict(rules).ifPresent(pair -> {
            throw new IllegalArgumentException("cleaning rules contradict each other: " + pair);
        });
        return new Cleaning(rules);
    }

    /** A label, code or heading as cleaned; a number in the declared notation becomes a plain one. Not for numeric cells. */
    Cleaned apply(String text) {
        Cleaned readable = readable(text);
        String cleaned = notation.plain(readable.text()).orElse(readable.text());
        if (rules.contains(CleaningRule.UPPER_CASE)) {
            cleaned = cleaned.toUpperCase(Locale.ROOT);
        }
        return new Cleaned(cleaned, readable.repaired());
    }

    /**
     * The number in a cell. Text must be written in the declared notation, and nothing else is read: with thousands points {@code 1.23} is no
     * number. A numeric cell has no notation and is what it is.
     */
    Optional<BigDecimal> number(RawValue value) {
        if (value.type() != CellType.TEXT) {
            return Values.number(value);
        }
        return notation.plain(readable(value.text()).text())
                .flatMap(plain -> Values.number(new RawValue(CellType.TEXT, plain)));
    }

    /** Without what hides the words; each rule may uncover what another one takes away. */
    private Cleaned readable(String text) {
        String current = Texts.fold(text);
        boolean repaired = false;
        if (rules.contains(CleaningRule.MOJIBAKE)) {
            // First as it is: the second byte of à is a blank to whoever folds.
            Optional<String> meant = Mojibake.repair(text).or(() -> Mojibake.repair(Texts.fold(text)));
            repaired = meant.isPresent();
            current = Texts.fold(meant.orElse(text));
        }
        String before;
        do {
            before = current;
            current = rules.contains(CleaningRule.FOOTNOTE_MARKS) ? LabelParts.withoutMarks(current) : current;
            current = rules.contains(CleaningRule.STRIP_QUOTES) ? LabelParts.withoutQuotes(current) : current;
            current = rules.contains(CleaningRule.WITHOUT_CODE) ? LabelParts.withoutCode(current) : current;
        } while (!current.equals(before));
        return new Cleaned(current, repaired);
    }
}
