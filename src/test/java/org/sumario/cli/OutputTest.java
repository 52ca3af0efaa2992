package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sumario.settings.Format;

class OutputTest {

    @Test
    void csvWritesTheSameTextOnEveryPlatform() throws IOException {
        assertThat(print(
                        Format.CSV,
                        List.of("decimal", "double", "big", "day", "moment", "instant"),
                        Arrays.asList(
                                new BigDecimal("1E+3"),
                                0.001,
                                1e20,
                                LocalDate.of(2024, 1, 2),
                                LocalDateTime.of(2024, 1, 2, 3, 0),
                                Instant.parse("2024-01-02T03:00:00Z"))))
                .isEqualTo("decimal,double,big,day,moment,instant\n"
                        + "1000,0.001,1.0E20,2024-01-02,2024-01-02T03:00:00,2024-01-02T03:00:00Z\n");
    }

    @Test
    void csvQuotesWhatWouldBreakARow() throws IOException {
        assertThat(print(Format.CSV, List.of("a"), List.of("x\ny"), List.of("\"q\""), List.of("\r")))
                .isEqualTo("a\n\"x\ny\"\n\"\"\"q\"\"\"\n\"\r\"\n");
    }

    @Test
    void csvKeepsARowWhoseOnlyFieldIsEmpty() throws IOException {
        assertThat(print(Format.CSV, List.of("a"), Arrays.asList((Object) null)).lines())
                .hasSize(2);
    }

    @Test
    void jsonKeepsNumbersTruthAndNullAndTheOrderOfColumns() throws IOException {
        assertThat(print(
                        Format.JSON,
                        List.of("z", "a", "n", "d"),
                        Arrays.asList("\"\u0001ñ", true, null, new BigDecimal("1E+2")),
                        Arrays.asList("", false, 1L, LocalDate.of(2024, 1, 2))))
                .isEqualTo("[\n{\"z\":\"\\\"\\u0001ñ\",\"a\":true,\"n\":null,\"d\":100},\n"
                        + "{\"z\":\"\",\"a\":false,\"n\":1,\"d\":\"2024-01-02\"}\n]\n");
    }

    @Test
    void columnsOfOneNameAreToldApartInEveryFormat() throws IOException {
        List<String> names = List.of("a", "a", "a_1", "a");
        assertThat(print(Format.CSV, names, List.of(1, 2, 3, 4))).startsWith("a,a_2,a_1,a_3\n");
        assertThat(print(Format.JSON, names, List.of(1, 2, 3, 4))).contains("{\"a\":1,\"a_2\":2,\"a_1\":3,\"a_3\":4}");
    }

    @Test
    void tableStripsControlAndDirectionCharactersAndAlignsAccents() throws IOException {
        assertThat(print(
                        Format.TABLE,
                        List.of("text", "n"),
                        List.of("\u001b]0;title\u0007a\u202eb\tc\u2028", 1),
                        List.of("n\u0303andu\u0301", 10)))
                .isEqualTo("text           n\n------------  --\n]0;titleab c   1\nn\u0303andu\u0301         10\n");
    }

    @Test
    void tableCutsLongTextsAndGoesOnPastTheRowsItMeasured() throws IOException {
        StringWriter writer = new StringWriter();
        Output output = Output.of(Format.TABLE, writer);
        output.columns(List.of("a", "b"));
        for (int i = 0; i < 1_500; i++) {
            output.row(List.of(i, "x".repeat(i == 1_400 ? 500 : 3)));
        }
        output.end();
        List<String> lines = writer.toString().lines().toList();
        assertThat(lines).hasSize(1_502).endsWith("1499  xxx");
        assertThat(lines.get(1_402)).isEqualTo("1400  " + "x".repeat(79) + "…");
    }

    @SafeVarargs
    private static String print(Format format, List<String> names, List<? extends @Nullable Object>... rows)
            throws IOException {
        StringWriter writer = new StringWriter();
        Output output = Output.of(format, writer);
        output.columns(names);
        for (List<? extends @Nullable Object> row : rows) {
            output.row(new java.util.ArrayList<>(row));
        }
        output.end();
        return writer.toString();
    }
}
