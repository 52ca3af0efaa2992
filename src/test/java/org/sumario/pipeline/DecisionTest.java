package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Ledger;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.Agreement.Difference;
import tools.jackson.databind.JsonNode;

@Tag("long")
class DecisionTest {
    private static final Path REAL = Path.of("../shared/data/mpfn-delitos");
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");
    private static final long YEAR_TOTAL = 34L * 3 * 100;

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(folder.resolve("warehouse"));
    }

    @Test
    void acceptingOneOfTwoThatContestRejectsTheOther() {
        Path whole = write("whole.csv", YEAR);
        Path cut = write("cut.csv", YEAR.with(rows -> rows.subList(0, rows.size() - 1)));
        office.load(cut);
        office.load(whole);
        assertThat(office.state(whole)).isEqualTo(State.HELD);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL - 100));

        LoadState decided = office.decide(whole, Verdict.ACCEPT);

        assertThat(Publish.exitCode(decided)).isZero();
        assertThat(office.state(whole)).isEqualTo(State.ACCEPTED);
        assertThat(office.state(cut)).isEqualTo(State.REJECTED);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
        assertThat(office.query("select state, reason from published.delivery where file_name = 'cut.csv'"))
                .singleElement()
                .satisfies(row -> assertThat(row.get(1).toString()).contains("whole.csv", "a reason"));
    }

    @Test
    void twoThatContestInOneLoadBothWait() {
        Path whole = write("whole.csv", YEAR);
        Path cut = write("cut.csv", YEAR.with(rows -> rows.subList(0, rows.size() - 1)));
        office.load(whole, cut);
        assertThat(office.state(whole)).isEqualTo(State.HELD);
        assertThat(office.state(cut)).isEqualTo(State.HELD);
        office.load();
        assertThat(office.byYear()).isEmpty();
        office.decide(cut, Verdict.REJECT);
        assertThat(office.state(whole)).isEqualTo(State.ACCEPTED);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void whatDoesNotAgreeOrHasNothingToAgreeWithCannotConfirm() {
        Path fewer = write("fewer.csv", YEAR.counting((district, offence) -> 99).with(rows -> rows.subList(0, 3)));
        Path whole = write("whole.csv", YEAR);
        office.load(whole, fewer);
        String digest = office.figuresDigest();
        assertThatThrownBy(() -> office.decide(fewer, Verdict.CONFIRM)).hasMessageContaining("DECIDE_CONFIRMS_NOT");
        assertThatThrownBy(() -> office.decide(whole, Verdict.CONFIRM))
                .hasMessageContaining("DECIDE_NOTHING_TO_CONFIRM");
        office.load();
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.state(whole)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void rejectingTheAcceptedOneOfTwoSetsTheOtherFree() {
        Path whole = write("whole.csv", YEAR);
        Path cut = write("cut.csv", YEAR.with(rows -> rows.subList(0, rows.size() - 1)));
        office.load(cut);
        office.load(whole);

        office.decide(cut, Verdict.REJECT);

        assertThat(office.state(whole)).isEqualTo(State.ACCEPTED);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void aThirdThatContestsLaterWaitsForADecisionOfItsOwn() {
        Path whole = write("whole.csv", YEAR);
        Path cut = write("cut.csv", YEAR.with(rows -> rows.subList(0, rows.size() - 1)));
        Path third = write("third.csv", YEAR.with(rows -> rows.subList(1, rows.size())));
        office.load(whole);
        office.load(cut);
        office.decide(whole, Verdict.ACCEPT);
        office.load(third);
        assertThat(office.state(third)).isEqualTo(State.HELD);
        assertThat(office.state(cut)).isEqualTo(State.REJECTED);
    }

    @Test
    void aDecisionBindsTwinsThatComeLater() {
        Path slice = write("slice.csv", YEAR.with(rows -> rows.subList(0, 3)));
        office.load(write("whole.csv", YEAR), slice);
        assertThat(office.state(slice)).isEqualTo(State.HELD);
        office.decide(slice, Verdict.REJECT);

        Path twin = YEAR.with(rows -> rows.subList(0, 3)).write(folder.resolve("twin.csv"), "\r\n");
        LoadState later = office.load(twin);

        assertThat(office.state(twin)).isEqualTo(State.REJECTED);
        assertThat(Publish.exitCode(later)).isEqualTo(3);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void aTwinOfWhatWasAcceptedByDecisionIsADuplicate() {
        NationalFile low =
                NationalFile.of("DICIEMBRE", 2022, "13/03/2023", "24/03/2023").counting((district, offence) -> 90);
        Path fallen = write("fallen.csv", low);
        office.load(write("whole.csv", YEAR), fallen);
        assertThat(office.state(fallen)).isEqualTo(State.HELD);
        office.decide(fallen, Verdict.ACCEPT);
        String digest = office.figuresDigest();

        Path twin = low.write(folder.resolve("twin.csv"), "\r\n");
        office.load(twin);

        assertThat(office.state(twin)).isEqualTo(State.DUPLICATE);
        assertThat(office.figuresDigest()).isEqualTo(digest);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 34L * 3 * 90));
    }

    @Test
    void aDecisionIsALineOfTheLedgerWithWhoWhenAndWhy() {
        Path slice = write("slice.csv", YEAR.with(rows -> rows.subList(0, 3)));
        office.load(write("whole.csv", YEAR), slice);
        office.decide(slice, Verdict.CONFIRM);
        List<JsonNode> decisions = new Ledger(office.warehouse)
                .lines().stream()
                        .filter(line -> line.path("type").asString().equals("decision"))
                        .toList();
        assertThat(decisions).singleElement().satisfies(line -> {
            assertThat(line.path("decision").asString()).isEqualTo("confirm");
            assertThat(line.path("decided_by").asString()).isEqualTo("somebody");
            assertThat(line.path("decided_at").asString()).matches("20\\d\\d-.*Z");
            assertThat(line.path("reason").asString()).isEqualTo("a reason");
            assertThat(line.path("agreement").path(0).path("finest_grain").asString())
                    .isEqualTo("offence");
        });
        assertThat(office.state(slice)).isEqualTo(State.CONFIRMING);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void confirmFindsTheFinestGrainThatAgreesAndListsWhereItDoesNot() {
        NationalFile otherNames = YEAR.with(rows -> rows.subList(0, 3).stream()
                .map(row -> row.replace("Hurto simple", "HURTO SIMPLE"))
                .toList());
        Path slice = write("slice.csv", otherNames);
        office.load(write("whole.csv", YEAR), slice);
        assertThat(office.decide(slice, Verdict.CONFIRM).agreements)
                .containsExactly(new Agreement(
                        "all",
                        2022,
                        "article",
                        List.of(
                                new Difference(
                                        "offence",
                                        "AMAZONAS / 185 / CONTRA EL PATRIMONIO > HURTO > HURTO SIMPLE",
                                        100,
                                        0),
                                new Difference(
                                        "offence",
                                        "AMAZONAS / 185 / CONTRA EL PATRIMONIO > HURTO > Hurto simple",
                                        0,
                                        100))));
    }

    @Test
    void theRealSliceAgreesDownToTheArticleExceptForItsLastYear() {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        Path slice = REAL.resolve("lambayeque_2019-2023.xlsx");
        office.load(
                REAL.resolve("delitos_2019.csv"),
                REAL.resolve("delitos_2020.csv"),
                REAL.resolve("delitos_2022.csv"),
                REAL.resolve("delitos_2023.csv"),
                slice);
        assertThat(office.decide(slice, Verdict.CONFIRM).agreements)
                .extracting(Agreement::year, Agreement::finestGrain)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2019, "article"),
                        org.assertj.core.groups.Tuple.tuple(2020, "article"),
                        org.assertj.core.groups.Tuple.tuple(2021, "no_vintage"),
                        org.assertj.core.groups.Tuple.tuple(2022, "article"),
                        org.assertj.core.groups.Tuple.tuple(2023, "district"));
    }

    @Test
    void anImpossibleDateIsHeldAndMayBeAccepted() {
        Path early = write("early.csv", NationalFile.of("DICIEMBRE", 2022, "13/01/2022", "24/01/2022"));
        office.load(early);
        assertThat(office.state(early)).isEqualTo(State.HELD);
        office.decide(early, Verdict.ACCEPT);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void aDeliveryWithoutPublishedDateCannotBeAcceptedAndIsLoadedAgainWithOne() {
        Path undated = write("undated.csv", NationalFile.of("DICIEMBRE", 2022, "13/01/2023", ""));
        office.load(undated);
        assertThat(office.state(undated)).isEqualTo(State.HELD);
        assertThatThrownBy(() -> office.decide(undated, Verdict.ACCEPT)).hasMessageContaining("DECIDE_CANNOT_ACCEPT");

        LoadReport report = Loads.run(
                new LoadRequest(
                        folder,
                        office.warehouse,
                        Path.of("jobs"),
                        List.of(undated),
                        null,
                        java.time.LocalDate.parse("2023-01-24")),
                new QuietProgress(),
                java.time.Clock.systemUTC());

        assertThat(report.exitCode()).isZero();
        assertThat(office.state(undated)).isEqualTo(State.ACCEPTED);
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, YEAR_TOTAL));
    }

    @Test
    void whatNobodyKnowsCannotBeDecided() {
        Path unknown = write("unknown.csv", YEAR);
        assertThatThrownBy(() -> office.decide(unknown, Verdict.REJECT)).hasMessageContaining("DELIVERY_UNKNOWN");
    }

    private Path write(String name, NationalFile file) {
        return file.write(folder.resolve(name));
    }
}
