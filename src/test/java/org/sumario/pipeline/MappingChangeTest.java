package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.jobs.LabelDecisions;
import org.sumario.warehouse.FigureChange;

@Tag("long")
class MappingChangeTest {
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(folder.resolve("warehouse"));
        office.editableJobs(folder.resolve("jobs"));
    }

    @Test
    void anEditedCodeListIsAppliedToLabelsWithoutReadingTheFileAndShowsItsEffect() throws IOException {
        office.load(YEAR.write(folder.resolve("year.csv")));
        editDistricts("LIMA-NOROESTE,LIMA NOROESTE,,PE-CAL", "LIMA-NOROESTE,LIMA NOROESTE,,PE-LIM");
        // Were the file read again, this load would fail.
        makeArchivedFilesUnreadable();

        LoadState state = office.load();

        String vintage = "mpfn-complaints:all:2022@2022-12-31.2023-01-13.2023-01-24";
        assertThat(requireNonNull(state.built).changes())
                .containsExactly(
                        new FigureChange(
                                2, "mpfn-complaints", vintage, "region", "PE-CAL", "complaint_count", 600, 300),
                        new FigureChange(
                                2, "mpfn-complaints", vintage, "region", "PE-LIM", "complaint_count", 1800, 2100));
        assertThat(state.remapped()).hasSize(1);
        assertThat(state.readAgain).isEmpty();
        assertThat(History.of(office.warehouse).release(2).orElseThrow().changes())
                .isEqualTo(requireNonNull(state.built).changes());
        assertThat(
                        office.query(
                                "select release_number, member_code, before_count, after_count from published.mapping_change order by 2"))
                .containsExactly(List.of(2L, "PE-CAL", 600L, 300L), List.of(2L, "PE-LIM", 1800L, 2100L));
    }

    @Test
    void labelsMappedAgainAreWhatTheFileReadAgainWouldBe() throws IOException {
        NationalFile spelled = YEAR.with(rows ->
                rows.stream().map(row -> row.replace(",SANTA,", ",SANTAH,")).toList());
        editDistricts("SANTA,SANTA,", "SANTA,SANTA,SANTAH");
        office.load(spelled.write(folder.resolve("year.csv")));
        assertThat(office.query("from published.finding where severity <> 'info'"))
                .isEmpty();

        editDistricts("SANTA,SANTA,SANTAH", "SANTA,SANTA,");
        editGuards();
        office.load();
        List<List<Object>> remapped = findingsAndTotals();
        assertThat(remapped.toString()).contains("LABEL_UNMAPPED", "SANTAH");

        Recovery.delete(office.warehouse.resolve("staging"));
        Recovery.delete(office.warehouse.resolve("sumario.duckdb"));
        Recovery.delete(office.warehouse.resolve("releases"));
        office.load();
        assertThat(findingsAndTotals()).isEqualTo(remapped);
        assertThat(office.query("select fiscal_district_name, sum(complaint_count)::bigint from published.complaint"
                        + " where fiscal_district_code is null group by 1"))
                .containsExactly(List.of("unknown", 300L));
    }

    @Test
    void aDecisionAboutALabelIsAppliedByTheNextLoadAndShowsItsEffect() throws IOException {
        NationalFile spelled = YEAR.with(rows ->
                rows.stream().map(row -> row.replace(",SANTA,", ",SANTAH,")).toList());
        editGuards();
        office.load(spelled.write(folder.resolve("year.csv")));
        LabelDecisions.record(
                office.jobs,
                "pe-fiscal-districts",
                new LabelDecisions.Decided("SANTAH", "SANTA", "ana", Instant.EPOCH, "", "a slip"));
        makeArchivedFilesUnreadable();

        LoadState state = office.load();

        assertThat(requireNonNull(state.built).changes())
                .extracting(FigureChange::dimension, FigureChange::memberCode, FigureChange::afterCount)
                .contains(tuple("fiscal_district", "SANTA", 300L));
        assertThat(office.query("select count(*) from published.finding where code = 'LABEL_UNMAPPED'"))
                .containsExactly(List.of(0L));
    }

    @Test
    void changedColumnsReadTheFileAgain() throws IOException {
        office.load(YEAR.write(folder.resolve("year.csv")));
        Path job = office.jobs.resolve("mpfn-complaints.yml");
        Files.writeString(job, Files.readString(job).replace("unclassified: [S/Art, S/N]", "unclassified: [S/N]"));
        LoadState state = office.load();
        assertThat(state.readAgain).hasSize(1);
        assertThat(requireNonNull(state.built).changes())
                .extracting(FigureChange::dimension)
                .containsOnly("is_unclassified");
        assertThat(office.byYear()).isEqualTo(Map.of(2022L, 10_200L));
    }

    @Test
    void anEditThatTakesAwayWhatADeliveryWasAcceptedForReleasesNothingHoweverOftenItIsTried() throws IOException {
        office.load(YEAR.write(folder.resolve("year.csv")));
        String digest = office.figuresDigest();
        editDistricts("SANTA,SANTA,", "SANTA,SANTAH,");
        for (int trial = 0; trial < 2; trial++) {
            assertThatThrownBy(() -> office.load()).hasMessageContaining("MAPPING_BREAKS_ACCEPTED");
        }
        assertThat(office.figuresDigest()).isEqualTo(digest);
        editDistricts("SANTA,SANTAH,", "SANTA,SANTA,");
        office.load();
        assertThat(office.releaseNumber()).isEqualTo(1);
    }

    private List<List<Object>> findingsAndTotals() {
        List<List<Object>> found = new java.util.ArrayList<>(office.query(
                "select code, cell, raw_text, advice, advice_es from published.finding order by row_number"));
        found.addAll(office.query("select fact_count, raw_sum::varchar, rejection_count from published.delivery"));
        return found;
    }

    private void editDistricts(String from, String to) throws IOException {
        edit(office.jobs.resolve("codelists/pe-fiscal-districts.csv"), "\n" + from, "\n" + to);
    }

    private void editGuards() throws IOException {
        edit(
                office.jobs.resolve("mpfn-complaints.yml"),
                "complete: [fiscal_district]",
                "complete: []\n  unmapped_share_at_most: 1");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private void makeArchivedFilesUnreadable() throws IOException {
        try (var files = Files.walk(office.warehouse.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).startsWith("periodo_denuncia")) {
                    Files.delete(file);
                }
            }
        }
    }
}
