package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.jobs.CleaningRule;
import org.sumario.normalise.Cleaning.Cleaned;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

class CleaningTest {
    private static final Path FIXTURES = Path.of("src/test/resources/values/cleaning.csv");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    /** A line of the table: rules, text, what becomes of it. */
    record Fixture(List<String> rules, String text, Cleaned expected) {}

    static List<Fixture> fixtures() throws IOException {
        return Files.readAllLines(FIXTURES).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(fields ->
                        new Fixture(names(fields[0]), unescaped(fields[1]), new Cleaned(fields[2], fields.length > 3)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void cleansAsTheTableSays(Fixture fixture) {
        assertThat(cleaning(String.join(",", fixture.rules())).apply(fixture.text()))
                .isEqualTo(fixture.expected());
    }

    /** But where points and commas change places: {@code 1,500} is 1.500, which read once more would be 1500. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void cleaningTwiceIsCleaningOnce(Fixture fixture) {
        Cleaning cleaning = cleaning(String.join(",", fixture.rules()));
        String once = cleaning.apply(fixture.text()).text();
        assertThat(cleaning.apply(once)).isEqualTo(new Cleaned(once, false));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theOrderOfTheRulesIsNoMatter(Fixture fixture) {
        List<String> reversed = new ArrayList<>(fixture.rules());
        Collections.reverse(reversed);
        assertThat(cleaning(String.join(",", reversed)).apply(fixture.text())).isEqualTo(fixture.expected());
    }

    @ParameterizedTest
    @EnumSource
    void leavesTextAloneThatHasNothingToClean(CleaningRule rule) {
        Cleaning cleaning = Cleaning.of(List.of(rule));
        for (String text :
                List.of("", "HURTO AGRAVADO", "129-Ñ", "LEY26859", "S/N", "INJURIA, CALUMNIA", "10", "ÁNCASH")) {
            assertThat(cleaning.apply(text)).isEqualTo(new Cleaned(text, false));
        }
    }

    @Test
    void everyRuleHasFixturesThatChangeATextAndThatDoNot() throws IOException {
        for (boolean changes : new boolean[] {true, false}) {
            Set<String> covered = fixtures().stream()
                    .filter(fixture -> fixture.rules().size() == 1
                            && !fixture.text().equals(fixture.expected().text()) == changes)
                    .map(fixture -> fixture.rules().get(0))
                    .collect(Collectors.toSet());
            assertThat(covered)
                    .containsAll(Stream.of(CleaningRule.values())
                            .map(CleaningRule::word)
                            .toList());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "|1234.5|1234.5",
                "footnote_marks|1234 1/|1234",
                "thousands_comma|1,234|1234",
                "thousands_point|1.234|1234",
                "thousands_point,decimal_comma|1.500,25|1500.25",
                "thousands_point,decimal_comma|1,500|1.500",
                "decimal_comma,percent|12,5 %|0.125",
                "thousands_space,footnote_marks|'1 234 (1)'|1234"
            })
    void readsNumbersInTheDeclaredNotation(String rules, String text, BigDecimal number) {
        assertThat(cleaning(rules).number(new RawValue(CellType.TEXT, text))).contains(number);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "|1,234",
                "thousands_comma|1,23",
                "thousands_point|1.23",
                "thousands_point,decimal_comma|12.5",
                "decimal_comma|12.5",
                "decimal_comma|1.234,5",
                "thousands_space|1 23",
                "|12 %",
                "footnote_marks|1/"
            })
    void refusesNumbersInAnyOtherNotation(String rules, String text) {
        assertThat(cleaning(rules).number(new RawValue(CellType.TEXT, text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thousands_point", "thousands_point,decimal_comma", "percent", "decimal_comma"})
    void aNumericCellHasNoNotation(String rules) {
        assertThat(cleaning(rules).number(new RawValue(CellType.NUMBER, "1.234")))
                .contains(new BigDecimal("1.234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thousands_comma,thousands_point",
                "thousands_comma,decimal_comma",
                "thousands_space,thousands_point",
                "thousands_comma,thousands_space"
            })
    void refusesRulesThatContradictEachOther(String rules) {
        assertThatIllegalArgumentException().isThrownBy(() -> cleaning(rules));
    }

    @Test
    void wordsOfJobFilesAreLowerCaseInEveryLocale() {
        assertThat(EnumSet.allOf(CleaningRule.class))
                .allSatisfy(rule -> assertThat(CleaningRule.of(rule.word())).contains(rule));
        assertThat(CleaningRule.STRIP_QUOTES.word()).isEqualTo("strip_quotes");
    }

    private static Cleaning cleaning(String rules) {
        return Cleaning.of(names(rules == null ? "" : rules).stream()
                .map(name -> CleaningRule.of(name).orElseThrow())
                .toList());
    }

    private static List<String> names(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(",", -1));
    }

    private static String unescaped(String field) {
        String text = field.startsWith("[") && field.endsWith("]") && !field.matches("\\[\\d]")
                ? field.substring(1, field.length() - 1)
                : field;
        text = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        return ESCAPE.matcher(text).replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
    }
}
