package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Layout.Mark;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;

/** The texts of a column after the cleaning that it declares; what they mean is asked once per distinct text. */
final class CleanTexts {
    private final Dictionary dictionary;
    private final Cleaning cleaning;
    private final List<Mark> marks;

    private CleanTexts(Dictionary dictionary, List<CleaningRule> rules, List<Mark> marks) {
        this.dictionary = dictionary;
        this.cleaning = Cleaning.of(rules);
        this.marks = marks;
    }

    static CleanTexts of(Dictionary dictionary, Column column) {
        return new CleanTexts(dictionary, column.clean(), column.marks());
    }

    /** The value with its text cleaned. */
    RawValue value(int code) {
        return clean(dictionary.value(code), cleaning);
    }

    /** A cell that is no text has no notation, and is what it is. */
    static RawValue clean(RawValue raw, Cleaning cleaning) {
        return raw.type() == CellType.TEXT
                ? new RawValue(CellType.TEXT, cleaning.apply(raw.text()).text())
                : new RawValue(raw.type(), Texts.fold(raw.text()));
    }

    /** The number in a cell, written in the notation that the column declares. */
    Optional<BigDecimal> number(int code) {
        return cleaning.number(dictionary.value(code));
    }

    String text(int code) {
        return value(code).text();
    }

    /** Whether cleaning had to repair letters that another encoding had broken. */
    boolean isRepaired(int code) {
        return cleaning.apply(dictionary.value(code).text()).repaired();
    }

    /** What a text that stands for no value of its own means; null for any other. */
    @Nullable
    Blank meaning(int code) {
        if (marks.isEmpty()) {
            return null;
        }
        String text = Texts.fold(dictionary.value(code).text());
        return marks.stream()
                .filter(mark -> Texts.fold(mark.text()).equals(text))
                .map(Mark::meaning)
                .findFirst()
                .orElse(null);
    }
}
