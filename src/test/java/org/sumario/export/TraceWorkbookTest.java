package org.sumario.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWorkbookTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @Test
    void textsOfStrangersAreNeverFormulas() throws IOException {
        try (XSSFWorkbook read = written("en", 10, 1, List.of("=1+1", "@x", "-5", "+5"))) {
            Sheet copy = read.getSheetAt(2);
            for (int column = 2; column < 6; column++) {
                assertThat(copy.getRow(1).getCell(column).getCellType()).isEqualTo(CellType.STRING);
                assertThat(copy.getRow(1).getCell(column).getCellStyle().getQuotePrefixed())
                        .isTrue();
            }
            assertThat(read.getSheetAt(1).getRow(1).getCell(6).getCellType()).isEqualTo(CellType.STRING);
        }
    }

    @Test
    void saysHowManyRowsASheetHasNoRoomFor() throws IOException {
        try (XSSFWorkbook read = written("en", 3, 5, List.of("1"))) {
            assertThat(read.getSheetAt(1).getLastRowNum()).isEqualTo(3);
            assertThat(read.getSheetAt(2).getLastRowNum()).isEqualTo(3);
            assertThat(texts(read.getSheetAt(0)))
                    .contains("Left out of \"Cells\"", "Left out of \"1 =[sheet\"".replace("[", "_"))
                    .anyMatch(text -> text.startsWith("The sheet holds 3 rows. 2 more were left out"));
        }
    }

    @Test
    void speaksSpanishAndNamesWhatDiffers() throws IOException {
        try (XSSFWorkbook read = written("es", 10, 1, List.of("1"))) {
            assertThat(read.getSheetName(0)).isEqualTo("Cifra");
            assertThat(texts(read.getSheetAt(0)))
                    .contains("Denuncias, según lo publicado", "file!sheet!B2")
                    .anyMatch(text -> text.contains("no dicen lo que dice la publicación"));
        }
    }

    private XSSFWorkbook written(String language, int rowsAtMost, int rows, List<String> shown) throws IOException {
        Path file = folder.resolve("figure.xlsx");
        BitSet counted = new BitSet();
        counted.set(0);
        try (TraceWorkbook workbook = new TraceWorkbook(Locale.forLanguageTag(language), false, rowsAtMost)) {
            for (int row = 1; row <= rows; row++) {
                workbook.cell(Arrays.asList("v", "=file", "sha", "sheet", row, "A" + row, "=2", 2L, "-rule"));
            }
            workbook.beginSource("sha", "=[sheet", 3);
            for (int row = 1; row <= rows; row++) {
                workbook.sourceRow(row, shown, counted);
            }
            List<WrittenSheet> sheets = workbook.write(figure(), file);
            assertThat(sheets).extracting(WrittenSheet::leftOutCount).containsOnly((long)
                    Math.max(0, rows - rowsAtMost));
        }
        try (var stream = Files.newInputStream(file)) {
            return new XSSFWorkbook(stream);
        }
    }

    private static TracedFigure figure() {
        return new TracedFigure(
                "complaint",
                3,
                Instant.parse("2026-02-01T09:30:00Z"),
                "f3",
                1,
                List.of(new TracedFigure.Sum("complaint_count", 5, 2)),
                List.of("v"),
                List.of(new TracedFigure.Place("=file", "sha", "=[sheet", "complaint_count", 1, 2, "A1", "A1")),
                List.of(new TracedFigure.Rule("-rule", 1)),
                List.of("file!sheet!B2"));
    }

    private static List<String> texts(Sheet sheet) {
        List<String> texts = new ArrayList<>();
        sheet.forEach(row -> row.forEach(cell -> texts.add(cell.toString())));
        return texts;
    }
}
