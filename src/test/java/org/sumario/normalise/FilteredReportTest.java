package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.ColumnRole.Condition;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place.Beside;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/** A report says above its table what was chosen; one of a part, or of another measure, is never taken for the complete counts. */
class FilteredReportTest {
    private static final JobDefinition JOB = JobFiles.parse(Path.of("jobs/cead-report.yml"));

    @TempDir
    Path folder;

    @Test
    void takesAReportOfEverything() throws IOException {
        assertThat(recognise(chosen()).sheets()).hasSize(1);
    }

    @Test
    void takesAReportWithAnOffenceThatIsNewAndInAnotherOrder() throws IOException {
        Map<String, String> chosen = chosen();
        chosen.compute("Familia de delitos", (place, all) -> "Delitos informáticos, " + all);
        assertThat(recognise(chosen).sheets()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Familia de delitos, Robos violentos",
        "Familia de delitos, Incivilidades",
        "Grupo, Receptación",
        "Subgrupo, Abigeato"
    })
    void refusesAReportThatLeavesOneOut(String place, String leftOut) throws IOException {
        Map<String, String> chosen = chosen();
        chosen.compute(place, (key, all) -> String.valueOf(all).replace(", " + leftOut, ""));
        assertRefused(chosen, Reason.of("LAYOUT_LEAVES_OUT", place, leftOut));
    }

    @ParameterizedTest
    @CsvSource({
        "Medida, Tasa cada 100 mil habitantes, Frecuencia",
        "Tipo de Datos, Detenciones, Casos Policiales",
        "Provincias, Elqui, (Todas)",
        "Comunas, La Serena, (Todas)",
        "Trimestre, I Trimestre, (Todos)",
        "Mes, Marzo, (Todos)"
    })
    void refusesAReportOfAnotherMeasureOrPart(String place, String says, String wanted) throws IOException {
        Map<String, String> chosen = chosen();
        chosen.put(place, says);
        assertRefused(chosen, Reason.of("LAYOUT_CONDITION", place, says, wanted));
    }

    private void assertRefused(Map<String, String> chosen, Reason reason) {
        assertThatThrownBy(() -> recognise(chosen))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().details()).containsExactly(reason));
    }

    /** What a complete report says beside each word, in the order of the job file. */
    private static Map<String, String> chosen() {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Column column : JOB.layouts().get(0).columns()) {
            if (column.place() instanceof Beside beside) {
                chosen.put(
                        beside.text(),
                        column.role() instanceof Condition condition
                                ? String.join(", ", condition.equal()) + String.join(", ", condition.lists())
                                : "Región de Coquimbo");
            }
        }
        return chosen;
    }

    private Recognition recognise(Map<String, String> chosen) throws IOException {
        Path report = folder.resolve("report.xlsx");
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(report)) {
            Sheet sheet = workbook.createSheet("Reporte");
            chosen.forEach((place, says) -> row(sheet, place, says));
            row(sheet, "", "2023");
            row(sheet, "DELITOS O FALTAS", "");
            row(sheet, "Robos violentos", "10");
            workbook.write(out);
        }
        InputFile file = InputFiles.open(report, "report.xlsx", Limits.DEFAULT);
        return Recognition.of(file, "report.xlsx", List.of(JOB), null);
    }

    private static void row(Sheet sheet, String first, String second) {
        Row row = sheet.createRow(sheet.getLastRowNum() + 1);
        row.createCell(0).setCellValue(first);
        row.createCell(1).setCellValue(second);
    }
}
