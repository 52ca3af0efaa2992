package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;

@Tag("long")
class RollbackTest {
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @SuppressWarnings("NullAway.Init") // loaded before each test
    private Path later;

    @BeforeEach
    void loadTwice() {
        office = new Office(folder.resolve("warehouse"));
        office.load(YEAR.write(folder.resolve("year.csv")));
        later = NationalFile.of("MAYO", 2023, "13/06/2023", "24/06/2023").write(folder.resolve("later.csv"));
        office.load(later);
    }

    @Test
    void anEarlierReleaseIsCurrentAgainAndStaysSoAfterALoad() {
        String first =
                History.of(office.warehouse).release(1).orElseThrow().manifest().figuresDigest();
        rollback(1);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
        assertThat(office.figuresDigest()).isEqualTo(first);
        assertThat(office.state(later)).as("before any load").isEqualTo(State.HELD);

        office.load();
        assertThat(office.state(later)).isEqualTo(State.HELD);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
        assertThat(office.figuresDigest()).isEqualTo(first);
        assertThat(office.query("select reason from published.delivery where state = 'held'")
                        .toString())
                .contains("somebody", "wrong year");
    }

    @Test
    void whatCameAfterReturnsWhenItIsDecidedAgain() {
        String second = office.figuresDigest();
        rollback(1);
        office.load();
        office.decide(later, Verdict.ACCEPT);
        assertThat(office.figuresDigest()).isEqualTo(second);
    }

    @Test
    void aTwinOfWhatARollbackHoldsIsHeldToo() {
        rollback(1);
        Path twin = NationalFile.of("MAYO", 2023, "13/06/2023", "24/06/2023").write(folder.resolve("twin.csv"), "\r\n");
        office.load(twin);
        assertThat(office.state(twin)).isEqualTo(State.HELD);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
    }

    @Test
    void decisionsAfterTheReleaseAreUndone() {
        office.decide(folder.resolve("year.csv"), Verdict.REJECT);
        assertThat(office.byYear()).doesNotContainKey(2022L);
        rollback(2);
        office.load();
        assertThat(office.byYear()).containsKeys(2022L, 2023L);
        assertThat(office.state(folder.resolve("year.csv"))).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aReleaseWhoseFileIsGoneIsBuiltAgainFromTheRecord() throws Exception {
        Files.delete(office.warehouse.resolve("releases/000001.duckdb"));
        Recovery.delete(office.warehouse.resolve("staging"));
        rollback(1);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
    }

    @Test
    void afterACrashBeforeTheRenameTheNextLoadFinishesTheRollback() throws Exception {
        rollback(1);
        Path released = office.warehouse.resolve("sumario.duckdb");
        Files.delete(released);
        Files.createLink(released, office.warehouse.resolve("releases/000002.duckdb"));
        office.load();
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
    }

    @Test
    void thirteenReleasesLeaveTwelveFilesAndTheFirstCanStillBeCurrent() {
        for (int year = 2010; year <= 2020; year++) {
            office.load(NationalFile.of("DICIEMBRE", year, "13/01/" + (year + 1), "24/01/" + (year + 1))
                    .write(folder.resolve(year + ".csv")));
        }
        assertThat(office.releaseNumber()).isEqualTo(13);
        assertThat(office.warehouse.resolve("releases/000001.duckdb")).doesNotExist();
        assertThat(office.warehouse.resolve("releases/000002.duckdb")).exists();
        rollback(1);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
        office.load();
        assertThat(office.releaseNumber()).isEqualTo(14);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
    }

    @Test
    void unknownAndCurrentReleasesAreRefused() {
        assertThatThrownBy(() -> rollback(9)).hasMessageContaining("RELEASE_UNKNOWN");
        assertThatThrownBy(() -> rollback(2)).hasMessageContaining("RELEASE_IS_CURRENT");
    }

    private void rollback(long release) {
        Rollbacks.Report report = Rollbacks.run(
                office.warehouse,
                release,
                "wrong year",
                "somebody",
                Locale.ENGLISH,
                new QuietProgress(),
                Clock.systemUTC());
        assertThat(WarehouseFolder.run(office.warehouse, report.run()).resolve("report.json"))
                .content()
                .contains("\"kind\" : \"rollback\"", "\"release_number\" : " + release + ",");
    }
}
