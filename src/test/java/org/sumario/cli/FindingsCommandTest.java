package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.cli.SmallWarehouse.Answer;

class FindingsCommandTest {
    private static final String HEADER =
            "periodo_denuncia;anio_denuncia;fecha_descarga;distrito_fiscal;especialidad;tipo_caso;"
                    + "generico;subgenerico;articulo;des_articulo;cantidad;ubigeo_pjfs;dpto_pjfs;prov_pjfs;dist_pjfs;fecha_corte\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path home;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SmallWarehouse warehouse;

    private Path jobs = Path.of("jobs");

    @BeforeEach
    void open() {
        warehouse = new SmallWarehouse(home);
    }

    @Test
    void anAcceptedFindingStaysSoInTheNextFileUntilItIsOpenedAgain() throws IOException {
        assertThat(sumario("load", file("may.csv", "MAYO", "13/06/2023", "LIMA SURR", 40))
                        .exitCode())
                .isEqualTo(3);
        List<String> open = cells(sumario("findings", "--code", "label_unmapped"));
        assertThat(open.get(7)).isEqualTo("LIMA SURR");
        String finding = open.get(9);
        assertThat(open.subList(10, 15)).containsExactly("open", "1", "1", "a label of the code list", "40");

        assertThat(sumario("findings", "accept", finding, "--reason", " ").exitCode())
                .isEqualTo(2);
        assertThat(sumario("findings", "accept", "000000000000", "--reason", "x")
                        .messages())
                .contains("No finding begins with 000000000000");
        Answer accepted =
                sumario("findings", "accept", finding.substring(0, 10), "--reason", "the office's own spelling");
        assertThat(accepted.exitCode()).as(accepted.messages()).isZero();
        assertThat(sumario("findings", "--code", "label_unmapped").lines()).hasSize(1);
        assertThat(sumario("findings", "accept", finding, "--reason", "x").messages())
                .contains("is accepted; only an open one");

        sumario("load", file("june.csv", "JUNIO", "13/07/2023", "LIMA SURR", 50));
        List<String> seenAgain = cells(sumario("findings", "--state", "accepted"));
        assertThat(seenAgain.get(3)).isEqualTo("june.csv");
        assertThat(seenAgain.subList(9, 13)).containsExactly(finding, "accepted", "1", "3");
        assertThat(sumario("query", "select finding, accepted_reason from star.dim_accepted_finding")
                        .lines())
                .containsExactly("finding,accepted_reason", finding + ",the office's own spelling");
        assertThat(sumario("verify").exitCode()).isZero();

        assertThat(sumario("findings", "reopen", finding, "--reason", "it is not")
                        .exitCode())
                .isZero();
        assertThat(cells(sumario("findings", "--code", "label_unmapped")).get(10))
                .isEqualTo("open");
        assertThat(sumario("replay", "--all").exitCode()).isZero();
    }

    @Test
    void whatTheNextFileNoLongerHasIsFixedAndOnlyWhatIsNewIsNew() throws IOException {
        sumario("load", file("may.csv", "MAYO", "13/06/2023", "LIMA SURR", 40));
        Answer next = sumario("load", file("june.csv", "JUNIO", "13/07/2023", "LIMA NORRTE", 50));

        assertThat(next.messages()).contains("Findings: 1 new, 0 fixed, 2 open");
        assertThat(cells(sumario("findings", "--new", "--severity", "warning")).get(7))
                .isEqualTo("LIMA NORRTE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "=cmd|'=cmd",
                "+1+1|'+1+1",
                "-2+3|'-2+3",
                "@SUM(A1)|'@SUM(A1)",
                "-3|-3",
                "+51 1.234,5|'+51 1.234,5",
                "-1.234,5|-1.234,5",
                "ANCASH|ANCASH"
            })
    void aTextNeverBecomesAFormulaInTheCsv(String text, String written) {
        assertThat(HarmlessTexts.of(text)).isEqualTo(written);
    }

    @Test
    void mendingTheCodeListBringsTheCountInAndEndsTheFinding() throws IOException {
        jobs = copyOfJobs();
        Path file = jobs.resolve("mpfn-complaints.yml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "  complete: [fiscal_district]",
                                "  unmapped_share_at_most: 1\n  rejected_share_at_most: 1"));
        String may = file("may.csv", "MAYO", "13/06/2023", "LIMA SURR", 40);
        assertThat(sumario("load", may).messages()).contains("Findings: 1 new, 0 fixed, 1 open");
        String delivery = sumario("deliveries").lines().get(1).substring(0, 8);
        sumario(
                "jobs",
                "map",
                "LIMA SURR",
                "LIMA-SUR",
                "--codelist",
                "pe-fiscal-districts",
                "--delivery",
                delivery,
                "--reason",
                "a slip");

        Answer mended = sumario("load");
        assertThat(mended.messages()).contains("Findings that are none any more since the mapping was changed: 1");
        assertThat(sumario("findings", "--state", "all", "--severity", "warning")
                        .lines())
                .hasSize(1);
        assertThat(sumario(
                                "query",
                                "select fiscal_district_code, complaint_count, vintage_code from published.complaint")
                        .lines())
                .containsExactly(
                        "fiscal_district_code,complaint_count,vintage_code",
                        "LIMA-SUR,40,mpfn-complaints:all:2023@2023-05-31.2023-06-13.2023-08-15");
        assertThat(sumario(
                                "query",
                                "select member_code, after_count - before_count as difference"
                                        + " from published.mapping_change where dimension = 'fiscal_district' order by 1")
                        .lines())
                .contains("LIMA-SUR,40");
    }

    private Path copyOfJobs() throws IOException {
        Path copy = home.resolve("jobs");
        try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
            for (Path from : files.toList()) {
                Path to = copy.resolve(Path.of("jobs").relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
        }
        return copy;
    }

    @Test
    void rawGivesTextsAsTheyAre() throws IOException {
        String formula = "=HYPERLINK(\"http://x.example\")";
        sumario("load", file("may.csv", "MAYO", "13/06/2023", "\"" + formula.replace("\"", "\"\"") + "\"", 40));

        String quoted = "\"" + "=HYPERLINK(\"\"http://x.example\"\")" + "\"";
        assertThat(sumario("findings", "--code", "label_unmapped").output())
                .contains(",\"'" + quoted.substring(1))
                .doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");
        assertThat(sumario("findings", "--code", "label_unmapped", "--raw").output())
                .contains("," + quoted + ",");
    }

    @Test
    void manyFindingsAreSummedUpForAPersonAndGivenInFullToAProgram() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int row = 0; row < 300; row++) {
            rows.append("ENERO - MAYO;2023;13/06/2023;LIMA SURR;PENAL;DENUNCIA;a;b;" + row
                    + ";c;2;150101;LIMA;x;y;15/06/2023\n");
        }
        sumario("load", Files.writeString(home.resolve("many.csv"), rows).toString());

        Answer table = sumario("findings", "--format", "table", "--severity", "warning");
        assertThat(table.lines()).hasSize(3);
        assertThat(table.output()).contains("LABEL_UNMAPPED", "300", "600", "many.csv!many!D2");
        assertThat(table.messages()).contains("300 findings, summed up by severity and code");
        assertThat(sumario("findings", "--severity", "warning").lines()).hasSize(301);
    }

    private String file(String name, String lastMonth, String extracted, String district, int count)
            throws IOException {
        String row = "ENERO - " + lastMonth + ";2023;" + extracted + ";" + district + ";PENAL;DENUNCIA;a;b;152;c;"
                + count + ";021801;ANCASH;x;y;15/08/2023\n";
        return Files.writeString(home.resolve(name), HEADER + row).toString();
    }

    private static List<String> cells(Answer answer) {
        assertThat(answer.lines()).as(answer.output()).hasSize(2);
        return CsvReader.builder().ofCsvRecord(answer.output()).stream()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .getFields();
    }

    private Answer sumario(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--warehouse",
                home.resolve("warehouse").toString(),
                "--jobs",
                jobs.toAbsolutePath().toString(),
                "--input",
                Files.createDirectories(home.resolve("inbox")).toString()));
        return warehouse.run(all.toArray(String[]::new));
    }
}
