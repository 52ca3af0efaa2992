package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Delivery.State;

/** Sources of other countries and forms, each only a job file with its code lists, over what their publishers published. */
class DeclaredSourcesTest {
    private static final Path REPORT = Path.of("../shared/data/cead-chile/cead_coquimbo_report.xlsx");
    private static final Path SERIES = Path.of("../shared/data/sesnsp-idefc/IDEFC_NM_may22.csv");
    private static final LocalDate PUBLISHED = LocalDate.of(2022, 6, 20);

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
    void countsTheLeavesOfAReportThatAddUpToItsPrintedGroups() {
        assumeTrue(Files.exists(REPORT), "skipped: no real publications in ../shared/data");
        office.load(REPORT);
        assertThat(
                        office.query(
                                "select count(*), min(year), max(year), sum(complaint_count)::bigint"
                                        + " from published.vintage where source_code = 'cead-report' and scope = 'CL-CO' and is_current"))
                .containsExactly(List.of(12L, 2013, 2024, 925_421L));
        assertThat(office.query(
                        "select complaint_count, published_date::varchar from published.vintage where year = 2013"))
                .containsExactly(List.of(66_614L, "2025-07-30"));
        // 17 groups over twelve years; none differs.
        assertThat(office.query(
                        "select advice from published.finding where code in ('TOTALS_COMPARED', 'TOTAL_DIFFERS')"))
                .containsExactly(List.of("Printed totals compared with the sums of their parts: 204 agree, 0 differ."));
        assertThat(office.query("select level_3_name, level_4_name, offence_name, complaint_count, cell"
                        + " from published.complaint where subgeneric is null and generic = 'Violencia intrafamiliar'"
                        + " and year = 2013 order by row_number limit 1"))
                .hasSize(1)
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains("Violencia intrafamiliar con lesiones físicas", 2_377L, "B42");
    }

    @Test
    void readsMonthsAcrossAndLeavesOutThoseToCome() {
        assumeTrue(Files.exists(SERIES), "skipped: no real publications in ../shared/data");
        office.load(PUBLISHED, SERIES);
        assertThat(office.query("select count(*), sum(complaint_count)::bigint, count(distinct region_code)"
                        + " from published.complaint where source_code = 'sesnsp-idefc'"))
                .containsExactly(List.of(279_104L, 14_187_613L, 32L));
        assertThat(office.query("select months_covered, complaint_count, period_end::varchar from published.vintage"
                        + " where year = 2022"))
                .containsExactly(List.of(5, 882_066L, "2022-05-31"));
        assertThat(office.query("select sum(complaint_count)::bigint from published.complaint"
                        + " where subgeneric = 'Secuestro' group by year order by year"))
                .containsExactly(
                        List.of(1_062L),
                        List.of(1_128L),
                        List.of(1_149L),
                        List.of(1_330L),
                        List.of(1_330L),
                        List.of(833L),
                        List.of(626L),
                        List.of(233L));
    }

    @Test
    void holdsASeriesOfWhichNobodySaysWhenItWasPublished() {
        assumeTrue(Files.exists(SERIES), "skipped: no real publications in ../shared/data");
        office.load(SERIES);
        assertThat(office.state(SERIES)).isEqualTo(State.HELD);
    }
}
