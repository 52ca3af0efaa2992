package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFConditionalFormattingRule;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A workbook as an office may send one: three sheets of 4,000 rows with formats, formulas, comments, a chart, a picture and names, and
 * fifty cells that are wrong in twelve ways. Argument of the main method: the file to write.
 */
public final class OfficeFile {
    public static final List<String> SHEETS = List.of("denuncias", "Lima 'Norte' & Sur", "resto");
    public static final int ROWS = 4_000;
    private static final int COUNT = 10;

    /** A picture of one point. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    private final Map<String, String> bad = new LinkedHashMap<>();
    private final XSSFWorkbook workbook;

    private OfficeFile(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0])).forEach((cell, code) -> System.out.println(cell + " " + code));
    }

    /** Writes it; answers the code of what is wrong by {@code sheet!cell}. */
    public static Map<String, String> write(Path file) throws IOException {
        return write(file, true);
    }

    /** Writes it as it would be without its errors. */
    public static void writeCorrect(Path file) throws IOException {
        write(file, false);
    }

    private static Map<String, String> write(Path file, boolean isSpoilt) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("input/sample-complaints/complaints_2023.xlsx"));
                XSSFWorkbook workbook = new XSSFWorkbook(in);
                OutputStream out = Files.newOutputStream(file)) {
            OfficeFile office = new OfficeFile(workbook);
            office.fill();
            office.decorate();
            if (isSpoilt) {
                office.spoil();
            }
            workbook.write(out);
            return office.bad;
        }
    }

    private void fill() {
        XSSFSheet first = workbook.getSheetAt(0);
        int known = first.getLastRowNum();
        CellStyle counts = workbook.createCellStyle();
        counts.setDataFormat(workbook.createDataFormat().getFormat("#,##0"));
        counts.setBorderBottom(BorderStyle.DOTTED);
        Font font = workbook.createFont();
        font.setFontName("Courier New");
        font.setItalic(true);
        counts.setFont(font);
        workbook.setSheetName(0, SHEETS.get(0));
        for (String name : SHEETS) {
            XSSFSheet sheet = name.equals(SHEETS.get(0)) ? first : workbook.createSheet(name);
            if (sheet != first) {
                copy(first.getRow(0), sheet.createRow(0));
            }
            for (int number = 1; number <= ROWS; number++) {
                Row row = sheet.getRow(number);
                if (row == null) {
                    row = sheet.createRow(number);
                    copy(first.getRow((number - 1) % known + 1), row);
                }
                row.getCell(COUNT).setCellStyle(counts);
            }
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

    private void decorate() {
        XSSFSheet first = workbook.getSheetAt(0);
        first.createFreezePane(0, 1);
        first.setAutoFilter(new CellRangeAddress(0, ROWS, 0, 15));
        workbook.getSheetAt(1).setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
        XSSFConditionalFormattingRule rule =
                first.getSheetConditionalFormatting().createConditionalFormattingRule("$K2>1000");
        PatternFormatting pattern = rule.createPatternFormatting();
        pattern.setFillBackgroundColor((short) 42);
        first.getSheetConditionalFormatting()
                .addConditionalFormatting(new CellRangeAddress[] {new CellRangeAddress(1, ROWS, 10, 10)}, rule);
        Cell formula = first.getRow(20).getCell(COUNT);
        double value = formula.getNumericCellValue();
        formula.setCellFormula("1*" + (long) value);
        workbook.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(formula);
        comment(first, 10, COUNT, "Revisado por la oficina");
        comment(first, 12, COUNT, "Este está bien");
        XSSFSheet second = workbook.getSheetAt(1);
        XSSFDrawing drawing = second.createDrawingPatriarch();
        chart(second, drawing);
        int picture =
                workbook.addPicture(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, Workbook.PICTURE_TYPE_PNG);
        drawing.createPicture(anchor(20, 20), picture);
        workbook.setActiveSheet(1);
        workbook.setSelectedTab(1);
    }

    private ClientAnchor anchor(int column, int row) {
        ClientAnchor anchor = workbook.getCreationHelper().createClientAnchor();
        anchor.setCol1(column);
        anchor.setRow1(row);
        anchor.setCol2(column + 6);
        anchor.setRow2(row + 12);
        return anchor;
    }

    private void comment(XSSFSheet sheet, int row, int column, String text) {
        Comment comment = sheet.createDrawingPatriarch().createCellComment(anchor(column, row));
        comment.setString(workbook.getCreationHelper().createRichTextString(text));
        comment.setAuthor("Oficina");
        sheet.getRow(row).getCell(column).setCellComment(comment);
    }

    private static void chart(XSSFSheet sheet, XSSFDrawing drawing) {
        XSSFChart chart = drawing.createChart(drawing.createAnchor(0, 0, 0, 0, 18, 2, 26, 18));
        XDDFChartData data = chart.createData(
                ChartTypes.BAR,
                chart.createCategoryAxis(AxisPosition.BOTTOM),
                chart.createValueAxis(AxisPosition.LEFT));
        data.addSeries(
                XDDFDataSourcesFactory.fromStringCellRange(sheet, new CellRangeAddress(1, 9, 3, 3)),
                XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(1, 9, 10, 10)));
        chart.plot(data);
    }

    private void spoil() {
        for (int i = 0; i < 5; i++) {
            at(0, 10 + 301 * i, COUNT, "COUNT_NOT_A_NUMBER")
                    .setCellValue(i == 0 ? "=HYPERLINK(\"http://x\",\"y\")" : "abc" + i);
            at(1, 100 + 301 * i, COUNT, "COUNT_NEGATIVE").setCellValue(-3 - i);
            at(2, 200 + 301 * i, COUNT, "COUNT_NOT_WHOLE").setCellValue(2.5 + i);
            remove(at(i % 3, 300 + 301 * i, COUNT, "COUNT_BLANK"));
            at(1, 405 + 301 * i, 1, "YEAR_UNREADABLE").setCellValue("20x" + i);
            at(0, 500 + 301 * i, 0, "PERIOD_UNREADABLE").setCellValue("ENERO - MAYOR" + i);
        }
        for (int i = 0; i < 4; i++) {
            at(2, 503 + 301 * i, 1, "YEAR_OUT_OF_RANGE").setCellValue(1890 + i);
            at(0, 702 + 301 * i, 3, "LABEL_UNMAPPED").setCellValue("LIMA <SURR> & co. " + i);
            at(1, 803 + 301 * i, 12, "CELL_ERROR").setCellErrorValue(FormulaError.NA.getCode());
        }
        for (int i = 0; i < 3; i++) {
            at(2, 904 + 301 * i, 15, "DATE_UNREADABLE").setCellValue("ayer" + i);
            remove(at(1, 1005 + 301 * i, 3, "LABEL_BLANK"));
        }
        at(2, 1106, COUNT, "COUNT_TOO_LARGE").setCellValue("99999999999999999999");
        at(0, 1107, COUNT, "COUNT_TOO_LARGE").setCellValue("88888888888888888888");
    }

    private Cell at(int sheet, int row, int column, String code) {
        Cell cell =
                Objects.requireNonNull(workbook.getSheetAt(sheet).getRow(row).getCell(column));
        bad.put(SHEETS.get(sheet) + "!" + cell.getAddress().formatAsString(), code);
        return cell;
    }

    private static void remove(Cell cell) {
        cell.getRow().removeCell(cell);
    }
}
