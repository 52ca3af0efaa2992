package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;
import org.sumario.warehouse.Agreement;

/** Sources that count entries received and resolved instead of complaints. */
@Tag("long")
class CaseLoadTest {
    private static final Path REAL = Path.of("../shared/data/mpfn-casos");
    private static final Path COMPLAINTS = Path.of("../shared/data/mpfn-delitos");
    private static final OfficeWorkload YEAR = OfficeWorkload.of(2022);

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
    void loadsTheRealFilesToTheLastDigit() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        office.load(files(REAL));
        assertThat(office.query("select year, received_count, resolved_count from published.vintage"
                        + " where source_code = 'mpfn-cases' and is_current order by 1"))
                .containsExactly(
                        List.of(2019, 1_400_736L, 1_220_349L),
                        List.of(2020, 863_288L, 688_925L),
                        List.of(2021, 1_298_697L, 1_140_369L),
                        List.of(2022, 1_404_619L, 1_275_920L));
        assertThat(office.query("select office_type, sum(received_count)::bigint, count(distinct fiscal_district_code)"
                        + " from published.case_by_year_fiscal_district where year = 2019 group by 1 order by 1"))
                .containsExactly(
                        List.of("PROVINCIAL", 1_268_531L, 34L),
                        List.of("SUPERIOR", 108_552L, 34L),
                        List.of("SUPREMA", 23_653L, 1L));
    }

    @Test
    void leavesTheFiguresOfComplaintsAsTheyAre() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        office.load(COMPLAINTS.resolve("delitos_2019.csv"), COMPLAINTS.resolve("delitos_2020.csv"));
        List<?> before = complaintDigests();
        assertThat(before).hasSize(2);
        office.load(files(REAL));
        assertThat(complaintDigests()).isEqualTo(before);
        assertThat(office.query("select count(*) from star.dim_vintage")).containsExactly(List.of(6L));
    }

    @Test
    void tellsTheCellOfEveryCount() {
        office.load(YEAR.write(folder.resolve("year.csv")));
        assertThat(office.query("select f.row_number, f.received_count, f.received_column_index, f.resolved_count,"
                        + " f.resolved_column_index, d.fiscal_district_code, r.region_code, c.office_type, c.specialised_unit"
                        + " from star.fact_case as f join star.dim_fiscal_district as d using (fiscal_district_key)"
                        + " join star.dim_region as r on r.region_key = f.region_key"
                        + " join star.dim_case_type as c using (case_type_key) order by 1 limit 1"))
                .containsExactly(Arrays.asList(2, 100L, 9, 80L, 10, "AMAZONAS", "PE-AMA", "PROVINCIAL", null));
    }

    @Test
    void keepsACountThatIsAbsentEmptyAndNeverZero() {
        Path file = YEAR.replacing("SUPERIOR,PENAL,PENAL,DENUNCIA,,10,9,", "SUPERIOR,PENAL,PENAL,DENUNCIA,,10,,")
                .write(folder.resolve("year.csv"));
        office.load(file);
        assertThat(office.query("select office_type, sum(received_count)::bigint, sum(resolved_count)::bigint"
                        + " from published.case_by_year_fiscal_district group by 1 order by 1"))
                .containsExactly(List.of("PROVINCIAL", 3400L, 2720L), Arrays.asList("SUPERIOR", 340L, null));
        assertThat(office.query("select measure, raw_sum::bigint, fact_sum::bigint, left_out_count"
                        + " from published.control_total order by 1"))
                .containsExactly(
                        List.of("received_count", 3740L, 3740L, 0L), List.of("resolved_count", 2720L, 2720L, 0L));
    }

    @Test
    void holdsALaterVintageInWhichOneMeasureFalls() {
        office.load(YEAR.write(folder.resolve("first.csv")));
        Path fallen =
                YEAR.published("30/01/2023").replacing(",100,80,", ",100,60,").write(folder.resolve("fallen.csv"));
        office.load(fallen);
        assertThat(office.state(fallen)).isEqualTo(State.HELD);
        assertThat(reason(fallen))
                .contains("2022 resolved_count: the total falls from 3026 to 2346")
                .doesNotContain("received_count");
    }

    @Test
    void holdsAColumnOfWhichTooManyCellsAreNoCounts() {
        Path spoilt = YEAR.replacing(",10,9,", ",10,n/d,").write(folder.resolve("spoilt.csv"));
        office.load(spoilt);
        assertThat(office.state(spoilt)).isEqualTo(State.HELD);
        assertThat(reason(spoilt)).contains("50.00 %");
    }

    @Test
    void aRepetitionAddsNothingAndAContradictionWaits() {
        office.load(YEAR.write(folder.resolve("first.csv")));
        Path again = YEAR.with(
                        rows -> rows.stream().sorted(Comparator.reverseOrder()).toList())
                .write(folder.resolve("again.csv"));
        Path other = YEAR.replacing("SUPERIOR", "SUPREMA").write(folder.resolve("other.csv"));
        office.load(again, other);
        assertThat(office.state(again)).isEqualTo(State.DUPLICATE);
        assertThat(office.state(other)).isEqualTo(State.HELD);
        assertThat(reason(other)).contains("has the same dates and other figures");
    }

    @Test
    void confirmsASliceDownToTheTypeOfCase() {
        office.load(YEAR.write(folder.resolve("year.csv")));
        Path slice = YEAR.with(rows -> rows.subList(0, 2)).write(folder.resolve("slice.csv"));
        office.load(slice);
        assertThat(office.state(slice)).isEqualTo(State.HELD);
        LoadState decided = office.decide(slice, Verdict.CONFIRM);
        assertThat(decided.agreements).containsExactly(new Agreement("all", 2022, "case_type", List.of()));
    }

    @Test
    void anEditedCodeListMovesCasesWithoutReadingTheFileAndShowsItsEffect() throws IOException {
        Path jobs = office.editableJobs(folder.resolve("jobs"));
        office.load(YEAR.write(folder.resolve("year.csv")));
        Path districts = jobs.resolve("codelists/pe-fiscal-districts.csv");
        Files.writeString(
                districts,
                Files.readString(districts)
                        .replace("LIMA-NOROESTE,LIMA NOROESTE,,PE-CAL", "LIMA-NOROESTE,LIMA NOROESTE,,PE-LIM"));
        LoadState state = office.load();
        assertThat(state.readAgain).isEmpty();
        assertThat(Objects.requireNonNull(state.built).changes())
                .extracting(change -> change.measure() + " " + change.memberCode() + " " + change.beforeCount() + " "
                        + change.afterCount())
                .containsExactly(
                        "received_count PE-CAL 220 110",
                        "received_count PE-LIM 660 770",
                        "resolved_count PE-CAL 178 89",
                        "resolved_count PE-LIM 534 623");
    }

    @Test
    void aLoadShowsTotalsByYearWhereTheJobFileNamesNoHeadline() {
        Path file = YEAR.write(folder.resolve("year.csv"));
        LoadReport report = Loads.run(
                new LoadRequest(folder, office.warehouse, Path.of("jobs"), List.of(file), null, null),
                new QuietProgress(),
                Clock.systemUTC());
        assertThat(report.headlines())
                .extracting(LoadReport.HeadlineFigures::measure, LoadReport.HeadlineFigures::byYear)
                .containsExactly(
                        tuple("received_count", Map.of(2022, 3740L)), tuple("resolved_count", Map.of(2022, 3026L)));
    }

    private static Path[] files(Path real) throws IOException {
        try (Stream<Path> files = Files.list(real)) {
            return files.sorted().toArray(Path[]::new);
        }
    }

    private List<?> complaintDigests() {
        return office.query("select vintage_code, figures_digest from published.vintage"
                + " where source_code = 'mpfn-complaints' order by 1");
    }

    private String reason(Path file) {
        return String.valueOf(
                office.query("select reason from published.delivery where file_name = '" + file.getFileName() + "'")
                        .get(0)
                        .get(0));
    }
}
