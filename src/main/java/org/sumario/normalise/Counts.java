package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Layout.Column;
import org.sumario.rows.Dictionary;

/** The cells of a measure, each distinct text understood once. */
final class Counts {
    /** The count of a measure for which there is no cell. */
    static final Count NONE = new Count(null, 0, null);

    private final Dictionary dictionary;
    private final CleanTexts texts;
    private final ColumnRole.Blank blank;
    private @Nullable Count[] byCode = new Count[0];

    /** A count cell as understood: a number or none, and why it is no count. */
    record Count(
            @Nullable BigDecimal number,
            long value,
            @Nullable String problem) {
        /** Whether it is a blank that is declared absent: no count. */
        boolean isAbsent() {
            return number == null && problem == null;
        }

        /** Whether it can be counted. */
        boolean isReadable() {
            return number != null && problem == null;
        }
    }

    private Counts(Dictionary dictionary, CleanTexts texts, ColumnRole.Blank blank) {
        this.dictionary = dictionary;
        this.texts = texts;
        this.blank = blank;
    }

    /** @param column a column with the role measure */
    static Counts of(Dictionary dictionary, Column column) {
        return new Counts(dictionary, CleanTexts.of(dictionary, column), ((ColumnRole.Measure) column.role()).blank());
    }

    Count of(int code) {
        if (code >= byCode.length) {
            byCode = Arrays.copyOf(byCode, dictionary.size());
        }
        Count known = byCode[code];
        if (known == null) {
            known = understand(code);
            byCode[code] = known;
        }
        return known;
    }

    private Count understand(int code) {
        ColumnRole.Blank mark = texts.meaning(code);
        if (mark != null) {
            return without(mark, "COUNT_MARKED_REJECTED");
        }
        if (texts.text(code).isEmpty()) {
            return without(blank, "COUNT_BLANK");
        }
        Optional<BigDecimal> number = texts.number(code);
        if (number.isEmpty()) {
            return new Count(null, 0, "COUNT_NOT_A_NUMBER");
        }
        BigDecimal value = number.get();
        if (value.signum() < 0) {
            return new Count(value, 0, "COUNT_NEGATIVE");
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.precision() - value.scale() > 18) {
            return new Count(value, 0, whole ? "COUNT_TOO_LARGE" : "COUNT_NOT_WHOLE");
        }
        return new Count(value, value.longValueExact(), null);
    }

    /** What a cell without a number counts as. */
    private static Count without(ColumnRole.Blank meaning, String problem) {
        return switch (meaning) {
            case ABSENT -> NONE;
            case ZERO -> new Count(BigDecimal.ZERO, 0, null);
            default -> new Count(null, 0, problem);
        };
    }
}
