package org.sumario.jobs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What the YAML parser met, in the words of somebody who writes a list of columns rather than YAML.
 *
 * @param line counted from 1: where the mistake was begun, which for what is never closed lies above where the parser gave up
 */
record YamlMistake(int line, String explanation) {

    /** What the parser says, where that began ({@code true}) or was met, and what a person is told; the first that fits. */
    private record Known(List<String> said, boolean isAtBegin, String told) {}

    private static final String INDENTATION = "the line is not indented like those it belongs to";
    private static final String TOO_MUCH =
            "a text goes on behind a closing quotation mark or bracket, one above it is never closed";

    private static final List<Known> KNOWN = List.of(
            new Known(
                    List.of("mapping values are not allowed"),
                    false,
                    "there is a second ': ' in the line, which needs quotes around its text, or " + INDENTATION),
            new Known(List.of("could not find expected ':'"), true, "the line is no 'key: value'"),
            new Known(List.of("quoted scalar", "unexpected end of stream"), true, "the quotation mark is never closed"),
            new Known(List.of("expected ',' or ']'"), true, "the bracket [ is not closed, or a comma is missing in it"),
            new Known(List.of("expected ',' or '}'"), true, "the bracket { is not closed, or a comma is missing in it"),
            new Known(List.of("expected <block end>", "found '<block"), false, INDENTATION),
            new Known(List.of("expected <block end>"), false, TOO_MUCH + ", or " + INDENTATION),
            new Known(List.of("expected '<document start>'"), false, TOO_MUCH + ", or " + INDENTATION),
            new Known(List.of("expected the node content"), false, "a comma or a bracket stands where a text belongs"),
            new Known(List.of("(tab)"), false, "it has a tab; indent with blanks"),
            new Known(
                    List.of("cannot start any token"),
                    false,
                    "no text begins with this sign unless quotes stand around the text"),
            new Known(List.of("scanning an a"), false, "a text that begins with * or & needs quotes around it"),
            new Known(List.of("undefined alias"), false, "a text that begins with * needs quotes around it"),
            new Known(List.of("chomping"), false, "a text that begins with | or > needs quotes around it"),
            new Known(List.of("scanning a tag"), false, "a text that begins with ! needs quotes around it"),
            new Known(List.of("tag is not allowed"), false, "a text that begins with ! needs quotes around it"),
            new Known(List.of("scanning a directive"), false, "a text that begins with % needs quotes around it"),
            new Known(List.of("sequence entries are not allowed"), false, "a '- ' begins a line of its own"));

    static YamlMistake of(MarkedYAMLException met) {
        String said = (met.getContext() + " " + met.getProblem()).toLowerCase(Locale.ROOT);
        for (Known known : KNOWN) {
            if (known.said().stream().allMatch(said::contains)) {
                Mark begin = known.isAtBegin() ? met.getContextMark() : null;
                return new YamlMistake(line(begin == null ? met.getProblemMark() : begin), known.told());
            }
        }
        return new YamlMistake(line(met.getProblemMark()), String.valueOf(met.getProblem()));
    }

    /** What the parser refuses to follow for its size, without saying where: lists in lists, or lists that stand for other lists. */
    static YamlMistake ofSize(String text, LoaderOptions limits) {
        int most = limits.getNestingDepthLimit();
        int line = 1;
        int open = 0;
        for (int index = 0; index < text.length(); index++) {
            char sign = text.charAt(index);
            line += sign == '\n' ? 1 : 0;
            open += sign == '[' || sign == '{' ? 1 : sign == ']' || sign == '}' ? -1 : 0;
            if (open > most) {
                return new YamlMistake(line, "lists stand within lists more than " + most + " deep");
            }
        }
        return new YamlMistake(
                1
                        + (int) text.substring(0, Math.max(0, text.indexOf("[*")))
                                .chars()
                                .filter(sign -> sign == '\n')
                                .count(),
                "lists stand for other lists with & and * too often; write each of them out");
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
