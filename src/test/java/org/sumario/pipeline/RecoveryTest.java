package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.archive.Ledger;
import org.sumario.model.Reason;
import org.sumario.warehouse.ReleasedWarehouse;

@Tag("long")
class RecoveryTest {
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");
    private static final NationalFile NEXT_YEAR = NationalFile.of("MAYO", 2023, "13/06/2023", "24/06/2023");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @SuppressWarnings("NullAway.Init") // loaded before each test
    private String digest;

    @BeforeEach
    void loadTwice() {
        office = new Office(folder.resolve("warehouse"));
        office.load(YEAR.write(folder.resolve("year.csv")));
        office.load(NEXT_YEAR.write(folder.resolve("next.csv")));
        digest = office.figuresDigest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging",
                "releases",
                "sumario.duckdb",
                "runs",
                "releases sumario.duckdb",
                "staging releases sumario.duckdb runs"
            })
    void whatIsDerivedIsMadeAgainAsTheSameRelease(String derived) {
        for (String part : derived.split(" ", -1)) {
            Recovery.delete(office.warehouse.resolve(part));
        }
        office.load();
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.releaseNumber()).isEqualTo(2);
        assertThat(office.query("select max(release_number), count(*) from published.release"))
                .containsExactly(List.of(2L, 2L));
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L, 2023L, 10_200L));
        assertThat(office.warehouse.resolve("releases/000001.json")).exists();
        assertThat(History.of(office.warehouse).runs()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aStagingFileThatWasCutIsMadeAgain() throws IOException {
        try (var folders = Files.walk(office.warehouse.resolve("staging"))) {
            Path observations = folders.filter(file -> file.endsWith("observation.parquet"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(observations);
            Files.write(observations, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        }
        Files.delete(office.warehouse.resolve("sumario.duckdb"));
        Recovery.delete(office.warehouse.resolve("releases"));
        office.load();
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.byYear()).containsEntry(2022L, 10_200L).containsEntry(2023L, 10_200L);
    }

    @Test
    void aReleaseOfTheLedgerThatReadersDoNotSeeIsPutInPlace() throws IOException {
        // As after a crash between the ledger's line and the rename: readers still have the release before.
        Path released = office.warehouse.resolve("sumario.duckdb");
        Files.delete(released);
        Files.createLink(released, office.warehouse.resolve("releases/000001.duckdb"));
        LoadState state = office.load();
        assertThat(state.notices).extracting(Reason::code).containsExactly("RELEASE_PUT_BACK");
        assertThat(office.byYear()).containsKeys(2022L, 2023L);
        assertThat(office.releaseNumber()).isEqualTo(2);
    }

    @Test
    void aDamagedReleasedFileIsBuiltAgain() throws IOException {
        Recovery.delete(office.warehouse.resolve("releases"));
        Path released = office.warehouse.resolve("sumario.duckdb");
        Files.delete(released);
        Files.writeString(released, "no database");
        office.load();
        assertThat(office.byYear()).containsKeys(2022L, 2023L);
        assertThat(office.figuresDigest()).isEqualTo(digest);
    }

    @Test
    void aTornLastLineIsToldAndKeptBesideTheLedger() throws IOException {
        Files.writeString(
                office.warehouse.resolve("ledger.jsonl"),
                "{\"type\":\"loa",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
        LoadState state = office.load();
        assertThat(state.notices).extracting(Reason::code).containsExactly("LEDGER_TORN");
        assertThat(office.warehouse.resolve("ledger.torn-1")).hasContent("{\"type\":\"loa");
        assertThat(new Ledger(office.warehouse).tornLine()).isEmpty();
        assertThat(office.figuresDigest()).isEqualTo(digest);
    }

    @Test
    void aRunThatWasKilledGetsItsLineFromTheNext() throws IOException {
        Files.createDirectories(office.warehouse.resolve("runs/3"));
        Files.createDirectories(office.warehouse.resolve("work"));
        Files.writeString(office.warehouse.resolve("work/half"), "half");
        Files.createTempFile(office.warehouse.resolve("archive"), "incoming-", ".part");
        LoadState state = office.load();
        assertThat(state.run).isEqualTo(4);
        assertThat(state.notices).containsExactly(Reason.of("RUN_DIED", 3));
        assertThat(JobStore.history(office.warehouse))
                .extracting(JobStore.Run::run)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(office.warehouse.resolve("work/half")).doesNotExist();
        try (var parts = Files.newDirectoryStream(office.warehouse.resolve("archive"), "*.part")) {
            assertThat(parts).isEmpty();
        }
    }

    @Test
    void aWriteAheadFileOfAStrayWriterNeverReachesReaders() throws IOException {
        Files.writeString(office.warehouse.resolve("sumario.duckdb.wal"), "stray");
        LoadState state = office.load();
        assertThat(state.notices).extracting(Reason::code).containsExactly("STRAY_WAL");
        assertThat(office.warehouse.resolve("stray-1.wal")).hasContent("stray");
        assertThat(office.byYear()).containsKeys(2022L, 2023L);
    }

    @Test
    void aBrokenJobRepositoryIsSetAsideAndTheLedgerKeepsTheHistory() throws IOException {
        LoadRequest nothing = new LoadRequest(
                Files.createDirectories(folder.resolve("in")),
                office.warehouse,
                Path.of("jobs"),
                List.of(),
                null,
                null);
        Loads.run(nothing, new QuietProgress(), Clock.systemUTC());
        Path store = office.warehouse.resolve("runs/jobs.mv.db");
        Files.write(store, java.util.Arrays.copyOf(Files.readAllBytes(store), 5000));
        LoadReport report = Loads.run(nothing, new QuietProgress(), Clock.systemUTC());
        assertThat(report.exitCode()).isZero();
        assertThat(report.notices()).extracting(Reason::code).contains("JOB_STORE_BROKEN");
        assertThat(JobStore.history(office.warehouse))
                .extracting(JobStore.Run::run, JobStore.Run::status)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(1L, "COMPLETED"),
                        org.assertj.core.groups.Tuple.tuple(4L, "COMPLETED"));
    }

    @Test
    void aSourceThatIsLateIsAFindingOnce() throws IOException {
        Instant expected = Instant.parse("2026-11-16T11:00:00Z");
        LoadRequest late = new LoadRequest(
                        Files.createDirectories(folder.resolve("in")),
                        office.warehouse,
                        Path.of("jobs"),
                        List.of(),
                        null,
                        null)
                .because(
                        LoadRequest.Trigger.COMMAND,
                        List.of(new LoadRequest.LateSource(
                                "mpfn-complaints", expected, expected.plusSeconds(864_000))));
        Loads.run(late, new QuietProgress(), Clock.systemUTC());
        office.load();
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.query(
                        "select source_code, severity, code, advice from published.finding where file_name is null"))
                .singleElement()
                .satisfies(row -> assertThat(row.toString())
                        .contains(
                                "mpfn-complaints, warning, SOURCE_LATE",
                                "2026-11-16T11:00:00Z",
                                "2026-11-26T11:00:00Z"));
    }

    @Test
    void aReaderKeepsItsReleaseWhileAnotherIsPutInPlace() throws IOException {
        try (ReleasedWarehouse reader = ReleasedWarehouse.open(office.warehouse)) {
            office.load(NationalFile.of("DICIEMBRE", 2021, "13/01/2022", "24/01/2022")
                    .write(folder.resolve("more.csv")));
            long[] years = new long[1];
            reader.query("select count(distinct year) from published.complaint", List.of(), new CountReceiver(years));
            assertThat(years[0]).isEqualTo(2);
        }
        assertThat(office.byYear()).hasSize(3);
    }
}
