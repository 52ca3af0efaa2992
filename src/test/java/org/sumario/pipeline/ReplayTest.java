package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.SmallZip;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.audit.Replay;
import org.sumario.audit.Replay.Row;
import org.sumario.audit.Replay.Verdict;
import org.sumario.model.Decision;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.rows.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One history with everything that can happen to deliveries, copied and tampered with, run again. */
@Tag("long")
class ReplayTest {
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");
    private static final NationalFile JUNE = NationalFile.of("JUNIO", 2023, "06/07/2023", "19/07/2023");

    @TempDir
    static Path home;

    private static Path year = Path.of("");
    private static Path contesting = Path.of("");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // copied before each test
    private Path warehouse;

    private final List<Row> rows = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void liveThroughAHistory() throws IOException {
        Office office = new Office(home.resolve("warehouse"));
        Path jobs = office.editableJobs(home.resolve("jobs"));
        year = YEAR.write(home.resolve("year.csv"));
        contesting = JUNE.counting((district, offence) -> 101).write(home.resolve("contesting.csv"));
        Path slice = YEAR.with(lines -> lines.subList(0, 3)).write(home.resolve("slice.csv"));
        Path broken = Files.write(home.resolve("broken.xlsx"), new byte[] {'P', 'K', 3, 4, 9, 9});
        office.load(
                year,
                OfficeWorkload.of(2022).write(home.resolve("cases.csv")),
                NationalFile.of("MAYO", 2023, "06/06/2023", "19/06/2023")
                        .counting((district, offence) -> 80)
                        .write(home.resolve("may.csv")));
        office.load(new SmallZip()
                .with("june.csv", Files.readString(JUNE.write(home.resolve("june.csv"))))
                .with("cover.pdf", "%PDF-1.4")
                .write(home.resolve("june.zip")));
        office.load(contesting, slice, broken, YEAR.write(home.resolve("twin.csv"), "\r\n"));
        office.decide(contesting, Decision.Verdict.REJECT);
        office.decide(slice, Decision.Verdict.CONFIRM);
        Path districts = jobs.resolve("codelists/pe-fiscal-districts.csv");
        Files.writeString(
                districts, Files.readString(districts).replace("LIMA NOROESTE,,PE-CAL", "LIMA NOROESTE,,PE-LIM"));
        office.load(
                NationalFile.of("DICIEMBRE", 2023, "13/01/2024", "24/01/2024").write(home.resolve("later.csv")));
        Rollbacks.run(
                office.warehouse, 5, "wrong year", "somebody", Locale.ENGLISH, new QuietProgress(), Clock.systemUTC());
        office.load();
        assertThat(History.of(office.warehouse).received())
                .extracting(delivery -> delivery.state())
                .containsExactlyInAnyOrder(
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.REJECTED,
                        State.CONFIRMING,
                        State.UNREADABLE,
                        State.DUPLICATE,
                        State.HELD);
        assertThat(History.of(office.warehouse).release(6).orElseThrow().changes())
                .isNotEmpty();
    }

    @BeforeEach
    void copyElsewhere() throws IOException {
        warehouse = folder.resolve("moved/elsewhere");
        try (var files = Files.walk(home.resolve("warehouse"))) {
            for (Path file : files.toList()) {
                Path target = warehouse.resolve(
                        home.resolve("warehouse").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void historyComesToTheSameDigestsFromArchiveAndLedgerAlone() throws IOException {
        for (String derived : List.of("staging", "releases", "sumario.duckdb", "work")) {
            Recovery.delete(warehouse.resolve(derived));
        }
        Map<String, String> before = files();

        Replay.Report report = replay(null);

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.verdict()).as(row.toString()).isEqualTo(Verdict.SAME));
        assertThat(told).isEmpty();
        assertThat(report).isEqualTo(new Replay.Report(8, 7, 0));
        assertThat(rows.stream().filter(row -> row.run() == 6).map(Row::relation))
                .contains("figures", "record", "complaint", "case", "finding", "delivery", "vintage", "control_total")
                .contains("mapping_change", "archived_file", "delivery_state", "mapping");
        assertThat(files()).as("the warehouse stays as it is").isEqualTo(before);
    }

    @Test
    void aChangedArchivedFileIsNamedWithTheVintageAndTheCells() throws IOException {
        Path archived = new Archive(warehouse).find(Archive.sha256(year));
        Files.setPosixFilePermissions(archived, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(archived, Files.readString(archived).replaceFirst("Secuestro,100,", "Secuestro,90,"));

        assertThat(replay(1L).differing()).isEqualTo(1);

        String cause = "Cause: the delivery year.csv (" + Archive.sha256(year).substring(0, 8) + ")";
        assertThat(verdict("figures")).isEqualTo(Verdict.DIFFERS);
        assertThat(verdict("complaint")).isEqualTo(Verdict.DIFFERS);
        assertThat(verdict("case")).isEqualTo(Verdict.SAME);
        assertThat(told)
                .anyMatch(text -> text.contains("the archived file of year.csv"))
                .anyMatch(text -> text.contains("vintage mpfn-complaints:all:2022@") && text.contains(cause))
                .anyMatch(text -> text.contains("AMAZONAS") && text.endsWith("complaint_count was 100, comes out 90."))
                .noneMatch(text -> text.contains("mpfn-cases:all"));
    }

    @Test
    void aChangedArchivedCodeListIsNamedAsTheMapping() throws IOException {
        String sha256 =
                History.of(warehouse).release(1).orElseThrow().jobFiles().get("codelists/pe-fiscal-districts.csv");
        Path archived = new Archive(warehouse).find(String.valueOf(sha256));
        Files.setPosixFilePermissions(archived, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(
                archived, Files.readString(archived).replace("LIMA NOROESTE,,PE-CAL", "LIMA NOROESTE,,PE-LIM"));

        assertThat(replay(1L).differing()).isEqualTo(1);

        assertThat(verdict("mapping")).isEqualTo(Verdict.DIFFERS);
        assertThat(told)
                .anyMatch(text -> text.contains("the archived file of codelists/pe-fiscal-districts.csv"))
                .anyMatch(text -> text.contains("give the source mpfn-complaints another mapping"))
                .anyMatch(text -> text.contains("vintage mpfn-complaints:all:2022@")
                        && text.contains("Cause: the mapping of mpfn-complaints"));
    }

    @Test
    void aForgedStateIsNamedAsWhatGuardsMakeOfIt() {
        forge(line -> {
            if (line.path("run").asLong() == 3) {
                line.path("deliveries").forEach(entry -> {
                    if (entry.path("sha256").asString().equals(Archive.sha256(contesting))) {
                        ((ObjectNode) entry).put("state", "accepted");
                    }
                });
            }
        });

        assertThat(replay(3L).differing()).isEqualTo(1);

        assertThat(verdict("delivery_state")).isEqualTo(Verdict.DIFFERS);
        assertThat(verdict("figures")).isEqualTo(Verdict.SAME);
        assertThat(told)
                .hasSize(1)
                .first()
                .asString()
                .contains("contesting.csv", "is accepted in the ledger and comes out held", "guards and decisions");
    }

    @Test
    void aForgedFiguresDigestIsNamedAsTheLineOfTheLedger() {
        forge(line -> {
            if (line.path("release_number").asLong() == 6 && line.has("figures_digest")) {
                line.put("figures_digest", "0".repeat(64));
            }
        });

        assertThat(replay(6L).differing()).isEqualTo(1);

        assertThat(rows).allMatch(row -> row.run() == 6);
        assertThat(verdict("figures")).isEqualTo(Verdict.DIFFERS);
        assertThat(verdict("mapping_change"))
                .as("built upon a release built again")
                .isEqualTo(Verdict.SAME);
        assertThat(told)
                .hasSize(1)
                .first()
                .asString()
                .contains("Release 6: the figures digest is 0000000000000000", "the line of the ledger is not the one");
    }

    @Test
    void whatAnEarlierVersionDidNotRecordIsNotCompared() {
        forge(line -> {
            line.remove("record_digests");
            line.remove("program");
        });

        assertThat(replay(2L).differing()).isZero();

        assertThat(verdict("figures")).isEqualTo(Verdict.SAME);
        assertThat(verdict("complaint")).isEqualTo(Verdict.NOT_RECORDED);
        assertThat(verdict("record")).isEqualTo(Verdict.NOT_RECORDED);
    }

    @Test
    void aRollbackThatHeldSomethingElseDiffers() {
        forge(line -> {
            if (line.has("held")) {
                line.putArray("held");
            }
        });
        assertThat(replay(7L).differing()).isEqualTo(1);
        assertThat(told).anyMatch(text -> text.contains("later.csv"));
    }

    @Test
    void unknownRunsAndFoldersWithoutALedgerAreRefused() {
        assertThatThrownBy(() -> replay(99L)).hasMessageContaining("RUN_UNKNOWN");
        warehouse = folder;
        assertThatThrownBy(() -> replay(null)).hasMessageContaining("REPLAY_NO_RECORD");
    }

    private Verdict verdict(String relation) {
        return rows.stream()
                .filter(row -> row.relation().equals(relation))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private Replay.Report replay(@Nullable Long run) {
        try {
            return Replay.of(
                    warehouse,
                    run,
                    Files.createDirectories(folder.resolve("scratch")),
                    Limits.DEFAULT,
                    new QuietProgress(),
                    Clock.systemUTC(),
                    new Replay.Receiver() {
                        @Override
                        public void row(Row row) {
                            rows.add(row);
                        }

                        @Override
                        public void tell(Reason summary) {
                            assertThat(summary.text(Locale.ENGLISH))
                                    .isNotEqualTo(summary.text(Locale.forLanguageTag("es")));
                        }

                        @Override
                        public void differs(Reason what) {
                            told.add(what.text(Locale.ENGLISH));
                        }
                    });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Changes lines of the ledger and chains them anew, as somebody would who wants it not to be seen. */
    private void forge(Consumer<ObjectNode> change) {
        List<JsonNode> lines = new Ledger(warehouse).lines();
        Recovery.delete(warehouse.resolve("ledger.jsonl"));
        for (JsonNode line : lines) {
            ObjectNode forged = (ObjectNode) line.deepCopy();
            change.accept(forged);
            new Ledger(warehouse).append(forged);
        }
    }

    private Map<String, String> files() throws IOException {
        try (var files = Files.walk(warehouse)) {
            return files.collect(Collectors.toMap(
                    Path::toString,
                    file -> Files.isDirectory(file) ? "" : Archive.sha256(file),
                    (one, other) -> one,
                    TreeMap::new));
        }
    }
}
