package org.sumario.normalise;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of months in Spanish and English, whole or abbreviated, as publications print them: {@code SETIEMBRE} (Peru), {@code
 * Septiembre} (Mexico, Chile), {@code set}, {@code Sept.}, {@code Ene-22}. No name means two months, so the language need not be known.
 */
final class MonthNames {
    private static final List<Pattern> NAMES = List.of(
            month("ENERO|JANUARY", "ENE|JAN"),
            month("FEBRERO|FEBRUARY", "FEB"),
            month("MARZO|MARCH", "MAR"),
            month("ABRIL|APRIL", "ABR|APR"),
            month("MAYO", "MAY"),
            month("JUNIO|JUNE", "JUN"),
            month("JULIO|JULY", "JUL"),
            month("AGOSTO|AUGUST", "AGO|AUG"),
            month("SEPTIEMBRE|SETIEMBRE|SEPTEMBER", "SEPT|SEP|SET"),
            month("OCTUBRE|OCTOBER", "OCT"),
            month("NOVIEMBRE|NOVEMBER", "NOV"),
            month("DICIEMBRE|DECEMBER", "DIC|DEC"));

    private MonthNames() {}

    /** {@linkplain Texts#plain Plain} text with each name, and the point of an abbreviation, as its number: {@code <01> DE 2022}. */
    static String numbered(String plain) {
        String numbered = plain;
        for (int month = 1; month <= NAMES.size(); month++) {
            numbered = NAMES.get(month - 1)
                    .matcher(numbered)
                    .replaceAll(month < 10 ? "<0" + month + ">" : "<" + month + ">");
        }
        return numbered;
    }

    private static Pattern month(String names, String abbreviations) {
        return Pattern.compile("(?<![A-Z])(?:(?:" + names + ")(?![A-Z])|(?:" + abbreviations + ")(?![A-Z])\\.?)");
    }
}
