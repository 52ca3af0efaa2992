package org.sumario.normalise;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.jobs.CleaningRule;

/**
 * How a column writes its numbers: the sign between groups of three digits, the decimal sign, and whether a percent sign may follow. Read
 * strictly: {@code 1,23} has no group of three, so with thousands commas it is no number at all, and never 123.
 */
final class NumberNotation {
    /** A group that takes part in no match. */
    private static final String NEVER = "((?!))?";

    private final Pattern pattern;
    private final String separator;

    private NumberNotation(String separator, String decimalSign, boolean hasPercent) {
        this.separator = separator;
        String groups = separator.isEmpty() ? "" : "|[1-9]\\d{0,2}(?:" + Pattern.quote(separator) + "\\d{3}){1,9}";
        String decimals = decimalSign.isEmpty() ? NEVER : "(?:" + Pattern.quote(decimalSign) + "(\\d{1,30}))?";
        String percent = hasPercent ? "( ?%)?" : NEVER;
        this.pattern = Pattern.compile("([+-]?)(\\d{1,30}" + groups + ")" + decimals + percent);
    }

    static NumberNotation of(Set<CleaningRule> rules) {
        String separator = "";
        String decimalSign = rules.contains(CleaningRule.DECIMAL_COMMA) ? "," : ".";
        if (rules.contains(CleaningRule.THOUSANDS_COMMA)) {
            separator = ",";
        } else if (rules.contains(CleaningRule.THOUSANDS_POINT)) {
            separator = ".";
        } else if (rules.contains(CleaningRule.THOUSANDS_SPACE)) {
            separator = " ";
        }
        // One sign cannot mean both: with thousands points and no decimal commas there are no decimals.
        return new NumberNotation(
                separator, decimalSign.equals(separator) ? "" : decimalSign, rules.contains(CleaningRule.PERCENT));
    }

    /** The number as plain digits with a decimal point, a percentage divided by 100 exactly; empty where the text is no number. */
    Optional<String> plain(String text) {
        Matcher number = pattern.matcher(text);
        if (!number.matches()) {
            return Optional.empty();
        }
        String whole = separator.isEmpty() ? number.group(2) : number.group(2).replace(separator, "");
        String decimals = number.group(3) == null ? "" : "." + number.group(3);
        String plain = number.group(1) + whole + decimals;
        return Optional.of(
                number.group(4) == null
                        ? plain
                        : new BigDecimal(plain).movePointLeft(2).toPlainString());
    }
}
