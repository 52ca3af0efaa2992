package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelDecisionsTest {
    private static final String JOB = "mpfn-complaints.yml";
    private static final String LIST = "codelists/pe-fiscal-districts.csv";
    private static final String DECISIONS = "codelists/pe-fiscal-districts.labels.csv";
    private static final String HEADER = "label,code,decided_by,decided_at,delivery,reason\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path temporary;

    @SuppressWarnings("NullAway.Init") // copied before each test
    private JobsFolder folder;

    @BeforeEach
    void copy() {
        folder = JobsFolder.copyTo(temporary.resolve("jobs"));
    }

    @Test
    void aDecidedLabelMeansItsCodeAsIfTheListHadIt() {
        String before = JobFiles.parse(folder.file(JOB)).mappingDigest();
        folder.write(DECISIONS, HEADER + "SANTAH,SANTA,ana,2026-01-01T00:00:00Z,,a slip\n");
        JobDefinition decided = JobFiles.parse(folder.file(JOB));
        assertThat(decided.mappingDigest()).isNotEqualTo(before);
        assertThat(decided.files()).contains(folder.file(DECISIONS));
        folder.write(DECISIONS, HEADER + "SANTAH,SANTA,eva,2026-02-02T00:00:00Z,abcdef01,another reason\n");
        assertThat(JobFiles.parse(folder.file(JOB)).mappingDigest()).isEqualTo(decided.mappingDigest());
        folder.write(DECISIONS, HEADER);
        folder.replace(LIST, "\nSANTA,SANTA,", "\nSANTA,SANTA,SANTAH");
        assertThat(JobFiles.parse(folder.file(JOB)).mappingDigest()).isEqualTo(decided.mappingDigest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Lima Norte,SANTA,a,b,,c; 'also means LIMA-NORTE'",
                "SANTAH,SANTAS,a,b,,c; 'is no code'",
                "SANTAH,SANTA,a; 'there are 3 fields'",
                "' ,SANTA,a,b,,c'; 'the label is blank'"
            })
    void refusesABadDecisionWithItsLine(String line, String because) {
        folder.write(DECISIONS, HEADER + "TACNAH,TACNA,a,b,,c\n" + line + "\n");
        assertThat(JobsFolder.refusal(folder.file(JOB)).arguments())
                .startsWith("pe-fiscal-districts.labels.csv", "3")
                .last()
                .asString()
                .contains(because);
    }

    @Test
    void refusesDecisionsThatContradictEachOther() {
        folder.write(DECISIONS, HEADER + "X Y,TACNA,a,b,,c\nx  y,SANTA,a,b,,c\n");
        assertThat(JobsFolder.refusal(folder.file(JOB)).arguments()).startsWith("pe-fiscal-districts.labels.csv", "3");
    }

    @Test
    void refusesAnotherHeader() {
        folder.write(DECISIONS, "label,code\nSANTAH,SANTA\n");
        assertThat(JobsFolder.refusal(folder.file(JOB)).arguments()).startsWith("pe-fiscal-districts.labels.csv", "1");
    }
}
