package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Archive;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.correction.OfficeFile;

class FindingsWorkbookTest {
    @TempDir
    Path folder;

    @Test
    void fiftyBadCellsOfTwelveThousandRowsAreMarkedAndNoOthers() throws IOException {
        Path file = folder.resolve("oficina.xlsx");
        Map<String, String> bad = OfficeFile.write(file);
        assertThat(bad).hasSize(50);
        assertThat(bad.values().stream().distinct()).hasSize(12);
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        Answer load = warehouse.run(
                "load",
                file.toString(),
                "--jobs",
                Path.of("jobs").toAbsolutePath().toString());
        assertThat(load.exitCode()).as(load.messages()).isEqualTo(3);
        String delivery = Archive.sha256(file).substring(0, 8);
        assertThat(warehouse.run("findings", "--delivery", delivery).lines()).hasSize(51);

        Answer answer = warehouse.run("findings", "--workbook", delivery, "--lang", "es");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        Path copy = folder.resolve("oficina.findings.xlsx");
        Map<String, String> marked = new TreeMap<>();
        try (InputStream in = Files.newInputStream(copy);
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            assertThat(workbook.getSheetName(0)).isEqualTo("Observaciones");
            assertThat(workbook.getActiveSheetIndex()).isZero();
            for (String name : OfficeFile.SHEETS) {
                XSSFSheet sheet = workbook.getSheet(name);
                assertThat(sheet.isSelected()).isFalse();
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        if (cell.getCellStyle().getFillPattern() != FillPatternType.NO_FILL) {
                            String text = cell.getCellComment().getString().getString();
                            marked.put(
                                    name + "!" + cell.getAddress().formatAsString(),
                                    text.replaceAll("(?s).*\\[([A-Z_]+)\\]$", "$1"));
                        }
                    }
                }
            }
        }
        assertThat(marked).isEqualTo(new TreeMap<>(bad));
    }
}
