package org.sumario.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whatever names months in a text, written as the span of its first and last month: {@code I TRIMESTRE DE 2020} is {@code <01-03> DE 2020}. */
final class PeriodParts {

    /** All that a period is written with; any other letter or sign, or a text longer than any of its forms, is none. */
    private static final Pattern ALPHABET = Pattern.compile("[A-Z0-9 .,/'°º-]{0,80}");

    private static final Pattern DASH = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern APOSTROPHE = Pattern.compile("[\\u2018\\u2019\\u00B4`]");
    private static final Pattern MONTH = Pattern.compile("<(\\d\\d)>");

    private static final String ORDINAL = "(III|II|IV|I|VI|V|[1-6]"
            + "|PRIMERO?|SEGUNDO|TERCERO?|CUARTO|QUINTO|SEXTO|FIRST|SECOND|THIRD|FOURTH)"
            + "(?: ?(?:ERO?|RO|DO|TO|ST|ND|RD|TH)|\\.?[°º])?\\.?";
    private static final String WORD = "TRIMESTRE|TRIM|QUARTER|QTR|SEMESTRE|HALF|BIMESTRE|CUATRIMESTRE";

    /** {@code I Trimestre}, {@code 1er Trim.}, {@code Primer semestre}, {@code I Sem.}; SEM before a number may be a week. */
    private static final Pattern ORDINAL_FIRST =
            Pattern.compile("(?<![A-Z0-9/])" + ORDINAL + "[ -]?(" + WORD + "|SEM)(?![A-Z0-9])\\.?");

    /** {@code Trimestre 1}, {@code Trim. IV}. */
    private static final Pattern WORD_FIRST =
            Pattern.compile("(?<![A-Z])(" + WORD + ")(?![A-Z])\\.?[ -]?" + ORDINAL + "(?![A-Z0-9])");

    /** {@code T1}, {@code 2020T1}, {@code 2020-Q1}, {@code 2021-S1}, {@code 2021-H1}. */
    private static final Pattern LETTER_FIRST = Pattern.compile("(?<![A-Z])([TQSH])-?([1-6])(?![A-Z0-9])");

    /** {@code 1T 2020}. */
    private static final Pattern LETTER_LAST = Pattern.compile("(?<![A-Z0-9/])([1-6])([TQSH])(?![A-Z])");

    /** {@code 2022-01}; {@code 2011/12} may be a year that begins in another month, and {@code 2020-1} half a year. */
    private static final Pattern YEAR_MONTH =
            Pattern.compile("(?<![0-9/.-])((?:19|20)\\d{2})(?:-|M)(0[1-9]|1[0-2])(?![0-9/.A-Z]|-\\d)");

    /** {@code 01/2022}. */
    private static final Pattern MONTH_YEAR =
            Pattern.compile("(?<![0-9/.A-Z]|\\d-)(0[1-9]|1[0-2])[/-]((?:19|20)\\d{2})(?![0-9/.A-Z]|-\\d)");

    private static final List<String> ROMAN = List.of("I", "II", "III", "IV", "V", "VI");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("PRIMER", 1),
            Map.entry("PRIMERO", 1),
            Map.entry("FIRST", 1),
            Map.entry("SEGUNDO", 2),
            Map.entry("SECOND", 2),
            Map.entry("TERCER", 3),
            Map.entry("TERCERO", 3),
            Map.entry("THIRD", 3),
            Map.entry("CUARTO", 4),
            Map.entry("FOURTH", 4),
            Map.entry("QUINTO", 5),
            Map.entry("SEXTO", 6));

    private PeriodParts() {}

    /** The text with spans for names of months, parts of a year and numbered months; empty where it holds what no period does. */
    static String spans(String text) {
        String plain = APOSTROPHE
                .matcher(DASH.matcher(Texts.plain(text)).replaceAll("-"))
                .replaceAll("'");
        if (!ALPHABET.matcher(plain).matches()) {
            return "";
        }
        String spans = MONTH.matcher(MonthNames.numbered(plain)).replaceAll("<$1-$1>");
        spans = replace(ORDINAL_FIRST, spans, match -> part(match, match.group(1), match.group(2)));
        spans = replace(WORD_FIRST, spans, match -> part(match, match.group(2), match.group(1)));
        spans = replace(LETTER_FIRST, spans, match -> part(match, match.group(2), match.group(1)));
        spans = replace(LETTER_LAST, spans, match -> part(match, match.group(1), match.group(2)));
        spans = YEAR_MONTH.matcher(spans).replaceAll("<$2-$2> $1");
        return MONTH_YEAR.matcher(spans).replaceAll("<$1-$1> $2");
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
    }

    /** The months of a part of the year; the text as it is where the year has no such part. */
    private static String part(MatchResult match, String ordinal, String word) {
        int months =
                switch (word.charAt(0)) {
                    case 'B' -> 2;
                    case 'C' -> 4;
                    case 'S', 'H' -> 6;
                    default -> 3;
                };
        int part = Character.isDigit(ordinal.charAt(0))
                ? ordinal.charAt(0) - '0'
                : WORDS.getOrDefault(ordinal, ROMAN.indexOf(ordinal) + 1);
        int last = part * months;
        return last > 12 ? match.group() : String.format(Locale.ROOT, "<%02d-%02d>", last - months + 1, last);
    }
}
