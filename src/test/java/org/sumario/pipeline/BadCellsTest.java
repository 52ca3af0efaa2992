package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;

class BadCellsTest {
    private static final int ROWS = 3000;

    @TempDir
    Path folder;

    @Test
    void namesTenBadCellsOfThreeThousandRowsAndLoadsTheRest() throws IOException {
        Path workbook = folder.resolve("bad_cells.xlsx");
        writeWorkbook(workbook);
        Path warehouse = folder.resolve("warehouse");
        LoadReport report = Loads.run(
                new LoadRequest(folder, warehouse, Path.of("jobs"), List.of(workbook), null, null),
                new QuietProgress(),
                Clock.systemUTC());

        assertThat(report.exitCode()).isEqualTo(3);
        ControlTotals totals = Objects.requireNonNull(report.arrived().get(0).totals());
        assertThat(totals.observations()).isEqualTo(ROWS);
        assertThat(totals.rejections()).isEqualTo(7);
        assertThat(totals.facts()).isEqualTo(ROWS - 7);
        assertThat(totals.measures().get(0).notNumbers()).isEqualTo(1);
        assertThat(totals.measures())
                .singleElement()
                .satisfies(sums -> assertThat(sums.rawSum())
                        .isEqualByComparingTo(sums.factSum().add(sums.rejectedSum())));
        assertThat(totals.measures().get(0).factSum()).isGreaterThan(BigDecimal.ZERO);
        assertThat(query(warehouse, "select cell, code, raw_text from published.finding order by row_number"))
                .containsExactly(
                        "K11 COUNT_NOT_A_NUMBER abc",
                        "K101 COUNT_NEGATIVE -3",
                        "K201 COUNT_NOT_WHOLE 2.5",
                        "K301 COUNT_BLANK ",
                        "B401 YEAR_UNREADABLE 20x3",
                        "B501 YEAR_OUT_OF_RANGE 1899",
                        "A601 PERIOD_UNREADABLE ENERO - MAYOR",
                        "D701 LABEL_UNMAPPED LIMA SURR",
                        "M801 CELL_ERROR #N/A",
                        "P901 DATE_UNREADABLE ayer");
        assertThat(query(warehouse, "select count(*), sum(complaint_count) from published.complaint"))
                .containsExactly(
                        (ROWS - 7) + " " + totals.measures().get(0).factSum().setScale(0));
        assertThat(query(warehouse, "select count(*) from published.complaint where fiscal_district_name = 'unknown'"))
                .containsExactly("1");
    }

    /** Full-year 2023 of the sample, its rows repeated (repeated rows are real counts), with ten cells spoilt. */
    private static void writeWorkbook(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("input/sample-complaints/complaints_2023.xlsx"));
                XSSFWorkbook workbook = new XSSFWorkbook(in);
                OutputStream out = Files.newOutputStream(file)) {
            XSSFSheet sheet = workbook.getSheetAt(0);
            int known = sheet.getLastRowNum();
            for (int number = known + 1; number <= ROWS; number++) {
                copy(sheet.getRow((number - 1) % known + 1), sheet.createRow(number));
            }
            sheet.getRow(10).getCell(10).setCellValue("abc");
            sheet.getRow(100).getCell(10).setCellValue(-3);
            sheet.getRow(200).getCell(10).setCellValue(2.5);
            sheet.getRow(300).removeCell(sheet.getRow(300).getCell(10));
            sheet.getRow(400).getCell(1).setCellValue("20x3");
            sheet.getRow(500).getCell(1).setCellValue(1899);
            sheet.getRow(600).getCell(0).setCellValue("ENERO - MAYOR");
            sheet.getRow(700).getCell(3).setCellValue("LIMA SURR");
            sheet.getRow(800).getCell(12).setCellErrorValue(FormulaError.NA.getCode());
            sheet.getRow(900).getCell(15).setCellValue("ayer");
            workbook.write(out);
        }
    }

    private static void copy(Row from, Row to) {
        for (Cell cell : from) {
            Cell copy = to.createCell(cell.getColumnIndex());
            if (cell.getCellType() == CellType.NUMERIC) {
                copy.setCellValue(cell.getNumericCellValue());
            } else {
                copy.setCellValue(cell.getStringCellValue());
            }
        }
    }

    private static List<String> query(Path warehouse, String sql) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(warehouse)) {
            released.query(sql, List.of(), new RowReceiver() {
                @Override
                public void columns(List<String> names) {}

                @Override
                public void row(List<Object> values) {
                    rows.add(String.join(
                            " ", values.stream().map(String::valueOf).toList()));
                }
            });
        }
        return rows;
    }
}
