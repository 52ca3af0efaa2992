package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.ReferencePeriod;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

class PeriodTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/values/periods.csv",
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false)
    void readsThePeriodOrNone(
            @Nullable String text, @Nullable Integer year, @Nullable Integer first, @Nullable Integer last) {
        Optional<PeriodText> period = parse(CellType.TEXT, text == null ? "" : text);
        if (first == null || last == null) {
            assertThat(period).isEmpty();
        } else {
            assertThat(period).hasValueSatisfying(found -> {
                assertThat(found.year()).isEqualTo(year);
                assertThat(found.firstMonth()).isEqualTo(first);
                assertThat(found.lastMonth()).isEqualTo(last);
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/values/periods.csv",
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false)
    void whiteSpaceCaseAndFormOfAccentsChangeNothing(@Nullable String text) {
        if (text != null) {
            String other = Normalizer.normalize(text, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replace(" ", "\u00A0\u2003\n\t");
            assertThat(parse(CellType.TEXT, "\uFEFF" + other + "\u2003")).isEqualTo(parse(CellType.TEXT, text));
        }
    }

    @Test
    void aDateCellIsTheMonthWhoseEdgeItIs() {
        assertThat(parse(CellType.DATE, "2022-03-01")).contains(new PeriodText(2022, 3, 3, 0));
        assertThat(parse(CellType.DATE, "2022-03-31")).contains(new PeriodText(2022, 3, 3, 0));
        assertThat(parse(CellType.DATE, "2022-03-30")).isEmpty();
        assertThat(parse(CellType.DATE, "2022-03-01T08:00")).isEmpty();
    }

    @Test
    void aNumberCellIsAYear() {
        assertThat(parse(CellType.NUMBER, "2022")).contains(new PeriodText(2022, 1, 12, 0));
        assertThat(parse(CellType.NUMBER, "44562")).isEmpty();
        assertThat(parse(CellType.NUMBER, "1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "BOOLEAN"})
    void anErrorOrTruthIsNoPeriodWhateverItsText(CellType type) {
        assertThat(parse(type, "2022")).isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "ENERO - MAYO, 2023, 2023-01-01, 2023-05-31",
                "Febrero, 2024, 2024-02-01, 2024-02-29",
                "ene-22, 2022, 2022-01-01, 2022-01-31",
                "ene-22, none, 2022-01-01, 2022-01-31",
                "2021-S2, none, 2021-07-01, 2021-12-31",
                "01 al 28 de febrero, 2023, 2023-02-01, 2023-02-28",
                "01 al 29 de febrero, 2024, 2024-02-01, 2024-02-29"
            })
    void joinsTheYearGivenElsewhere(String text, @Nullable Integer year, LocalDate start, LocalDate end) {
        assertThat(parse(CellType.TEXT, text).orElseThrow().within(year)).contains(new ReferencePeriod(start, end));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "ene-22, 2023",
                "ENERO - MAYO, none",
                "01 al 28 de febrero, 2024",
                "01 al 29 de febrero, 2023",
                "2022, 2021"
            })
    void isNoPeriodWhereTheYearsContradictEachOther(String text, @Nullable Integer year) {
        assertThat(parse(CellType.TEXT, text).orElseThrow().within(year)).isEmpty();
    }

    private static Optional<PeriodText> parse(CellType type, String text) {
        return PeriodText.parse(new RawValue(type, text));
    }
}
