package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.model.Codelist;
import org.sumario.model.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullMarked
class JobFilesTest {
    private static final Path JOBS = Path.of("jobs");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @Test
    void readsTheJobFilesOfTheProject() {
        assertThat(JobFiles.load(JOBS))
                .extracting(JobDefinition::sourceCode)
                .containsExactly("mpfn-complaints", "sample-complaints");
    }

    @Test
    void districtsBelongToTheRegionOfTheirSeat() {
        JobDefinition job = JobFiles.parse(JOBS.resolve("mpfn-complaints.yml"));
        Codelist districts = Objects.requireNonNull(job.codelists().get("pe-fiscal-districts"));
        Codelist regions = Objects.requireNonNull(job.codelists().get("pe-regions"));
        Map<String, Integer> byRegion = new HashMap<>();
        districts.codes().forEach(code -> byRegion.merge(code.parent(), 1, Integer::sum));
        assertThat(districts.codes()).hasSize(34);
        assertThat(regions.codes()).hasSize(25).allMatch(region -> byRegion.containsKey(region.code()));
        assertThat(byRegion)
                .containsEntry("PE-LIM", 6)
                .containsEntry("PE-ANC", 2)
                .containsEntry("PE-JUN", 2)
                .containsEntry("PE-PIU", 2)
                .containsEntry("PE-CAL", 2);
        assertThat(districts.codes())
                .filteredOn(code -> code.code().equals("SANTA"))
                .singleElement()
                .satisfies(santa -> assertThat(santa.attributes()).containsEntry("seat_place_code", "021801"));
    }

    @Test
    void mappingDigestIgnoresWhatDoesNotChangeMeaning() throws IOException {
        String text = Files.readString(JOBS.resolve("mpfn-complaints.yml"));
        String digest = job(text).mappingDigest();
        assertThat(job("# a comment\n"
                                + text.replace("grace_days: 15", "grace_days: 3")
                                        .replace("0.98", "0.9"))
                        .mappingDigest())
                .isEqualTo(digest);
        assertThat(job(text.replace("[S/Art, S/N]", "[S/Art]")).mappingDigest()).isNotEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source: mpfn-complaints      | sorce: mpfn-complaints       | key 'source' is missing
            country: PE                  | country: PE\\ncuontry: PE     | unknown key 'cuontry'
            country: PE                  | country: PE\\ncountry: PE     | key 'country' stands twice
            region_basis: seat           | region_basis: sea            | none of seat, jurisdiction, occurrence
            accumulation: year_to_date   | accumulation: yearly         | none of year_to_date, per_period
            first_year: 2000             | first_year: MM               | a whole number is expected
            role: year                   | role: yaer                   | none of period, year
            role: year                   | role: ignored                | no column has the role year
            role: extraction_date        | role: published_date         | a second column for published_date
            name: complaint_count        | name: complaints             | none of complaint_count
            codelist: pe-fiscal-districts | codelist: pe-districts      | there is no code list
            header: tipo_caso            | header: especialidad         | stands for two columns
            blank: rejected              | blank: unknown               | a blank of this role cannot be unknown
            later_total_at_least: 0.98   | later_total_at_least: 98     | a share between 0 and 1
            complete: [fiscal_district]  | complete: [district]         | none of fiscal_district
            zone: America/Lima           | zone: America/Lime           | is no time zone
            cron: 0 0 6 20 * *           | cron: 0 6 20 * *             | six fields
            regions: pe-regions          | regions: [pe-regions]        | a text is expected
            columns:                     | columns: {a: b}\\nrest:       | a list is expected
            scope: all                   | scope: [                     | this is no YAML
            """)
    void refusesABadJobFileWithItsLine(String good, String bad, String reason) throws IOException {
        String text = Files.readString(JOBS.resolve("mpfn-complaints.yml"));
        assertThat(text).contains(good);
        String changed = text.replace(good, bad.replace("\\n", "\n"));
        Refused refused = catchThrowableOfType(Refused.class, () -> job(changed));
        assertThat(refused.reason().code()).isEqualTo("JOB_FILE_BAD");
        assertThat(refused.reason().arguments().get(0)).isEqualTo("job.yml");
        assertThat(Integer.parseInt(refused.reason().arguments().get(1))).isPositive();
        assertThat(refused.reason().arguments().get(2)).contains(reason);
    }

    @Test
    void refusesALabelThatMeansTwoCodes() throws IOException {
        Path list = folder.resolve("codelists/pe-regions.csv");
        String text = Files.readString(JOBS.resolve("mpfn-complaints.yml"));
        job(text);
        Files.writeString(list, "code,name,labels,parent,valid_from,valid_to\nA,Uno,X,,,\nB,Dos,X,,,\n");
        assertThatThrownBy(() -> JobFiles.parse(folder.resolve("job.yml")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("pe-regions.csv, 3, label 'X' already means A");
    }

    @Test
    void schemaKnowsEveryKeyOfTheJobFiles() throws IOException {
        JsonNode schema = JsonMapper.builder().build().readTree(JOBS.resolve("job.schema.json"));
        for (String file : List.of("mpfn-complaints.yml", "sample-complaints.yml")) {
            List<String> keys = Files.readAllLines(JOBS.resolve(file)).stream()
                    .filter(line -> line.matches("[a-z_]+:.*"))
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
            assertThat(keys)
                    .isNotEmpty()
                    .allMatch(key -> schema.path("properties").has(key));
        }
    }

    private JobDefinition job(String text) throws IOException {
        Files.createDirectories(folder.resolve("codelists"));
        for (String list : List.of("pe-fiscal-districts.csv", "pe-regions.csv")) {
            Path copy = folder.resolve("codelists").resolve(list);
            Files.write(copy, Files.readAllBytes(JOBS.resolve("codelists").resolve(list)));
        }
        return JobFiles.parse(Files.writeString(folder.resolve("job.yml"), text));
    }
}
