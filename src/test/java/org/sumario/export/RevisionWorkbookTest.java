package org.sumario.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.export.RevisionWorkbook.Asked;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleasedWarehouse;

class RevisionWorkbookTest {
    private static final int MANY = 1_000;
    private static final DataFormatter SHOWN = new DataFormatter(Locale.ROOT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @Test
    void saysWhatEachVintageDidWithNumbersAsNumbersAndDaysAsDays() throws Exception {
        try (XSSFWorkbook workbook = written("en", null, null, MANY)) {
            Sheet vintages = workbook.getSheet("Vintages");
            assertThat(column(vintages, "Period"))
                    .containsExactly("Jan–Dec 2022", "Jan–May 2023", "Jan–May 2023", "Jan–Dec 2023");
            assertThat(column(vintages, "What it did")).containsExactly("first", "first", "revision", "extended");
            assertThat(column(vintages, "Change to the one before")).containsExactly("", "", "-20", "+520");
            assertThat(column(vintages, "State")).containsExactly("current", "superseded", "superseded", "current");
            assertThat(column(vintages, "Complaints")).containsExactly("900", "500", "480", "1,000");
            assertThat(column(vintages, "Current until")).containsExactly("", "2023-07-20", "2024-01-20", "");
            Cell day = cell(vintages, 2, "Published date");
            assertThat(day.getCellType()).isEqualTo(CellType.NUMERIC);
            assertThat(day.getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2023, 6, 20, 0, 0));
            assertThat(vintages.getPaneInformation().getHorizontalSplitPosition())
                    .isEqualTo((short) 1);
        }
    }

    @Test
    void givesFlowsByYearDistrictAndOffenceAndKeepsNegativeOnes() throws Exception {
        try (XSSFWorkbook workbook = written("en", null, 2023, MANY)) {
            Sheet flows = workbook.getSheet("Flows");
            assertThat(column(flows, "Interval"))
                    .containsExactly("Jan–May 2023", "up to May 2023, revised", "Jun–Dec 2023");
            assertThat(column(flows, "Kind")).containsExactly("first", "revision", "extended");
            assertThat(column(flows, "Flow")).containsExactly("+500", "-20", "+520");
            assertThat(column(flows, "Removed at least"))
                    .as("summed, never recomputed")
                    .containsExactly("0", "50", "0");
            Sheet districts = workbook.getSheet("Flows by district");
            assertThat(column(districts, "Fiscal district"))
                    .containsExactly("CUSCO", "LIMA", "CUSCO", "LIMA", "CUSCO", "LIMA");
            assertThat(column(districts, "Flow")).containsExactly("+200", "+300", "+30", "-50", "0", "+520");
            assertThat(column(workbook.getSheet("Flows by offence"), "Flow")).containsExactly("+500", "-20", "+520");
        }
    }

    @Test
    void putsRevisionsBeforeExtensionsEachTheLargestFirst() throws Exception {
        try (XSSFWorkbook workbook = written("en", "pe", null, MANY)) {
            Sheet revisions = workbook.getSheet("Revisions");
            assertThat(column(revisions, "Kind")).containsExactly("revision", "revision", "extended");
            assertThat(column(revisions, "Difference")).containsExactly("-50", "+30", "+520");
        }
    }

    @Test
    void comparesTheSameMonthsOrSaysWhyNot() throws Exception {
        try (XSSFWorkbook workbook = written("en", null, null, MANY)) {
            Sheet pairs = workbook.getSheet("Same period");
            assertThat(column(pairs, "Difference")).containsExactly("", "+100");
            assertThat(column(pairs, "Difference in %")).containsExactly("", "11.1%");
            assertThat(column(pairs, "Extraction lag, earlier year")).containsExactly("", "18");
            assertThat(column(pairs, "Unclassified")).containsExactly("25.0%", "25.0%");
            assertThat(column(pairs, "Why there is no comparison"))
                    .containsExactly("No vintage of an earlier year covers the same months.", "");
        }
    }

    @Test
    void speaksSpanishToo() throws Exception {
        try (XSSFWorkbook workbook = written("es", null, null, MANY)) {
            assertThat(names(workbook))
                    .containsExactly(
                            "Ediciones",
                            "Flujos",
                            "Flujos por distrito",
                            "Flujos por delito",
                            "Mismo período",
                            "Revisiones",
                            "Gráficos",
                            "Notas");
            assertThat(column(workbook.getSheet("Flujos"), "Intervalo")).contains("jun–dic 2023");
            assertThat(column(workbook.getSheet("Mismo período"), "Por qué no hay comparación"))
                    .contains("Ninguna edición de un año anterior cubre los mismos meses.");
            assertThat(texts(workbook.getSheet("Notas"))).contains("Denuncias", "ODC-By-1.0");
        }
    }

    @Test
    void notesSayWhatTheWordsMeanAndWhereTheFiguresComeFrom() throws Exception {
        try (XSSFWorkbook workbook = written("en", "pe", 2023, MANY)) {
            List<String> notes = texts(workbook.getSheet("Notes"));
            assertThat(notes)
                    .contains("7", "2026-02-01 09:30:00", "f7", "pe, 2023", "The publisher", "ODC-By-1.0", "name us")
                    .contains("Flow, opening, closing", "Removed at least", "Negative flows")
                    .anyMatch(note -> note.contains("A flow is not a month where its interval covers several"));
        }
    }

    @Test
    void drawsThreeChartsOverTheCellsOfTheSheets() throws Exception {
        try (XSSFWorkbook workbook = written("en", null, null, MANY)) {
            List<XSSFChart> charts =
                    workbook.getSheet("Charts").getDrawingPatriarch().getCharts();
            assertThat(charts)
                    .extracting(chart -> chart.getTitleText().getString())
                    .containsExactly(
                            "pe: vintages of each year by day of extraction",
                            "pe: flow per interval between two vintages",
                            "pe: complaints over the same months of two years");
            String lines = charts.get(0).getCTChart().xmlText();
            assertThat(lines)
                    .contains("Vintages!$H$3:$H$5", "Vintages!$N$3:$N$5")
                    .contains(">480<");
            assertThat(charts.get(1).getCTChart().xmlText()).contains("Flows!$D$2:$D$5", "Flows!$K$2:$K$5", ">-20<");
            assertThat(charts.get(2).getCTChart().xmlText()).contains("'Same period'!$H$2:$H$3", "Jan–Dec 2023 / 2022");
            assertThat(cell(workbook.getSheet("Vintages"), 0, "Extraction date").getColumnIndex())
                    .isEqualTo('H' - 'A');
            assertThat(cell(workbook.getSheet("Flows"), 0, "Flow").getColumnIndex())
                    .isEqualTo('K' - 'A');
        }
    }

    @Test
    void givesTheSameFileForTheSameRelease() throws Exception {
        Path first = folder.resolve("first.xlsx");
        Path second = folder.resolve("second.xlsx");
        try (ReleasedWarehouse released = SmallRelease.in(folder.resolve("w"), "x")) {
            RevisionWorkbook.write(released, new Asked(null, null, Locale.ENGLISH), first);
            RevisionWorkbook.write(released, new Asked(null, null, Locale.ENGLISH), second);
        }
        assertThat(second).hasSameBinaryContentAs(first);
        try (ZipFile zip = new ZipFile(first.toFile())) {
            assertThat(zip.stream())
                    .hasSizeGreaterThan(10)
                    .allMatch(part -> part.getTimeLocal().equals(LocalDateTime.of(2026, 2, 1, 9, 30)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")"})
    void aTextFromASpreadsheetNeverBecomesAFormula(String offence) throws Exception {
        try (XSSFWorkbook workbook = written("en", null, null, MANY, offence)) {
            Cell cell = cell(workbook.getSheet("Flows by offence"), 1, "Offence");
            assertThat(cell.getStringCellValue()).isEqualTo(offence);
            assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            assertThat(cell(workbook.getSheet("Vintages"), 1, "File")
                            .getCellStyle()
                            .getQuotePrefixed())
                    .isTrue();
            assertThat(cell(workbook.getSheet("Vintages"), 1, "State")
                            .getCellStyle()
                            .getQuotePrefixed())
                    .isFalse();
            for (Sheet sheet : workbook) {
                for (Row row : sheet) {
                    assertThat(row).noneMatch(any -> any.getCellType() == CellType.FORMULA);
                }
            }
        }
    }

    @Test
    void textsThatWouldBreakTheFileAreHeldAsFarAsTheyCan() throws Exception {
        String hostile = "a\u0001\u001b[2Jb\n\tc_x0041_ <&\">\uFFFE ñ \uD83D\uDE00";
        try (XSSFWorkbook workbook = written("en", null, null, MANY, hostile)) {
            assertThat(cell(workbook.getSheet("Flows by offence"), 1, "Offence").getStringCellValue())
                    .isEqualTo("a[2Jb  c_x0041_ <&\"> ñ \uD83D\uDE00");
        }
        try (XSSFWorkbook workbook = written("en", null, null, MANY, "y".repeat(40_000))) {
            assertThat(cell(workbook.getSheet("Revisions"), 1, "Offence").getStringCellValue())
                    .hasSize(32_767)
                    .endsWith("y…");
        }
    }

    @Test
    void leavesOutTheSmallestRowsBeyondWhatAPersonReadsAndSaysSo() throws Exception {
        Path file = folder.resolve("r.xlsx");
        try (ReleasedWarehouse released = SmallRelease.in(folder.resolve("w"), "x")) {
            assertThat(RevisionWorkbook.write(released, new Asked(null, null, Locale.ENGLISH), file, 2))
                    .contains(new WrittenSheet("Flows by district", 2, 5), new WrittenSheet("Revisions", 2, 1));
        }
        try (XSSFWorkbook workbook = read(file)) {
            assertThat(column(workbook.getSheet("Flows by district"), "Flow")).containsExactly("+900", "+520");
            assertThat(column(workbook.getSheet("Revisions"), "Kind")).containsExactly("revision", "revision");
            assertThat(column(workbook.getSheet("Vintages"), "Year")).containsExactly("2023", "2023");
            assertThat(texts(workbook.getSheet("Notes")))
                    .contains("Left out of \"Flows by district\"")
                    .anyMatch(note -> note.contains("holds 2 rows") && note.contains("5 more were left out"));
        }
    }

    @Test
    void leavesTheFileThatIsThereWhenItCannotWriteAnother() throws Exception {
        Path file = folder.resolve("r.xlsx");
        Files.writeString(file, "kept");
        SmallRelease.in(folder.resolve("w"), "x").close();
        try (java.sql.Connection connection =
                        java.sql.DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("w/sumario.duckdb"));
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("drop view published.complaint_revision");
        }
        try (ReleasedWarehouse released = ReleasedWarehouse.open(folder.resolve("w"))) {
            assertThatThrownBy(() -> RevisionWorkbook.write(released, new Asked(null, null, Locale.ENGLISH), file))
                    .isInstanceOf(Refused.class);
        }
        assertThat(file).hasContent("kept");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void bothLanguagesHaveTheSameWords() {
        Locale spanish = Locale.forLanguageTag("es");
        assertThat(new Words(spanish).keys())
                .isEqualTo(new Words(Locale.ENGLISH).keys())
                .hasSizeGreaterThan(100);
        assertThat(new Words(spanish).isSpanish()).isTrue();
    }

    private XSSFWorkbook written(String language, @Nullable String source, @Nullable Integer year, int rows)
            throws Exception {
        return written(language, source, year, rows, "SECUESTRO");
    }

    private XSSFWorkbook written(
            String language, @Nullable String source, @Nullable Integer year, int rows, String offence)
            throws Exception {
        Path file = folder.resolve("r.xlsx");
        try (ReleasedWarehouse released = SmallRelease.in(folder.resolve("w"), offence)) {
            RevisionWorkbook.write(released, new Asked(source, year, Locale.forLanguageTag(language)), file, rows);
        }
        return read(file);
    }

    private static XSSFWorkbook read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new XSSFWorkbook(stream);
        }
    }

    private static List<String> names(XSSFWorkbook workbook) {
        List<String> names = new ArrayList<>();
        workbook.forEach(sheet -> names.add(sheet.getSheetName()));
        return names;
    }

    private static Cell cell(Sheet sheet, int row, String title) {
        for (Cell header : sheet.getRow(0)) {
            if (header.getStringCellValue().equals(title)) {
                return sheet.getRow(row).getCell(header.getColumnIndex(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            }
        }
        throw new AssertionError("no column " + title);
    }

    /** What a person sees in a column. */
    private static List<String> column(Sheet sheet, String title) {
        List<String> column = new ArrayList<>();
        for (int row = 1; row <= sheet.getLastRowNum(); row++) {
            column.add(SHOWN.formatCellValue(cell(sheet, row, title)));
        }
        return column;
    }

    private static List<String> texts(Sheet sheet) {
        List<String> texts = new ArrayList<>();
        sheet.forEach(row -> row.forEach(cell -> texts.add(SHOWN.formatCellValue(cell))));
        return texts;
    }
}
