package org.sumario.jobs;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What may be cleaned in the texts of a column, besides white space, which is folded always. The rules act in the order in which they
 * stand here, whatever their order in a job file.
 */
public enum CleaningRule {
    /** UTF-8 that was read as Windows-1252 or Latin-1 is repaired, where the whole text is: {@code asociaciÃ³n}. Each repair is a finding. */
    MOJIBAKE,

    /** Signs that refer to a note, at the end: {@code Callao 2/}, {@code Lima 1/ 2/}, {@code Total (*)}, {@code Tacna¹}, {@code Puno (1)}, {@code 2021 P/}, {@code 2022 (p)}. */
    FOOTNOTE_MARKS,

    /** Quotation marks around the whole text, and what spreadsheets write for "this is text": {@code "Robo"}, {@code ="010101"}. */
    STRIP_QUOTES,

    /** The code before a label: {@code 12. Homicidios}, {@code 1.2.3 Robo}, {@code 01 - Robo}; a number alone ({@code 12 de Octubre}) is none. */
    WITHOUT_CODE,

    /** {@code 1,234,567.8} is a number; {@code 1,23} is none. */
    THOUSANDS_COMMA,

    /** {@code 1.234.567} is a number; {@code 1.23} is none. */
    THOUSANDS_POINT,

    /** {@code 1 234 567} is a number, with blanks of any kind and width. */
    THOUSANDS_SPACE,

    /** {@code 12,5} is a number; {@code 12.5} is none. */
    DECIMAL_COMMA,

    /** {@code 12.5 %} is the number 0.125; without the sign a number stays as it is. */
    PERCENT,

    /** Capital letters, for labels that come in both. */
    UPPER_CASE;

    /** The word in a job file, such as {@code thousands_comma}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule that a word in a job file names. */
    public static Optional<CleaningRule> of(String word) {
        for (CleaningRule rule : values()) {
            if (rule.word().equals(word)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Two of the rules that give one sign two meanings. */
    public static Optional<Set<CleaningRule>> conflict(Set<CleaningRule> rules) {
        for (Set<CleaningRule> pair : Set.of(
                EnumSet.of(THOUSANDS_COMMA, THOUSANDS_POINT),
                EnumSet.of(THOUSANDS_COMMA, THOUSANDS_SPACE),
                EnumSet.of(THOUSANDS_POINT, THOUSANDS_SPACE),
                EnumSet.of(THOUSANDS_COMMA, DECIMAL_COMMA))) {
            if (rules.containsAll(pair)) {
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }
}
