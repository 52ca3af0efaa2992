package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;

/** A source of which each file states some regions completely, and one whose months stand alone. */
@Tag("long")
class ScopeTest {
    private static final String DESCRIPTION = """
            title: {en: Police cases, es: Casos policiales}
            publisher: nobody
            url: https://example.org/
            licence: none
            attribution: nobody
            """;
    private static final String REGIONAL = "source: regional\n" + DESCRIPTION + """
            country: CL
            counting_unit: police_case
            region_basis: occurrence
            scope: {dimension: region}
            accumulation: per_period
            columns:
              - {header: mes, role: period, language: es}
              - {header: anio, role: year}
              - {header: region, role: dimension, name: region, codelist: cl-regions}
              - {header: grupo, role: dimension, name: level_1, unclassified: [Otros]}
              - {header: delito, role: dimension, name: level_2}
              - {header: casos, role: measure, name: complaint_count, blank: absent}
              - {header: publicado, role: published_date}
            """;

    /** Regions of another country under codes of the first. */
    private static final String OTHER = "source: other\n" + DESCRIPTION + """
            country: MX
            counting_unit: offence
            region_basis: jurisdiction
            scope: all
            accumulation: per_period
            columns:
              - {header: month, role: period, language: es}
              - {header: year, role: year}
              - {header: state, role: dimension, name: region, codelist: other-regions}
              - {header: offence, role: dimension, name: level_1}
              - {header: count, role: measure, name: complaint_count}
              - {header: published, role: published_date}
            """;

    private static final String LEVELS = "source: levels\n" + DESCRIPTION + """
            country: MX
            counting_unit: offence
            region_basis: jurisdiction
            scope: all
            accumulation: per_period
            columns:
              - {value: ENERO - DICIEMBRE, role: period}
              - {header: anio, role: year}
              - {header: codigo, role: level_code}
              - {header: delito, role: hierarchy, levels: [level_1, level_2], by: code, unclassified: [Sin clasificar]}
              - {header: casos, role: measure, name: complaint_count}
              - {header: publicado, role: published_date}
            """;

    private static final String HEADER = "mes,anio,region,grupo,delito,casos,publicado\n";
    private static final String COQUIMBO = HEADER + """
            ENERO,2022,Región de Coquimbo,Robos,Robo con violencia,10,2023-02-01
            FEBRERO,2022,Región de Coquimbo,Robos,Robo con violencia,20,2023-02-01
            DICIEMBRE,2022,Región de Coquimbo,Otros,Otros,5,2023-02-01
            ENERO,2023,Región de Coquimbo,Robos,Robo con violencia,7,2023-02-01
            """;
    private static final String MAULE = HEADER + "ENERO,2022,Región del Maule,Robos,Hurto,100,2023-03-01\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(folder.resolve("warehouse"));
        Path jobs = office.editableJobs(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("regional.yml"), REGIONAL);
        Files.writeString(jobs.resolve("other.yml"), OTHER);
        Files.writeString(jobs.resolve("levels.yml"), LEVELS);
        Files.writeString(
                jobs.resolve("codelists/other-regions.csv"),
                "code,name,labels,parent,valid_from,valid_to\nCL-CO,Elsewhere,,,,\n");
    }

    @Test
    void everyScopeAndYearIsAVintage() {
        office.load(write("coquimbo.csv", COQUIMBO), write("maule.csv", MAULE));
        assertThat(office.query(
                        "select vintage_code, months_covered, complaint_count, is_current from published.vintage"
                                + " order by scope, year"))
                .containsExactly(
                        List.of("regional:CL-CO:2022@2022-12-31.2023-02-01.2023-02-01", 12, 35L, true),
                        List.of("regional:CL-CO:2023@2023-01-31.2023-02-01.2023-02-01", 1, 7L, true),
                        List.of("regional:CL-ML:2022@2022-01-31.2023-03-01.2023-03-01", 1, 100L, true));
        assertThat(office.query(
                        "select year, scope_present_count, scope_expected_count from published.coverage order by 1"))
                .containsExactly(List.of(2022, 2L, 16L), List.of(2023, 1L, 16L));
    }

    @Test
    void oneFileOfTwoRegionsSaysTheSameAsOneOfEach() {
        office.load(
                write("both.csv", COQUIMBO + MAULE.substring(HEADER.length()).replace("2023-03-01", "2023-02-01")));
        String together = office.figuresDigest();
        assertThat(office.query("select scope, count(*) from published.vintage group by 1 order by 1"))
                .containsExactly(List.of("CL-CO", 2L), List.of("CL-ML", 1L));
        office = other();
        office.load(write("coquimbo.csv", COQUIMBO));
        office.load(write("maule.csv", MAULE.replace("2023-03-01", "2023-02-01")));
        assertThat(office.figuresDigest()).isEqualTo(together);
    }

    @Test
    void aLaterReportOfOneRegionLeavesTheOthersAsTheyAre() {
        office.load(
                write("both.csv", COQUIMBO + MAULE.substring(HEADER.length()).replace("2023-03-01", "2023-02-01")));
        office.load(write("later.csv", MAULE.replace(",100,", ",101,")));
        assertThat(office.query("select scope, complaint_count, is_current from published.vintage where year = 2022"
                        + " order by scope, published_date"))
                .containsExactly(
                        List.of("CL-CO", 35L, true), List.of("CL-ML", 100L, false), List.of("CL-ML", 101L, true));
        assertThat(office.byYear()).isEqualTo(java.util.Map.of(2022L, 136L, 2023L, 7L));
    }

    @Test
    void holdsWhatBelongsToNoScopeAndLetsNoDecisionAcceptIt() throws IOException {
        Path unknown = write("unknown.csv", COQUIMBO + "ENERO,2022,Región de Marte,Robos,Hurto,1,2023-02-01\n");
        office.load(unknown);
        assertThat(office.state(unknown)).isEqualTo(State.HELD);
        assertThat(office.query("select reason, reason_es from published.delivery"))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.get(0)))
                        .contains("\"Región de Marte\" is in no line of the code list cl-regions"))
                .satisfies(row -> assertThat(String.valueOf(row.get(1))).contains("lista de códigos cl-regions"));
        assertThatThrownBy(() -> office.decide(unknown, Verdict.ACCEPT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("DECIDE_CANNOT_ACCEPT");

        Path regions = office.jobs.resolve("codelists/cl-regions.csv");
        Files.writeString(regions, Files.readString(regions) + "CL-XX,Región de Marte,,,,,\n");
        LoadState state = office.load();
        assertThat(state.readAgain).isEmpty();
        assertThat(office.state(unknown)).isEqualTo(State.ACCEPTED);
        assertThat(office.query("select scope, complaint_count from published.vintage where year = 2022 order by 1"))
                .containsExactly(List.of("CL-CO", 35L), List.of("CL-XX", 1L));
    }

    @Test
    void codesOfTwoListsNeverMix() {
        office.load(
                write("coquimbo.csv", COQUIMBO),
                write(
                        "other.csv",
                        "month,year,state,offence,count,published\nENERO,2022,Elsewhere,Robo,3,2022-03-01\n"));
        assertThat(office.query(
                        "select source_code, region_code, region_name, region_basis, sum(complaint_count)::bigint"
                                + " from published.complaint_by_year_region where year = 2022 group by all order by 1"))
                .containsExactly(
                        List.of("other", "CL-CO", "Elsewhere", "jurisdiction", 3L),
                        List.of("regional", "CL-CO", "Región de Coquimbo", "occurrence", 35L));
        assertThat(office.query("select fiscal_district_name from published.complaint group by 1"))
                .containsExactly(List.of("not applicable"));
    }

    @Test
    void monthsThatStandAloneAddUpToTheirYearAndFlowNowhere() {
        office.load(write("coquimbo.csv", COQUIMBO));
        assertThat(office.query("select period_start::varchar, period_end::varchar, months_covered, is_full_year,"
                        + " complaint_count from published.complaint order by 1"))
                .containsExactly(
                        Arrays.asList("2022-01-01", "2022-01-31", 12, true, 10L),
                        Arrays.asList("2022-02-01", "2022-02-28", 12, true, 20L),
                        Arrays.asList("2022-12-01", "2022-12-31", 12, true, 5L),
                        Arrays.asList("2023-01-01", "2023-01-31", 1, false, 7L));
        assertThat(office.query("select generic, article, offence_name, complaint_count, unclassified_share"
                        + " from published.complaint_by_year_offence where year = 2022 order by 1"))
                .containsExactly(
                        Arrays.asList("Otros", null, "Otros", 5L, 5.0 / 35),
                        Arrays.asList("Robos", null, "Robo con violencia", 30L, 5.0 / 35));
        assertThat(office.query("select * from published.complaint_flow")).isEmpty();
        assertThat(office.query(
                        "select year, complaint_count, reason from published.complaint_same_period" + " order by 1"))
                .containsExactly(
                        List.of(2022, 35L, "no vintage of an earlier year covers the same months"),
                        List.of(2023, 7L, "no vintage of an earlier year covers the same months"));
    }

    @Test
    void aLabelOfAHierarchyMayMeanNotClassified() {
        office.load(write("levels.csv", """
                anio,codigo,delito,casos,publicado
                2022,1,Robos,30,2023-02-01
                2022,1.1,Robo con violencia,20,2023-02-01
                2022,1.2,Sin clasificar,10,2023-02-01
                """));
        assertThat(office.query("select offence_name, is_unclassified, complaint_count from published.complaint"
                        + " where source_code = 'levels' order by 1"))
                .containsExactly(List.of("Robo con violencia", false, 20L), List.of("Sin clasificar", true, 10L));
    }

    @Test
    void aLaterPublicationOfTheSeriesAddsItsMonths() {
        office.load(write("coquimbo.csv", COQUIMBO));
        Path later = write(
                "later.csv",
                COQUIMBO.replace("2023-02-01", "2023-03-01")
                        + "FEBRERO,2023,Región de Coquimbo,Robos,Robo con violencia,8,2023-03-01\n");
        office.load(later);
        assertThat(office.state(later)).isEqualTo(State.ACCEPTED);
        assertThat(office.query("select year, period_end::varchar, complaint_count, last_confirmed_date::varchar"
                        + " from published.vintage where is_current order by 1"))
                .containsExactly(
                        List.of(2022, "2022-12-31", 35L, "2023-03-01"), List.of(2023, "2023-02-28", 15L, "2023-03-01"));
    }

    private Office other() {
        Office another = new Office(folder.resolve("another"));
        another.jobs = office.jobs;
        return another;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
