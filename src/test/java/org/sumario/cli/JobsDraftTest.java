package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.cli.SmallWarehouse.Answer;

/** A drafted job file is one that can be used as it is, and brings every count of the spreadsheet. */
class JobsDraftTest {
    private static final Path REAL = Path.of("../shared/data");
    private static final Path QUIRKS = Path.of("src/test/resources/quirks");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @Test
    void draftsMonthsAcross() throws IOException {
        Answer check = checkDraftOf(QUIRKS.resolve("20-months-across-blank-is-to-come.csv"));
        assertThat(check.lines()).contains("total,complaint_count,,48 = 48 + 0");
        assertThat(check.exitCode()).isEqualTo(3); // nobody says when it was published
    }

    @Test
    void draftsAReportWithAHierarchy() throws IOException {
        Answer check = checkDraftOf(QUIRKS.resolve("26-report-with-a-ragged-hierarchy.xlsx"));
        assertThat(check.lines()).contains("total,complaint_count,,98 = 98 + 0");
        assertThat(check.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mpfn-delitos/delitos_2019.csv, 1081851",
        "mpfn-delitos/delitos_2020.csv, 693475",
        "mpfn-delitos/delitos_2022.csv, 1126824",
        "mpfn-delitos/delitos_2023.csv, 1233421",
        "mpfn-delitos/delitos_2023_ene-may.csv, 495340",
        "sesnsp-idefc/IDEFC_NM_may22.csv, 14187613",
        "cead-chile/cead_coquimbo_report.xlsx, 925421"
    })
    void draftsBringTheControlTotalsOfRealPublications(String name, String total) throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        assertThat(checkDraftOf(REAL.resolve(name)).lines())
                .contains("total,complaint_count,," + total + " = " + total + " + 0");
    }

    @Test
    void draftSaysWhyItGuessed() {
        assertThat(draft(QUIRKS.resolve("20-months-across-blank-is-to-come.csv")))
                .contains("  - across: periods  # 4 columns, the first headed Enero\n")
                .contains("country: PE  # TODO")
                .contains("# No date of publication was found: load with --published.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a single line\n", "a,b\nc,d\n"})
    void refusesToDraftWhereThereIsNoTable(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("none.csv"), text);
        Answer answer = here("jobs", "draft", file.toString());
        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.output()).isEmpty();
        assertThat(answer.messages()).contains("none.csv").doesNotContain("Exception");
    }

    private Answer checkDraftOf(Path spreadsheet) throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("drafted/codelists"));
        for (String list :
                new String[] {"pe-fiscal-districts.csv", "pe-regions.csv", "mx-states.csv", "cl-regions.csv"}) {
            Files.copy(Path.of("jobs/codelists").resolve(list), jobs.resolve(list));
        }
        Path job = Files.writeString(folder.resolve("drafted/draft.yml"), draft(spreadsheet));
        return here("jobs", "check", job.toString(), spreadsheet.toString());
    }

    private static String draft(Path spreadsheet) {
        Answer answer = here("jobs", "draft", spreadsheet.toString());
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        return answer.output();
    }

    /** Runs a command in the project's folder. */
    private static Answer here(String... arguments) {
        return new SmallWarehouse(Path.of("").toAbsolutePath()).run(arguments);
    }
}
