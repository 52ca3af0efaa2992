package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.jobs.JobFiles;

/** A drafted job file is one that can be used as it is, and brings every count of the spreadsheet. */
class JobsDraftTest {
    private static final Path REAL = Path.of("../shared/data");
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path QUIRKS = RESOURCES.resolve("quirks");
    private static final Path DRAFTS = RESOURCES.resolve("drafts");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    static Stream<Path> spreadsheets() throws IOException {
        try (Stream<Path> quirks = Files.list(QUIRKS);
                Stream<Path> drafts = Files.list(DRAFTS)) {
            List<Path> found = Stream.concat(quirks, drafts)
                    .filter(file -> file.toString().matches(".*\\.(?:csv|xlsx|ods)"))
                    .filter(file -> !file.toString().matches(".*(?:\\.expected|totals)\\.csv"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(30);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("spreadsheets")
    void everyDraftCanBeUsed(Path spreadsheet) throws IOException {
        assertThat(JobFiles.parse(written(spreadsheet)).layouts()).hasSize(1);
    }

    /** The file lists, of each spreadsheet, what must be counted of a measure and what must be rejected. */
    @ParameterizedTest
    @CsvFileSource(resources = "/drafts/totals.csv")
    void everyDraftBringsTheControlTotal(String spreadsheet, String measure, String counted, String rejected)
            throws IOException {
        assertThat(checkDraftOf(RESOURCES.resolve(spreadsheet)).lines())
                .anyMatch(line -> line.startsWith("total," + measure + ",,")
                        && line.endsWith(" = " + counted + " + " + rejected));
    }

    @ParameterizedTest
    @CsvSource({
        "mpfn-delitos/delitos_2019.csv, complaint_count, 1081851",
        "mpfn-delitos/delitos_2020.csv, complaint_count, 693475",
        "mpfn-delitos/delitos_2022.csv, complaint_count, 1126824",
        "mpfn-delitos/delitos_2023.csv, complaint_count, 1233421",
        "mpfn-delitos/delitos_2023_ene-may.csv, complaint_count, 495340",
        "mpfn-casos/casos_fiscales_2019.csv, received_count, 1400736",
        "mpfn-casos/casos_fiscales_2019.csv, resolved_count, 1220349",
        "mpfn-casos/casos_fiscales_2021.csv, received_count, 1298697",
        "mpfn-casos/casos_fiscales_2021.csv, resolved_count, 1140369",
        "sesnsp-idefc/IDEFC_NM_may22.csv, complaint_count, 14187613",
        "cead-chile/cead_coquimbo_report.xlsx, complaint_count, 925421"
    })
    void draftsBringTheControlTotalsOfRealPublications(String name, String measure, String total) throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        assertThat(checkDraftOf(REAL.resolve(name)).lines())
                .contains("total," + measure + ",," + total + " = " + total + " + 0");
    }

    @Test
    void draftSaysWhyItGuessed() {
        assertThat(draft(QUIRKS.resolve("20-months-across-blank-is-to-come.csv"))
                        .output())
                .contains("  - across: periods  # 4 columns of whole numbers, the first headed Enero\n")
                .contains("country: PE  # TODO")
                .contains("# TODO No date of publication was found: load with --published.\n");
    }

    @Test
    void draftSaysInTheLanguageOfTheUserWhyItGuessed() {
        Answer answer = here(
                "--lang",
                "es",
                "jobs",
                "draft",
                QUIRKS.resolve("20-months-across-blank-is-to-come.csv").toString());
        assertThat(answer.output()).contains("4 columnas de números enteros, la primera es Enero");
        assertThat(answer.messages()).contains("Sin decidir: No se encontró la fecha de publicación");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drafts/two-columns-with-one-header.csv | Two columns are headed \"Delito\"",
                "drafts/pivot-with-subtotals.csv | Nothing says the year",
                "quirks/13-counts-that-are-none.csv | Some cells of cantidad cannot be read as counts",
                "quirks/07-order-contradicted.csv | Nothing proves which of \"fecha_descarga\" and \"fecha_corte\""
            })
    void whatIsNotDecidedIsTodoInTheDraftAndToldOnTheTerminal(String spreadsheet, String doubt) {
        Answer answer = draft(RESOURCES.resolve(spreadsheet));
        assertThat(answer.output().lines()).anyMatch(line -> line.contains("TODO") && line.contains(doubt));
        assertThat(answer.messages()).contains("Not decided: " + doubt);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Delito,Enero,Enero - Febrero/Robo,5,9/Hurto,3,8 | The column \"Enero - Febrero\" covers others",
                "Delito,Indicador,Valor/Robo,Casos,5/Robo,Víctimas,6 | The rows seem to count different things",
                "Delito,2021,2022/Robo,500,400/Hurto,30,40/,530,440 | no label tells them apart",
                "Mes,Delito,Casos/Enero,Robo,5/Febrero,Robo,6/Enero - Febrero,Robo,11 | Some periods in \"Mes\" cover",
                "Delito,Casos/Robo,3/Hurto,1/Estafa,2 | The rows \"Robo\" of the column \"Delito\" are as much as all others",
                "Zona,2021 Casos,2022 Casos/Norte,3,4/Sur,1,8 | Headings name years beside something else",
                "Delito,Casos,Personas/Robo,3,5/Hurto,7,9 | \"Personas\" has whole numbers too",
                "Delito,Robados,Edad/Auto,3,50/Moto,7,90 | No heading says what is counted: \"Edad\"",
                "Delito,Casos/Robo,3/Delito,Casos/Robo,5 | The header stands among the rows again (1 times)",
                "Año,Trimestre,Casos/2022,1,3/2022,2,5 | \"Trimestre\" seems to hold parts of years",
                "Mes,Delito,Iniciadas,Acumulado/Enero,Robo,5,5/Febrero,Robo,6,11 | No heading says what is counted: \"Iniciadas\"",
                "Delito,Casos/Robo,1.234/Hurto,5.678 | The points in the numbers of Casos are taken for thousands"
            })
    void neverGivesAnotherTotalWithoutAWord(String rows, String doubt) throws IOException {
        Path file = Files.writeString(folder.resolve("doubtful.csv"), rows.replace('/', '\n') + "\n");
        assertThat(draft(file).messages()).contains(doubt);
        assertThat(JobFiles.parse(written(file)).layouts()).hasSize(1);
    }

    @Test
    void textsThatMeanSomethingInAJobFileAreQuoted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("odd.csv"), "\"Delito: \"\"a\"\" #1 \\ {x}\u0085y\",Casos\n\"- [Robo]\",5\nHurto,6\n");
        assertThat(checkDraftOf(file).lines()).contains("total,complaint_count,,11 = 11 + 0");
    }

    @Test
    void whatStandsAboveATableIsAskedOfOtherFilesToo() {
        assertThat(draft(QUIRKS.resolve("26-report-with-a-ragged-hierarchy.xlsx"))
                        .output())
                .contains("  - beside: \"Tipo de Datos\"")
                .contains("    equals: [\"Casos\"]")
                .contains("levels: [level_1, level_2, level_3]");
    }

    @Test
    void theEarlierOfTwoDaysIsThatOfExtractionWhereverItStands() throws IOException {
        Path file = Files.writeString(
                folder.resolve("days.csv"),
                "Publicado,Bajado,Año,Delito,Casos\n24/01/2024,13/01/2024,2023,Robo,5\n24/01/2024,13/01/2024,2023,Hurto,6\n");
        assertThat(draft(file).output())
                .containsSubsequence("\"Publicado\"", "published_date", "\"Bajado\"", "extraction_date");
    }

    @Test
    void levelsFollowWhichLabelLiesInWhich() throws IOException {
        StringBuilder text = new StringBuilder("Año,Delito,Título,Casos\n");
        for (int i = 0; i < 30; i++) {
            text.append("2023,Delito ")
                    .append(i)
                    .append(",Título ")
                    .append(i / 10)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        assertThat(draft(Files.writeString(folder.resolve("levels.csv"), text)).output())
                .containsSubsequence("\"Delito\"", "name: level_2", "\"Título\"", "name: level_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Enero a diciembre de 2020 | 2020-01-01/2020-12-31",
                "Enero a marzo de 2020 | 2020-01-01/2020-03-31",
                "Primer semestre de 2020 | 2020-01-01/2020-06-30",
                "1 January to 31 March 2020 | 2020-01-01/2020-03-31",
                "Denuncias enero - marzo 2020 | 2020-01-01/2020-03-31",
                "Comprendidas entre enero y diciembre de 2020 | 2020-01-01/2020-12-31"
            })
    void periodOfTitleIsReadWholeOrNotAtAll(String title, String period) throws IOException {
        Path file = Files.writeString(
                folder.resolve("title.csv"), "Causas ingresadas,\n" + title + ",\nDelito,Casos\nRobo,5\nHurto,6\n");
        assertThat(checkDraftOf(file).output()).contains("vintage,2020,,\"" + period + ",");
    }

    @Test
    void eachSheetHasThePeriodThatStandsInIt() throws IOException {
        assertThat(checkDraftOf(DRAFTS.resolve("a-sheet-per-year-each-with-its-months.xlsx"))
                        .output())
                .contains("vintage,2021,,\"2021-01-01/2021-12-31,")
                .contains("vintage,2022,,\"2022-01-01/2022-03-31,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pivot-with-levels-by-style.xlsx | dimension level_2: 4 (Homicidio | 10 agree",
                "pivot-with-the-same-labels-in-each-place.xlsx | dimension level_2: 2 (Robo | 10 agree",
                "subtotals-of-each-place.csv | dimension level_1: 2 (Robo | 6 agree"
            })
    void printedTotalsAreComparedWithTheirOwnParts(String name, String level, String compared) throws IOException {
        assertThat(checkDraftOf(DRAFTS.resolve(name)).output()).contains(level).contains(compared + ", 0 differ.");
    }

    @Test
    void wordsThatYamlTakesForYesOrNoAreQuoted() throws IOException {
        Path file = Files.writeString(folder.resolve("no.csv"), "No.,Delito,Casos\n1,Robo,5\n2,Hurto,6\n3,Estafa,8\n");
        assertThat(checkDraftOf(file).lines()).contains("total,complaint_count,,19 = 19 + 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a single line\n", "a,b\nc,d\n", "Fecha,Delito\n13/01/2024,Robo\n14/01/2024,Hurto\n"})
    void refusesToDraftWhereThereIsNoTableOfCounts(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("none.csv"), text);
        Answer answer = here("jobs", "draft", file.toString());
        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.output()).isEmpty();
        assertThat(answer.messages()).contains("none.csv").doesNotContain("Exception");
    }

    private Answer checkDraftOf(Path spreadsheet) throws IOException {
        return here("jobs", "check", written(spreadsheet).toString(), spreadsheet.toString());
    }

    private Path written(Path spreadsheet) throws IOException {
        Path lists = Files.createDirectories(folder.resolve("drafted/codelists"));
        for (String list :
                new String[] {"pe-fiscal-districts.csv", "pe-regions.csv", "mx-states.csv", "cl-regions.csv"}) {
            Files.copy(Path.of("jobs/codelists").resolve(list), lists.resolve(list));
        }
        return Files.writeString(
                folder.resolve("drafted/draft.yml"), draft(spreadsheet).output());
    }

    private static Answer draft(Path spreadsheet) {
        Answer answer = here("jobs", "draft", spreadsheet.toString());
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        return answer;
    }

    /** Runs a command in the project's folder. */
    private static Answer here(String... arguments) {
        return new SmallWarehouse(Path.of("").toAbsolutePath()).run(arguments);
    }
}
