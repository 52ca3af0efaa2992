package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.CellRef;
import org.sumario.rows.Limits;
import org.sumario.rows.SheetProfile;

/** Workbooks of random cells, written by libraries and read back; each seed gives the same workbook again. */
class RandomWorkbooksTest {
    private static final List<String> TEXTS = List.of(
            "x",
            "  spaces  ",
            "ÁNCASH",
            "a&b<c>\"d'",
            "line\nbreak",
            "tab\there",
            "_x0041_",
            "#N/D",
            "000123",
            "=1+1",
            "東京",
            "😀",
            "]]>",
            "S/Art",
            "129-Ñ",
            "e\u0301",
            "\u00A0",
            "1,5",
            "TRUE");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatPoiWroteIsReadAsPoiReadsIt(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("poi.xlsx");
        Map<String, Object> expected;
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                fill(workbook, workbook.createSheet("Sheet & <" + i + ">"), random);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
            expected = PoiReading.of(workbook);
        }
        assertThat(read(file)).isEqualTo(expected);
    }

    private static void fill(XSSFWorkbook workbook, XSSFSheet sheet, Random random) {
        XSSFCellStyle day = workbook.createCellStyle();
        day.setDataFormat(workbook.createDataFormat().getFormat(random.nextBoolean() ? "dd/mm/yyyy" : "m/d/yy h:mm"));
        int rowNumber = 0;
        for (int i = random.nextInt(200); i > 0; i--) {
            rowNumber += 1 + (random.nextInt(10) == 0 ? random.nextInt(1000) : 0);
            XSSFRow row = sheet.createRow(rowNumber);
            for (int column = random.nextInt(5); column < 40; column += 1 + random.nextInt(8)) {
                fill(row.createCell(random.nextInt(50) == 0 ? 16_383 : column), random, day);
            }
        }
        if (random.nextBoolean()) {
            sheet.addMergedRegion(new CellRangeAddress(0, 3, 1, 4));
        }
    }

    private static void fill(XSSFCell cell, Random random, XSSFCellStyle day) {
        switch (random.nextInt(9)) {
            case 0 -> cell.setCellValue(random.nextInt(100_000));
            case 1 -> cell.setCellValue(Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL));
            case 2 -> cell.setCellValue(random.nextGaussian() * 1000);
            case 3 -> cell.setCellValue(random.nextBoolean());
            case 4 -> cell.setCellErrorValue(FormulaError.NA);
            case 5 -> {
                cell.setCellValue(LocalDate.of(1990, 1, 1)
                        .plusDays(random.nextInt(20_000))
                        .atTime(random.nextInt(24), random.nextInt(60)));
                cell.setCellStyle(day);
            }
            case 6 -> {
                cell.setCellFormula("1+1");
                if (random.nextBoolean()) {
                    cell.setCellValue(2);
                }
            }
            default ->
                cell.setCellValue(
                        TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextBoolean() ? random.nextInt(50) : ""));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void textsWithinTheCellsAreReadToo(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("streamed.xlsx");
        Map<String, Object> expected;
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(new XSSFWorkbook(), 1000, false, seed % 2 == 0)) {
            var sheet = workbook.createSheet("S");
            for (int row = 0; row < 500; row++) {
                var cells = sheet.createRow(row);
                for (int column = 0; column < 6; column++) {
                    cells.createCell(column).setCellValue(TEXTS.get(random.nextInt(TEXTS.size())));
                }
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
        }
        try (XSSFWorkbook again = new XSSFWorkbook(Files.newInputStream(file))) {
            expected = PoiReading.of(again);
        }
        assertThat(expected).isNotEmpty();
        assertThat(read(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatFastexcelWroteIsReadAsItWasGiven(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("fastexcel.xlsx");
        Map<String, Object> expected = new LinkedHashMap<>();
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Sumario", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("S");
            for (int row = 0; row < 300; row++) {
                for (int column = 0; column < 20; column += 1 + random.nextInt(3)) {
                    expected.put("S!" + CellRef.columnLetters(column) + (row + 1), fill(sheet, row, column, random));
                }
            }
        }
        expected.values().removeIf(""::equals);
        assertThat(read(file)).isEqualTo(expected);
    }

    private static Object fill(Worksheet sheet, int row, int column, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                int number = random.nextInt();
                sheet.value(row, column, number);
                return (double) number;
            }
            case 1 -> {
                double number = random.nextDouble() * 1e6;
                sheet.value(row, column, number);
                return number;
            }
            case 2 -> {
                boolean value = random.nextBoolean();
                sheet.value(row, column, value);
                return value;
            }
            case 3 -> {
                LocalDateTime moment =
                        LocalDate.of(2000, 1, 1).plusDays(random.nextInt(9000)).atTime(13, 5);
                sheet.value(row, column, moment);
                sheet.style(row, column).format("yyyy-MM-dd H:mm:ss").set();
                return moment;
            }
            default -> {
                String text = TEXTS.get(random.nextInt(TEXTS.size()));
                if (random.nextBoolean()) {
                    sheet.value(row, column, text);
                } else {
                    sheet.inlineString(row, column, text);
                }
                // It does not escape what reads as an escape.
                return text.equals("_x0041_") ? "A" : text;
            }
        }
    }

    /** Our reading; the parser must agree, and the scanner must not have given up on what a library wrote. */
    private static Map<String, Object> read(Path file) throws IOException {
        InputFile input = InputFiles.open(file, file.getFileName().toString(), Limits.DEFAULT);
        assertThat(input.cells(null, (sheet, row, column, value) -> {}).values())
                .flatExtracting(SheetProfile::notes)
                .extracting(SheetProfile.Note::code)
                .doesNotContain("READ_THOROUGHLY");
        Map<String, Object> cells = PoiReading.of(input);
        assertThat(PoiReading.thoroughly(XlsxFile.open(file, Limits.DEFAULT))).isEqualTo(cells);
        return cells;
    }
}
