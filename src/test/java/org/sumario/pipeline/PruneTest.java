package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.audit.Replay;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Prune.Prunable;
import org.sumario.rows.Limits;

/** An accepted year, a delivery of half the figures that a person rejected, one that waits, and a file that nobody can read. */
@Tag("long")
class PruneTest {
    @TempDir
    Path folder;

    private Path year = Path.of("");
    private Path half = Path.of("");
    private Path waiting = Path.of("");
    private Path broken = Path.of("");
    private Office office = new Office(Path.of(""));

    @BeforeEach
    void loadAndReject() throws IOException {
        office = new Office(folder.resolve("warehouse"));
        year = NationalFile.of("DICIEMBRE", 2023, "08/01/2024", "24/01/2024").write(folder.resolve("year.csv"));
        half = NationalFile.of("DICIEMBRE", 2023, "09/02/2024", "24/02/2024")
                .counting((district, offence) -> 50)
                .write(folder.resolve("half.csv"));
        waiting = NationalFile.of("DICIEMBRE", 2023, "10/03/2024", "24/03/2024")
                .counting((district, offence) -> 20)
                .write(folder.resolve("waiting.csv"));
        broken = Files.writeString(folder.resolve("broken.csv"), "one;two\n1;2\n");
        office.load(year, half, waiting, broken);
        office.decide(half, Verdict.REJECT);
    }

    @Test
    void listsWhatNoReleaseNeeds() {
        assertThat(Prune.candidates(office.warehouse))
                .extracting(Prunable::fileName, Prunable::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("half.csv", "rejected"),
                        org.assertj.core.groups.Tuple.tuple("broken.csv", "unreadable"));
    }

    @Test
    void refusesWhatAReleaseNeedsOrAPersonHasToDecide() {
        for (Path needed : List.of(year, waiting)) {
            assertRefused(Archive.sha256(needed), "PRUNE_NEEDED");
        }
        assertRefused("0123456789abcdef", "DELIVERY_UNKNOWN");
        Path jobFile = new Archive(office.warehouse).find(Archive.sha256(Path.of("jobs/mpfn-complaints.yml")));
        assertThat(jobFile).exists();
        assertRefused(jobFile.getFileName().toString(), "DELIVERY_UNKNOWN");
        assertThat(Prune.candidates(office.warehouse)).hasSize(2);
    }

    @Test
    void refusesWhatWasEverInTheFigures() {
        office.decide(year, Verdict.REJECT);

        assertRefused(Archive.sha256(year), "PRUNE_NEEDED");
    }

    @Test
    void leavesALineAndTheFiguresAsTheyWereWhateverIsLoadedOrBuiltAgain() {
        String digest = office.figuresDigest();
        String sha256 = Archive.sha256(half);
        prune(sha256);

        assertThat(new Archive(office.warehouse).contains(sha256)).isFalse();
        assertThat(WarehouseFolder.staging(office.warehouse))
                .noneMatch(staged -> staged.getFileName().toString().startsWith(sha256));
        assertThat(new Ledger(office.warehouse).lines()).last().satisfies(line -> {
            assertThat(line.path("type").asString()).isEqualTo("prune");
            assertThat(line.path("archive").get(0).path("sha256").asString()).isEqualTo(sha256);
            assertThat(line.path("reason").asString()).isEqualTo("a reason");
            assertThat(line.path("decided_by").asString()).isEqualTo("somebody");
        });
        for (Path staged : WarehouseFolder.staging(office.warehouse)) {
            Recovery.delete(staged);
        }
        office.load(year);
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.state(half)).isEqualTo(State.REJECTED);
        Recovery.delete(office.warehouse.resolve("releases/000001.duckdb"));
        Rollbacks.run(office.warehouse, 1, "a reason", "somebody", Locale.ENGLISH, new QuietProgress(), Office.clock());
        assertThat(office.releaseNumber()).isEqualTo(1);
    }

    @Test
    void aPrunedDeliveryIsDecidedOnlyOnceItsFileIsThereAgain() {
        String sha256 = Archive.sha256(half);
        prune(sha256);
        assertThatThrownBy(() -> office.decide(half, Verdict.ACCEPT))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("DECIDE_PRUNED"));

        office.load(half);
        assertThat(new Archive(office.warehouse).isIntact(sha256)).isTrue();
        office.decide(half, Verdict.ACCEPT);
        assertThat(office.state(half)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void historyIsReplayedWithoutWhatWasPruned() throws IOException {
        prune(Archive.sha256(half));
        prune(Archive.sha256(broken));
        List<String> differing = new ArrayList<>();

        Replay.Report report = Replay.of(
                office.warehouse,
                null,
                Files.createDirectory(folder.resolve("scratch")),
                Limits.DEFAULT,
                new QuietProgress(),
                Office.clock(),
                new Replay.Receiver() {
                    @Override
                    public void row(Replay.Row row) {
                        if (row.verdict() == Replay.Verdict.DIFFERS) {
                            differing.add(row.toString());
                        }
                    }

                    @Override
                    public void tell(Reason summary) {}

                    @Override
                    public void differs(Reason what) {
                        differing.add(what.toString());
                    }
                });

        assertThat(differing).isEmpty();
        assertThat(report.releases()).isEqualTo(2);
    }

    private void prune(String sha256) {
        Prune.run(office.warehouse, List.of(sha256.substring(0, 8)), "a reason", "somebody", Office.clock());
    }

    private void assertRefused(String digits, String code) {
        assertThatThrownBy(() -> Prune.run(office.warehouse, List.of(digits), "a reason", "somebody", Office.clock()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }
}
