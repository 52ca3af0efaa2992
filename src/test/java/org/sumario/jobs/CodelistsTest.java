package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sumario.model.Codelist.Code;

class CodelistsTest {

    private final JobDefinition job = JobFiles.parse(JobsFolder.ORIGINAL.resolve("mpfn-complaints.yml"));
    private final List<Code> districts = JobsFolder.codes(job, "pe-fiscal-districts");
    private final List<Code> regions = JobsFolder.codes(job, "pe-regions");

    @Test
    void has34FiscalDistrictsIn25Regions() {
        assertThat(districts).hasSize(34).extracting(Code::code).doesNotHaveDuplicates();
        assertThat(regions).hasSize(25).extracting(Code::code).doesNotHaveDuplicates();
        assertThat(districts).allSatisfy(code -> assertThat(code.code()).matches("[A-Z]+(-[A-Z]+)*"));
        assertThat(regions).allSatisfy(code -> assertThat(code.code()).matches("PE-[A-Z]{3}"));
    }

    @Test
    void putsEveryDistrictIntoTheRegionOfItsSeat() {
        Map<String, List<String>> byRegion = districts.stream()
                .collect(Collectors.groupingBy(Code::parent, Collectors.mapping(Code::code, Collectors.toList())));
        assertThat(byRegion.remove("PE-LIM"))
                .containsExactlyInAnyOrder("LIMA-CENTRO", "LIMA-ESTE", "LIMA-NORTE", "LIMA-SUR", "CANETE", "HUAURA");
        assertThat(byRegion.remove("PE-ANC")).containsExactlyInAnyOrder("ANCASH", "SANTA");
        assertThat(byRegion.remove("PE-JUN")).containsExactlyInAnyOrder("JUNIN", "SELVA-CENTRAL");
        assertThat(byRegion.remove("PE-PIU")).containsExactlyInAnyOrder("PIURA", "SULLANA");
        assertThat(byRegion.remove("PE-CAL")).containsExactlyInAnyOrder("CALLAO", "LIMA-NOROESTE");
        assertThat(byRegion)
                .hasSize(20)
                .allSatisfy((region, codes) -> assertThat(codes).hasSize(1));
    }

    @Test
    void beginsThePlaceCodeOfASeatWithThatOfItsRegion() {
        Map<String, String> placeCodes = regions.stream()
                .collect(Collectors.toMap(Code::code, code -> code.attributes().get("place_code")));
        assertThat(districts)
                .allSatisfy(code -> assertThat(code.attributes().get("seat_place_code"))
                        .hasSize(6)
                        .startsWith(placeCodes.get(code.parent())));
    }

    @Test
    void knowsNamesAsPublished() {
        assertThat(districts)
                .filteredOn(code -> code.code().equals("CANETE"))
                .singleElement()
                .satisfies(code -> assertThat(code.labels()).contains("CAÑETE"));
        assertThat(regions)
                .filteredOn(code -> code.code().equals("PE-ANC"))
                .singleElement()
                .satisfies(
                        code -> assertThat(code.labels()).startsWith("Áncash").contains("ANCASH"));
    }

    @Test
    void knowsTheStatesOfMexicoAsPublished() {
        List<Code> states = codes("mx-states");
        assertThat(states).hasSize(32).extracting(Code::code).doesNotHaveDuplicates();
        assertThat(states).allSatisfy(code -> assertThat(code.code()).matches("MX-[A-Z]{3}"));
        assertThat(codeByLabel(states))
                .containsEntry("Coahuila de Zaragoza", "MX-COA")
                .containsEntry("Veracruz de Ignacio de la Llave", "MX-VER")
                .containsEntry("Michoacán de Ocampo", "MX-MIC")
                .containsEntry("México", "MX-MEX")
                .containsEntry("Ciudad de México", "MX-CMX");
    }

    @Test
    void knowsTheRegionsOfChileAsPublished() {
        List<Code> chile = codes("cl-regions");
        assertThat(chile).hasSize(16).extracting(Code::code).doesNotHaveDuplicates();
        assertThat(chile).allSatisfy(code -> assertThat(code.code()).matches("CL-[A-Z]{2}"));
        assertThat(codeByLabel(chile))
                .containsEntry("Región de Coquimbo", "CL-CO")
                .containsEntry("Región Metropolitana", "CL-RM")
                .containsEntry("Región del Libertador General Bernardo O'Higgins", "CL-LI")
                .containsEntry("Región de Aysén del General Carlos Ibáñez del Campo", "CL-AI")
                .containsEntry("Ñuble", "CL-NB");
    }

    private static List<Code> codes(String list) {
        return CodelistReader.read(list, JobsFolder.ORIGINAL.resolve("codelists/" + list + ".csv"))
                .codelist()
                .codes();
    }

    private static Map<String, String> codeByLabel(List<Code> codes) {
        return codes.stream()
                .flatMap(code -> code.labels().stream().map(label -> Map.entry(label, code.code())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
