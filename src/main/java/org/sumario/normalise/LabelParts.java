package org.sumario.normalise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label and what publications print before and behind it; white space is folded already. */
final class LabelParts {

    /**
     * One sign that refers to a note, as INEI ({@code SAN MIGUEL 8/ 9/}, {@code 2021 P/}) and others ({@code Total (*)}, {@code Puno (1)}, {@code 2022 (p)},
     * {@code Tacna¹}) print them. A digit without a sign belongs to the name ({@code Región 15}), as do the exponents of units ({@code km²}),
     * {@code (a)} of {@code Imputado(a)} and the currency {@code S/}.
     */
    private static final Pattern MARK = Pattern.compile(
            "[ ,;]*(?:\\*{1,5}|[†‡]|\\(\\*{1,5}\\)|(?<=\\d ?)\\([pPeErR]\\)|\\(\\d{1,2}\\)|\\[\\d{1,2}\\]"
                    + "|(?<=[ \\p{L})/*])\\d{1,2}/|(?<=[ /])[a-hPE]/"
                    + "|(?<!(?:^|[^\\p{L}])[kKcCdDmM]?[mM])(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹⁽⁾]{1,6})$");

    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\d]");

    private static final Pattern QUOTED =
            Pattern.compile("=?(\"+)([^\"]+)\\1|('+)([^']+)\\3|“([^“”]+)”|«([^«»]+)»|‘([^‘’]+)’|'(\\d[^']*)");

    /** A code with its closing sign, or one with points, which needs none. What follows has a letter. */
    private static final Pattern CODE =
            Pattern.compile("(?:\\d{1,4}(?:\\.\\d{1,4})*(?:(?:\\.-|\\.?\\)|[.:]) ?(?!\\d)| ?[-–—] )"
                    + "|(?:[A-Z](?:\\.?\\d{1,4})*|[IVX]{2,5}|[a-z](?=\\)))(?:(?:\\.-|\\.?\\)|[.:])| ?[-–—]) "
                    + "|(?:\\d{1,4}|[A-Z])(?:\\.\\d{1,4})+ )(?=.*\\p{L})");

    private LabelParts() {}

    /** Without the marks at the end; a text of nothing but marks heads a note and stays. */
    static String withoutMarks(String text) {
        String label = text;
        for (Matcher mark = MARK.matcher(label); mark.find(); mark = MARK.matcher(label)) {
            String rest = label.substring(0, mark.start());
            if (!LETTER_OR_DIGIT.matcher(rest).find()) {
                return text;
            }
            label = rest;
        }
        return label;
    }

    /** Without quotation marks around all of it. */
    static String withoutQuotes(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return text;
        }
        for (int group : new int[] {2, 4, 5, 6, 7, 8}) {
            String inner = quoted.group(group);
            if (inner != null && !inner.isBlank()) {
                return inner.strip();
            }
        }
        return text;
    }

    /** Without the code before it. */
    static String withoutCode(String text) {
        Matcher code = CODE.matcher(text);
        return code.lookingAt() ? text.substring(code.end()).strip() : text;
    }
}
