package org.sumario.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.input.Sheets;
import org.sumario.model.Severity;

/** Files that are no workbook, and texts that want to be more than texts. */
class PlainCopyTest {
    private static final List<String> HOSTILE = List.of(
            "=HYPERLINK(\"http://x\",\"y\")",
            "=cmd|'/c calc'!A0",
            "+1+1",
            "@SUM(A1)",
            "-2",
            "</t></is></c><c r=\"Z1\"><f>1+1</f></c>",
            "&amp;&#65;<![CDATA[x]]>",
            "_x0041_ _x005F_",
            "007",
            "1e5",
            " two  spaces ",
            "\u202Etxt.exe",
            "\uD83D\uDE00\u00F1");

    /** What no text file brings, but a workbook may. */
    private static final String CONTROLS = "\u0007bell\u001b[31m\uFFFF";

    @TempDir
    Path folder;

    private static String csv(List<String> texts) {
        StringBuilder csv = new StringBuilder("code;text\n");
        for (int i = 0; i < texts.size(); i++) {
            csv.append(i)
                    .append(";\"")
                    .append(texts.get(i).replace("\"", "\"\""))
                    .append("\"\n");
        }
        return csv.toString();
    }

    private static List<String> texts(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replaceFirst("^([A-Z]+[0-9]+) [A-Z]+ ", "$1 "))
                .toList();
    }

    @Test
    void everyTextOfATextFileComesBackAsTheSameText() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), csv(HOSTILE));
        Corrected copy = new Corrected(file);
        for (int i = 0; i < HOSTILE.size(); i++) {
            copy.with(Severity.ERROR, "BAD", "a", "B" + (i + 2), HOSTILE.get(i), "\"" + HOSTILE.get(i) + "\" is bad");
        }
        copy.write();
        assertThat(copy.written().copied()).isNotNull().extracting("code").isEqualTo("CORRECTION_COPIED_FORMAT");
        List<String> copied = new ArrayList<>();
        Sheets.open(copy.copy())
                .cells(
                        "a",
                        (sheet, row, column, value) ->
                                copied.add((char) ('A' + column) + "" + row + " " + value.text()));
        assertThat(copied).hasSize(2 + 2 * HOSTILE.size()).isEqualTo(texts(Sheets.cells(file)));
    }

    @Test
    void noTextBecomesAFormulaOrMarkup() throws IOException {
        Path file = Files.writeString(folder.resolve("=a&b.csv"), csv(HOSTILE));
        Corrected copy = new Corrected(file);
        for (int i = 0; i < HOSTILE.size(); i++) {
            copy.with(Severity.ERROR, HOSTILE.get(i), "=a&b", "B" + (i + 2), HOSTILE.get(i), HOSTILE.get(i) + CONTROLS);
        }
        copy.write();
        try (InputStream in = Files.newInputStream(copy.copy());
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            for (Sheet sheet : workbook) {
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        assertThat(cell.getCellType()).isIn(CellType.STRING, CellType.BLANK);
                    }
                }
            }
            Sheet list = workbook.getSheetAt(0);
            int first = list.getLastRowNum() - HOSTILE.size() + 1;
            for (int i = 0; i < HOSTILE.size(); i++) {
                Cell raw = list.getRow(first + i).getCell(3);
                assertThat(raw.getStringCellValue()).isEqualTo(HOSTILE.get(i));
                assertThat(raw.getCellStyle().getQuotePrefixed())
                        .isEqualTo("=+-@".indexOf(HOSTILE.get(i).charAt(0)) >= 0);
                assertThat(list.getRow(first + i).getCell(2).getHyperlink().getAddress())
                        .isEqualTo("'=a&b'!B" + (i + 2));
                Cell bad = workbook.getSheetAt(1).getRow(i + 1).getCell(1);
                assertThat(bad.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.SOLID_FOREGROUND);
                assertThat(bad.getCellComment().getString().getString())
                        .contains(HOSTILE.get(i) + "\uFFFDbell\uFFFD[31m\uFFFD");
            }
        }
        assertThat(Files.readString(copy.letter())).doesNotContain("\u0007", "\u001b", "\u202E");
    }

    @Test
    void anOldWorkbookComesBackAsANewOneWithItsNumbers() throws IOException {
        Path file = folder.resolve("old.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Row row = book.createSheet("Año 2024").createRow(3);
            row.createCell(0).setCellValue("Áncash ");
            row.createCell(1).setCellValue(152);
            row.createCell(2).setCellValue(0.1);
            row.createCell(3).setCellValue(true);
            row.createCell(4).setCellErrorValue(FormulaError.NA.getCode());
            row.createCell(5).setCellValue(5e-324);
            row.createCell(6).setCellFormula("1+1");
            book.createSheet("empty");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            book.write(out);
        }
        Corrected copy =
                new Corrected(file).bad("Año 2024", "B4").bad("Año 2024", "B9").write();
        assertThat(copy.written().sheets())
                .containsExactly(
                        new Correction.MarkedSheet("Año 2024", 2, 2, 2), new Correction.MarkedSheet("empty", 0, 0, 0));
        List<String> cells = Sheets.cells(copy.copy());
        assertThat(texts(cells)).containsAll(texts(Sheets.cells(file)));
        assertThat(cells).contains("B4 NUMBER 152", "C4 NUMBER 0.1", "D4 BOOLEAN TRUE", "E4 ERROR #N/A", "G4 NUMBER 2");
        try (InputStream in = Files.newInputStream(copy.copy());
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            assertThat(workbook.getSheet("Año 2024").getRow(8).getCell(1).getCellComment())
                    .isNotNull();
        }
    }

    @Test
    void namesThatNoSheetCanHaveAreMadeFit() throws IOException {
        String name = "un nombre de archivo demasiado largo [2024]: enero";
        Path file = Files.write(
                folder.resolve(name.replace(':', '_') + ".csv"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        Corrected copy = new Corrected(file).bad(name.replace(':', '_'), "A2").write();
        assertThat(copy.written().sheets())
                .containsExactly(new Correction.MarkedSheet("un nombre de archivo demasiado", 1, 1, 1));
        assertThat(copy.part("xl/worksheets/sheet2.xml")).contains("'un nombre de archivo demasiado'!A2");
    }
}
