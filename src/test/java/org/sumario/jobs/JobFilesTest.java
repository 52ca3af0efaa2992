package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.jobs.JobDefinition.Accumulation;
import org.sumario.jobs.Layout.Column;
import org.sumario.model.Refused;
import org.sumario.model.Rule;

class JobFilesTest {

    private static final String JOB = "mpfn-complaints.yml";
    private static final String SAMPLE = "sample-complaints.yml";

    @TempDir
    Path temporary;

    @Test
    void loadsEveryJobFileOfTheProject() {
        assertThat(JobFiles.load(JobsFolder.ORIGINAL))
                .extracting(JobDefinition::sourceCode)
                .containsExactly("cead-report", "mpfn-cases", "mpfn-complaints", "sample-complaints", "sesnsp-idefc");
    }

    @Test
    void readsWhatTheJobFileSays() {
        JobDefinition job = JobFiles.parse(JobsFolder.ORIGINAL.resolve(JOB));
        assertThat(job.titles()).containsEntry("es", "Delitos denunciados, Perú");
        assertThat(job.accumulation()).isEqualTo(Accumulation.YEAR_TO_DATE);
        assertThat(job.firstYear()).isEqualTo(2000);
        assertThat(job.marker()).isNull();
        assertThat(job.layouts()).hasSize(1);
        assertThat(job.layouts().get(0).columns()).hasSize(16);
        assertThat(job.layouts().get(0).columns())
                .contains(
                        column("ubigeo_pjfs", List.of("ubigeo"), new ColumnRole.Attribute("seat_place_code", 6)),
                        column(
                                "articulo",
                                List.of(),
                                new ColumnRole.Dimension(
                                        "article", null, ColumnRole.Blank.UNKNOWN, 0, List.of("S/Art", "S/N"))),
                        column(
                                "cantidad",
                                List.of(),
                                new ColumnRole.Measure("complaint_count", ColumnRole.Blank.REJECTED)));
        assertThat(job.guards().complete()).containsExactly("fiscal_district");
        assertThat(job.guards().laterTotalAtLeast()).isEqualByComparingTo("0.98");
        assertThat(job.headline()).isNotNull();
        assertThat(job.schedule()).isEqualTo(new JobDefinition.Schedule("0 6 16 * *", "America/Lima", 10));
        assertThat(job.regions()).isEqualTo("pe-regions");
        assertThat(job.codelists()).containsOnlyKeys("pe-regions", "pe-fiscal-districts");
        assertThat(job.files())
                .extracting(file -> file.getFileName().toString())
                .startsWith(JOB, "pe-regions.csv", "pe-fiscal-districts.csv")
                .endsWith(job.rules().stream().map(rule -> rule.name() + ".yml").toArray(String[]::new))
                .hasSize(3 + job.rules().size());
        assertThat(job.rules()).extracting(Rule::name).contains("total_jumped");
    }

    private static Column column(String header, List<String> aliases, ColumnRole role) {
        return new Column(new Place.Header(header, aliases), true, List.of(), List.of(), false, role);
    }

    @Test
    void readsTheSampleAsOneThatYields() {
        JobDefinition sample = JobFiles.parse(JobsFolder.ORIGINAL.resolve(SAMPLE));
        assertThat(sample.marker()).isEqualTo(new JobDefinition.Marker("sumario-sample", "complaints"));
        assertThat(sample.yieldsTo()).isEqualTo("mpfn-complaints");
        assertThat(sample.schedule()).isNull();
        assertThat(sample.layouts())
                .isEqualTo(JobFiles.parse(JobsFolder.ORIGINAL.resolve(JOB)).layouts());
    }

    @Test
    void fillsInDefaultsOfGuardsAndFirstYear() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        JobDefinition before = JobFiles.parse(folder.file(JOB));
        folder.replace(JOB, "guards:\n  complete: [fiscal_district]\n", "");
        folder.replace(JOB, "first_year: 2000\n", "");
        JobDefinition after = JobFiles.parse(folder.file(JOB));
        assertThat(after.firstYear()).isEqualTo(2000);
        assertThat(after.guards().complete()).isEmpty();
        assertThat(after.guards().samePeriodKeysWithin())
                .isEqualTo(before.guards().samePeriodKeysWithin());
        assertThat(after.mappingDigest()).isEqualTo(before.mappingDigest()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "# Complaints received; # What was received",
                "en: Complaints of offences; en: Offences",
                "licence: ODC-By-1.0; licence: unknown",
                "0 6 16 * *; 0 6 * * MON-FRI",
                "grace_days: 10; grace_days: 11",
                "complete: [fiscal_district]; later_total_at_least: 0.97",
                "'value: \"152\"'; 'value: \"108\"'",
                "header: periodo_denuncia; header: Periodo_Denuncia"
            })
    void keepsTheDigestWhereMeaningStays(String text, String replacement) {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String before = JobFiles.parse(folder.file(JOB)).mappingDigest();
        folder.replace(JOB, text, replacement);
        assertThat(JobFiles.parse(folder.file(JOB)).mappingDigest()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{2} for {1} in {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "mpfn-complaints.yml; source: mpfn-complaints; source: other",
                "mpfn-complaints.yml; scope: all; scope: other",
                "mpfn-complaints.yml; first_year: 2000; first_year: 2001",
                "mpfn-complaints.yml; accumulation: year_to_date; accumulation: per_period",
                "mpfn-complaints.yml; [S/Art, S/N]; [S/Art]",
                "mpfn-complaints.yml; [ubigeo]; '[ubigeo, place]'",
                "mpfn-complaints.yml; pad: 6; pad: 5",
                "mpfn-complaints.yml; 'role: year'; 'role: year\n    required: false'",
                "mpfn-complaints.yml; name: complaint_count; 'name: complaint_count\n    blank: zero'",
                "codelists/pe-fiscal-districts.csv; TACNA,TACNA,,; TACNA,TACNA,Tagna,",
                "codelists/pe-fiscal-districts.csv; LIMA-NOROESTE,LIMA NOROESTE,,PE-CAL; LIMA-NOROESTE,LIMA NOROESTE,,PE-LIM",
                "codelists/pe-regions.csv; PE-TAC,Tacna; PE-TAC,Takna"
            })
    void changesTheDigestWithMeaning(String file, String text, String replacement) {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String before = JobFiles.parse(folder.file(JOB)).mappingDigest();
        folder.replace(file, text, replacement);
        assertThat(JobFiles.parse(folder.file(JOB)).mappingDigest()).isNotEqualTo(before);
    }

    @Test
    void refusesTwoJobFilesOfOneSource() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.replace(SAMPLE, "source: sample-complaints", "source: mpfn-complaints");
        folder.replace(SAMPLE, "yields_to: mpfn-complaints\n", "");
        Refused refused = catchThrowableOfType(Refused.class, () -> JobFiles.load(temporary));
        JobsFolder.assertRefused(refused.reason(), "JOB_FILE_BAD", SAMPLE, 3, "is that of mpfn-complaints.yml too");
    }

    @Test
    void refusesToYieldToASourceThatNoJobFileDescribes() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String text = folder.replace(SAMPLE, "yields_to: mpfn-complaints", "yields_to: nobody");
        Refused refused = catchThrowableOfType(Refused.class, () -> JobFiles.load(temporary));
        int line = JobsFolder.lineOf(text, "yields_to");
        JobsFolder.assertRefused(refused.reason(), "JOB_FILE_BAD", SAMPLE, line, "'nobody'");
    }

    @Test
    void refusesFolderThatIsMissing() {
        Refused refused = catchThrowableOfType(Refused.class, () -> JobFiles.load(temporary.resolve("nowhere")));
        assertThat(refused.reason().code()).isEqualTo("JOBS_FOLDER_MISSING");
    }

    @Test
    void readsFileWithByteOrderMarkAndWindowsLineEnds() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String before = JobFiles.parse(folder.file(JOB)).mappingDigest();
        for (String file : List.of(JOB, "codelists/pe-regions.csv", "codelists/pe-fiscal-districts.csv")) {
            folder.write(file, "\uFEFF" + folder.read(file).replace("\n", "\r\n"));
        }
        assertThat(JobFiles.parse(folder.file(JOB)).mappingDigest()).isEqualTo(before);
    }

    @Test
    void keepsVersionsOfACodeThatDoNotOverlap() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.replace(
                "codelists/pe-fiscal-districts.csv",
                "TACNA,TACNA,,PE-TAC,,,230101",
                "TACNA,TACNA,,PE-TAC,,2021-12-31,230101\nTACNA,TACNA,,PE-MOQ,2022-01-01,,230101");
        assertThat(JobsFolder.codes(JobFiles.parse(folder.file(JOB)), "pe-fiscal-districts"))
                .filteredOn(code -> code.code().equals("TACNA"))
                .hasSize(2);
    }

    @Test
    void acceptsTheFormsOfCron() {
        assertThat(Stream.of("0 6 16 * *", "*/15 0-6 * JAN,jul 1-5", "5 4 1-31/2 12 *", "0 0 * * SUN"))
                .allMatch(cron -> Cron.complaint(cron).isEmpty());
        assertThat(Stream.of("", "60 0 1 1 *", "0 0 0 1 *", "0 0 1 13 *", "0 0 * * 8", "0 0 */0 * *", "5-1 * * * *"))
                .allMatch(cron -> Cron.complaint(cron).isPresent());
    }
}
