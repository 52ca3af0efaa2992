package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

class ExportRevisionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path home;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SmallWarehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new SmallWarehouse(home);
    }

    @Test
    void theSampleGivesAWorkbookThatNamesEverySheetWithItsRows() throws IOException {
        assertThat(sumario("load", "--quiet").exitCode()).isZero();
        Answer answer = sumario("export", "revisions");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        Path file = home.resolve("revisions.xlsx");
        assertThat(answer.lines())
                .hasSize(7)
                .startsWith("file,sheet_name,row_count,left_out_count", file + ",Vintages,6,0");
        assertThat(answer.messages()).isEqualTo("Written: " + file + System.lineSeparator());
        List<List<Object>> kidnappings = new ArrayList<>();
        try (var stream = Files.newInputStream(file);
                XSSFWorkbook workbook = new XSSFWorkbook(stream)) {
            Sheet flows = workbook.getSheet("Flows by offence");
            for (Row row : flows) {
                if (row.getCell(6).getStringCellValue().equals("152")
                        && row.getCell(2).getNumericCellValue() == 2023) {
                    kidnappings.add(List.of(
                            row.getCell(3).getStringCellValue(),
                            (int) row.getCell(8).getNumericCellValue(),
                            (int) row.getCell(9).getNumericCellValue(),
                            (int) row.getCell(10).getNumericCellValue()));
                }
            }
        }
        assertThat(kidnappings)
                .containsExactly(List.of("Jan–May 2023", 0, 1566, 1566), List.of("Jun–Dec 2023", 1566, 4060, 2494));
        replacesAFileOnlyWhereItIsNamed(file);
        refusesWhatItDoesNotKnow();
    }

    private void replacesAFileOnlyWhereItIsNamed(Path file) throws IOException {
        Files.writeString(file, "mine");
        Answer refused = sumario("export", "revisions");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.messages()).contains(file + " is there already");
        assertThat(file).hasContent("mine");
        assertThat(sumario("export", "revisions", "--output", "revisions.xlsx", "--lang", "es", "--year", "2020")
                        .lines())
                .contains(file + ",Ediciones,1,0");
        assertThat(Files.size(file)).isGreaterThan(5_000);
    }

    private void refusesWhatItDoesNotKnow() {
        Answer source = sumario("export", "revisions", "--source", "nobody", "--output", "x.xlsx");
        assertThat(source.exitCode()).isEqualTo(2);
        assertThat(source.messages()).contains("--source: \"nobody\"", "sample-complaints");
        Answer year = sumario("export", "revisions", "--year", "1999", "--output", "x.xlsx");
        assertThat(year.exitCode()).isEqualTo(2);
        assertThat(year.messages()).contains("2019, 2020, 2021, 2022, 2023");
        assertThat(home.resolve("x.xlsx")).doesNotExist();
    }

    @Test
    void refusesAnOutputThatCannotBeTheWorkbook() throws IOException {
        Path database = home.resolve("sumario.duckdb");
        Files.writeString(database, "mine");
        assertThat(sumario("export", "revisions", "--output", "sumario.duckdb").exitCode())
                .isEqualTo(2);
        assertThat(database).hasContent("mine");
        Answer folder = sumario("export", "revisions", "--output", "nowhere/r.xlsx");
        assertThat(folder.exitCode()).isEqualTo(2);
        assertThat(folder.messages()).contains("There is no folder " + home.resolve("nowhere"));
    }

    @Test
    void failsBeforeTheFirstReleaseAndOnAFileThatIsNone() throws Exception {
        Answer before = sumario("export", "revisions");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.messages()).contains("Nothing has been released yet");
        warehouse.release();
        Answer unfit = sumario("export", "revisions");
        assertThat(unfit.exitCode()).isEqualTo(1);
        assertThat(unfit.messages()).contains("holds no release that this version can read");
        assertThat(home.resolve("revisions.xlsx")).doesNotExist();
        assertThat(sumario("export").exitCode()).isEqualTo(2);
    }

    private Answer sumario(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--input", Path.of("input").toAbsolutePath().toString(),
                "--jobs", Path.of("jobs").toAbsolutePath().toString(),
                "--warehouse", home.resolve("warehouse").toString()));
        return warehouse.run(all.toArray(String[]::new));
    }
}
