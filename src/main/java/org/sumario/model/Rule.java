package org.sumario.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a source's figures should satisfy, written as one select over the staging of a delivery: a row of its result is an offence. Texts
 * may insert columns of the result as {@code {column}}.
 *
 * @param name in lower case with underscores; the finding's code is the same in upper case
 * @param reason why an offence is one, by language ({@code en}, {@code es})
 * @param advice what to do about it, by language
 * @param parameters numbers that the SQL reads, by name
 * @param fileName the file that it stands in, to name it where it is wrong
 * @param line the line of that file, counted from 1, on which its SQL begins
 */
public record Rule(
        String name,
        Severity severity,
        Map<String, String> reason,
        Map<String, String> advice,
        Map<String, BigDecimal> parameters,
        String sql,
        String fileName,
        int line) {

    /** The code of its findings. */
    public String code() {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The sentence about an offence in one language, its columns still to be inserted. */
    public String sentence(String language) {
        return reason.getOrDefault(language, "").strip() + " "
                + advice.getOrDefault(language, "").strip();
    }

    /** That it is wrong, where its SQL begins or further down. */
    public Refused refusal(int linesDown, String explanation) {
        return new Refused("JOB_FILE_BAD", fileName, line + linesDown, "the rule '" + name + "': " + explanation);
    }

    /** What it means, wherever it stands: where that is the same, it finds the same. */
    @Override
    public String toString() {
        return List.of(name, severity, new TreeMap<>(reason), new TreeMap<>(advice), new TreeMap<>(parameters), sql)
                .toString();
    }
}
