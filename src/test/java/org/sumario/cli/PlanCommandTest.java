package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.WarehouseLock;
import org.sumario.cli.SmallWarehouse.Answer;

/** The sample of January to May 2023 is loaded, that of the whole year is planned. */
class PlanCommandTest {
    private static final Path SAMPLE = Path.of("input/sample-complaints").toAbsolutePath();
    private static final String MAY =
            SAMPLE.resolve("complaints_2023_jan-may.xlsx").toString();
    private static final String YEAR = SAMPLE.resolve("complaints_2023.xlsx").toString();

    @TempDir
    static Path home;

    private static SmallWarehouse warehouse = new SmallWarehouse(Path.of(""));

    @BeforeAll
    static void loadTheFirstMonths() {
        warehouse = new SmallWarehouse(home);
        Answer load = sumario("load", MAY, "--quiet");
        assertThat(load.exitCode()).as(load.messages()).isZero();
    }

    private static Answer sumario(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--jobs", Path.of("jobs").toAbsolutePath().toString()));
        return warehouse.run(all.toArray(String[]::new));
    }

    @Test
    void showsAPersonOnOneScreenWhatWouldBecomeOfTheFiguresAndReleasesJustThat() {
        Answer plan = sumario("plan", YEAR, "--format", "table", "--quiet");
        assertThat(plan.exitCode()).as(plan.messages()).isZero();
        assertThat(plan.messages()).isEmpty();
        assertThat(plan.lines().get(0))
                .isEqualTo("What a load would do to release 1. Nothing is archived, recorded or released.");
        assertThat(plan.output())
                .containsSubsequence(
                        "complaints_2023.xlsx  accepted",
                        "sample-complaints 2023: ",
                        "(Jan–May) → ",
                        "(Jan–Dec), extended by 7 months\nKidnapping complaints by year, 2023: 1,566 → 4,060\n",
                        "fiscal_district_or_region",
                        "offence_or_kind",
                        "Kidnapping complaints by year, as they would be: 2023 4,060\nVerdict: ready.")
                .doesNotContain("%");

        Answer load = sumario("load", "--plan", id(plan.output()));
        assertThat(load.exitCode()).as(load.messages()).isZero();
        assertThat(load.messages()).containsOnlyOnce("Report: " + home.resolve("warehouse/runs/2/report.html") + "\n");
        assertThat(load.messages()).contains("Release 2: ", "Kidnapping complaints by year: 2023 4,060");

        Answer again = sumario("plan", YEAR, "--format", "table", "--lang", "es", "--quiet");
        assertThat(again.exitCode()).isZero();
        assertThat(again.lines()).contains("Nada nuevo.", "Veredicto: listo. Una carga no cambiaría nada.");
        assertThat(sumario("runs", "--format", "csv").lines()).hasSize(1 + 2);
    }

    @Test
    void givesAProgramEveryCellAndTheRestAsMessages() throws IOException {
        Path junk = Files.writeString(home.resolve("junk.csv"), "a,b\n1,2\n");
        Answer plan = sumario(
                "plan",
                SAMPLE.resolve("complaints_2022.xlsx").toString(),
                junk.toString(),
                "--format",
                "csv",
                "--lang",
                "es");
        assertThat(plan.exitCode()).isEqualTo(ExitCode.NEEDS_PERSON);
        assertThat(plan.lines().get(0)).startsWith("source_code,scope,year,opening_vintage_code");
        assertThat(plan.lines()).hasSizeGreaterThan(600);
        assertThat(plan.messages())
                .contains(
                        "(ilegible)",
                        " = hechos ",
                        "Informe: ",
                        "Veredicto: requiere una decisión",
                        "sumario load --plan ");
    }

    @Test
    void saysWhatIsWrongWithAPlanThatCannotBeCarriedOut() throws IOException {
        assertThat(sumario("load", "--plan", "0123abcd").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        Answer both = sumario("load", YEAR, "--plan", "0123abcd");
        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(both.messages()).contains("--plan 0123abcd says itself what to load");
        assertThat(sumario("plan", "no-such.csv").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        try (WarehouseLock lock = WarehouseLock.acquire(home.resolve("warehouse"), Clock.systemUTC())) {
            assertThat(sumario("plan", YEAR).exitCode()).isEqualTo(ExitCode.WAREHOUSE_LOCKED);
        }
    }

    private static String id(String output) {
        Matcher id = Pattern.compile("--plan ([0-9a-f]{8})\n").matcher(output);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
