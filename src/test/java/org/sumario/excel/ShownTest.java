package org.sumario.excel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.SmallZip;
import org.sumario.input.InputFile;
import org.sumario.input.Parts;
import org.sumario.input.Sheets;
import org.sumario.model.CellRef;
import org.sumario.model.Refused;

/** What a person sees in a cell, in each format of files. */
class ShownTest {
    private static final String[] PATTERNS = {
        "General",
        "0",
        "0.00",
        "#,##0",
        "#,##0.00",
        "0%",
        "0.00%",
        "0.00E+00",
        "# ?/?",
        "dd/mm/yyyy",
        "m/d/yy h:mm",
        "[h]:mm",
        "mmm-yy",
        "yyyy\"-T\"q",
        "#,##0;[Red](#,##0);\"-\"",
        "\"S/\" #,##0.00",
        "0000",
        "#,##0,,\" M\"",
        "@",
        ";;;",
        "[$-280A]dd\\-mmm\\-yyyy",
        "[<1000]0;[<1000000]0.0,\" k\";0.0,,\" m\""
    };
    private static final double[] NUMBERS = {0, 1, -1, 0.5, 45315.75, -1234567.891, 1e15, 1.0 / 3, 152};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"xlsx,false", "xlsx,true", "xls,false", "xls,true"})
    void everyFormatShowsWhatItShowsInPoi(String extension, boolean is1904) throws IOException {
        Path file = folder.resolve("book." + extension);
        Map<String, String> expected;
        try (Workbook book = book(extension, is1904)) {
            Sheet sheet = book.createSheet("S");
            for (int column = 0; column < PATTERNS.length; column++) {
                CellStyle style = book.createCellStyle();
                style.setDataFormat(book.createDataFormat().getFormat(PATTERNS[column]));
                for (int row = 0; row < NUMBERS.length; row++) {
                    Row at = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
                    Cell cell = at.createCell(column);
                    cell.setCellValue(NUMBERS[row]);
                    cell.setCellStyle(style);
                }
            }
            write(book, file);
        }
        try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
            expected = ShownReading.of(book);
        }
        Map<String, String> shown = new TreeMap<>();
        Sheets.open(file).shownCells(null, (sheet, row, column, value, text) -> {
            if (!text.isEmpty()) {
                shown.put(sheet + "!" + ShownReading.address(row, column), text);
            }
        });
        assertThat(shown).isEqualTo(expected).hasSizeGreaterThan(150);
        Map<String, String> chosen = shown(file, "S", "J5", "F4", "Q9", "E6", "ZZ9", "A4");
        assertThat(chosen)
                .containsEntry("J5", is1904 ? "25/01/2028" : "24/01/2024")
                .containsEntry("F4", "50%")
                .containsEntry("Q9", "0152")
                .containsEntry("E6", "-1,234,567.89")
                .containsEntry("A4", "0.5")
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void textTruthAndErrorsShowAsTheyAre(String extension) throws IOException {
        Path file = folder.resolve("book." + extension);
        try (Workbook book = book(extension, false)) {
            Row row = book.createSheet("S").createRow(0);
            RichTextString rich = book.getCreationHelper().createRichTextString("Áncash y más");
            rich.applyFont(0, 3, book.createFont());
            row.createCell(0).setCellValue(rich);
            row.createCell(1).setCellValue(true);
            row.createCell(2).setCellErrorValue(FormulaError.NA.getCode());
            row.createCell(3).setCellValue("#N/D");
            row.createCell(4).setCellValue("");
            write(book, file);
        }
        assertThat(shown(file, "S", "A1", "B1", "C1", "D1", "E1"))
                .isEqualTo(Map.of("A1", "Áncash y más", "B1", "TRUE", "C1", "#N/A", "D1", "#N/D"));
    }

    @Test
    void theParserShowsTheSameAsTheScanner() throws IOException {
        String styles = "<styleSheet><numFmts><numFmt numFmtId='14' formatCode='dd/mm/yyyy'/></numFmts><cellXfs><xf/>"
                + "<xf numFmtId='14'/></cellXfs><dxfs><dxf><numFmt numFmtId='14' formatCode='0.00'/></dxf></dxfs></styleSheet>";
        String rows = "<row r='1'><c r='A1' s='1'><v>45315</v></c><c r='B1'><v>1E3</v></c></row>"
                + "<row r='2'><c r='A2' s='1' t='d'><v>2024-01-24</v></c><c r='B2' t='d'><v>2024-01-24</v></c></row>";
        for (String comment : new String[] {"", "<!-- the scanner knows none -->"}) {
            Path file =
                    Parts.ofRows(rows + comment).with("xl/styles.xml", styles).write(folder.resolve("a.xlsx"));
            assertThat(shown(file, "S", "A1", "B1", "A2", "B2", "B9"))
                    .isEqualTo(Map.of("A1", "24/01/2024", "B1", "1000", "A2", "24/01/2024", "B2", "45315"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?/?&quot;",
                "];0;_s.000;?/?&quot;,",
                "[$_(s.000_('m([_",
                "0[[[[[[[[[[[[[[[[[[",
                "\ud83d\ude00#[&lt;1]"
            })
    void whatIsNoPatternShowsThePlainNumber(String pattern) throws IOException {
        String styles = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"" + pattern
                + "\"/></numFmts><cellXfs><xf numFmtId='200'/></cellXfs></styleSheet>";
        Path file = Parts.ofRows("<row r='1'><c r='A1'><v>1.5</v></c><c r='B1'><v>-3</v></c></row>")
                .with("xl/styles.xml", styles)
                .write(folder.resolve("a.xlsx"));
        assertThat(shown(file, "S", "A1", "B1")).hasSize(2);
    }

    @Test
    void whatPoiStumblesOverIsNotLogged() {
        // Beside results on standard output it would be part of them.
        assertThat(LogManager.getLogger(DataFormatter.class).isErrorEnabled()).isFalse();
    }

    @Test
    void nothingBehindTheLastCellIsRead() throws IOException {
        String row = "<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>";
        Path file = Parts.ofRows(row + "<row r=\"1\">").write(folder.resolve("a.xlsx"));
        assertThat(shown(file, "S", "A1")).isEqualTo(Map.of("A1", "7"));
        assertThatThrownBy(() -> shown(file, "S", "A2")).isInstanceOf(Refused.class);
    }

    @Test
    void openDocumentCellsShowTheTextStoredWithThem() throws IOException {
        String cells = "<table:table-row table:number-rows-repeated='3'><table:table-cell office:value-type='float'"
                + " office:value='1234.5' table:number-columns-repeated='2'><text:p>1.234,50</text:p></table:table-cell>"
                + "<table:table-cell office:value-type='date' office:date-value='2024-01-24'><text:p>24 de enero</text:p>"
                + "</table:table-cell><table:table-cell office:value-type='boolean' office:boolean-value='true'>"
                + "<text:p>VERDADERO</text:p></table:table-cell><table:table-cell office:value-type='percentage'"
                + " office:value='0.12'/><table:table-cell office:value-type='string'><text:p>#N/D</text:p></table:table-cell>"
                + "</table:table-row>";
        String names = "urn:oasis:names:tc:opendocument:xmlns:";
        Path file = new SmallZip()
                .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                .with(
                        "content.xml",
                        "<office:document-content xmlns:office='" + names + "office:1.0' xmlns:table='" + names
                                + "table:1.0' xmlns:text='" + names
                                + "text:1.0'><office:body><office:spreadsheet><table:table table:name='S'>" + cells
                                + "</table:table></office:spreadsheet></office:body></office:document-content>")
                .write(folder.resolve("a.ods"));
        assertThat(shown(file, "S", "A1", "B3", "C2", "D1", "E1", "F2", "A4"))
                .isEqualTo(Map.of(
                        "A1",
                        "1.234,50",
                        "B3",
                        "1.234,50",
                        "C2",
                        "24 de enero",
                        "D1",
                        "VERDADERO",
                        "E1",
                        "0.12",
                        "F2",
                        "#N/D"));
    }

    @Test
    void fieldsOfTextShowThemselves() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, "año;n\n\n2019;1.234\n2020;2%\n".getBytes(UTF_8));
        assertThat(shown(file, "a", "A1", "B3", "B4", "C4")).isEqualTo(Map.of("A1", "año", "B3", "1.234", "B4", "2%"));
    }

    @Test
    void sheetsThatAreNotThereAreRefused() throws IOException {
        Path file = Parts.ofRows("").write(folder.resolve("a.xlsx"));
        assertThatThrownBy(() -> shown(file, "T", "A1"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("SHEET_MISSING"));
        assertThat(Sheets.open(file).shown(Set.of())).isEmpty();
    }

    private static Workbook book(String extension, boolean is1904) {
        if (extension.equals("xlsx")) {
            XSSFWorkbook book = new XSSFWorkbook();
            book.getCTWorkbook().getWorkbookPr().setDate1904(is1904);
            return book;
        }
        HSSFWorkbook book = new HSSFWorkbook();
        book.getInternalWorkbook().getRecords().stream()
                .filter(DateWindow1904Record.class::isInstance)
                .map(DateWindow1904Record.class::cast)
                .forEach(window -> window.setWindowing((short) (is1904 ? 1 : 0)));
        return book;
    }

    private static void write(Workbook book, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            book.write(out);
        }
    }

    /** What cells of a sheet show, by address in A1 notation. */
    private static Map<String, String> shown(Path file, String sheet, String... addresses) {
        InputFile input = Sheets.open(file);
        String name = file.getFileName().toString();
        Set<CellRef> cells = Set.of(addresses).stream()
                .map(address -> new CellRef(
                        name, sheet, Integer.parseInt(address.replaceAll("[A-Z]", "")), SheetCells.columnOf(address)))
                .collect(Collectors.toSet());
        return input.shown(cells).entrySet().stream()
                .collect(Collectors.toMap(shown -> shown.getKey().cell(), Map.Entry::getValue));
    }
}
