package org.sumario.excel;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Date1904Support;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.model.CellRef;
import org.sumario.rows.CellType;
import org.sumario.rows.Limits;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview;

/** What a workbook holds according to POI's user model and according to our reader, cell by cell, and where the two differ. */
final class PoiReading {
    private PoiReading() {}

    /** Values by sheet and address, as POI's user model has them; a number as its double. */
    static Map<String, Object> of(Workbook workbook) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            Sheet sheet = workbook.getSheetAt(i);
            for (Row row : sheet) {
                for (Cell cell : row) {
                    Object value = value(cell);
                    if (value != null && !value.equals("")) {
                        cells.put(
                                sheet.getSheetName() + "!" + CellRef.columnLetters(cell.getColumnIndex())
                                        + (row.getRowNum() + 1),
                                value);
                    }
                }
            }
        }
        return cells;
    }

    private static @Nullable Object value(Cell cell) {
        // POI gives 0 for a formula that nobody calculated; for us it is blank, with a finding.
        if (cell instanceof XSSFCell xssf
                && cell.getCellType() == org.apache.poi.ss.usermodel.CellType.FORMULA
                && (xssf.getRawValue() == null || xssf.getRawValue().isEmpty())) {
            return null;
        }
        return switch (cell.getCellType() == org.apache.poi.ss.usermodel.CellType.FORMULA
                ? cell.getCachedFormulaResultType()
                : cell.getCellType()) {
            case STRING -> cell.getStringCellValue();
            case BOOLEAN -> cell.getBooleanCellValue();
            case ERROR ->
                "error "
                        + (cell instanceof XSSFCell xssf
                                ? xssf.getErrorCellString()
                                : FormulaError.forInt(cell.getErrorCellValue()).getString());
            case NUMERIC -> number(cell);
            default -> null;
        };
    }

    private static Object number(Cell cell) {
        double number = cell.getNumericCellValue();
        CellStyle style = cell.getCellStyle();
        if (style == null
                || !DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString())
                || !DateUtil.isValidExcelDate(number)) {
            return number;
        }
        // Rounded to the second, as a spreadsheet program shows it.
        Workbook workbook = cell.getSheet().getWorkbook();
        boolean is1904 = workbook instanceof Date1904Support dates && dates.isDate1904();
        return DateUtil.getLocalDateTime(number, is1904, true).withNano(0);
    }

    /** The same of our reader. */
    static Map<String, Object> of(InputFile file) {
        Map<String, Object> cells = new LinkedHashMap<>();
        file.cells(null, (sheet, row, column, value) -> put(cells, sheet, row, column, value));
        return cells;
    }

    /** The same of our thorough reader alone. */
    static Map<String, Object> thoroughly(XlsxFile file) throws IOException {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < file.outline().sheets().size(); i++) {
            String sheet = file.outline().sheets().get(i).name();
            file.readThoroughly(
                    i,
                    new RowPreview(
                            row -> {
                                for (int column = 0; column < row.values().size(); column++) {
                                    put(
                                            cells,
                                            sheet,
                                            row.rowNumber(),
                                            column,
                                            row.values().get(column));
                                }
                                return true;
                            },
                            Limits.DEFAULT));
        }
        return cells;
    }

    private static void put(Map<String, Object> cells, String sheet, int row, int column, RawValue value) {
        if (value.type() != CellType.BLANK) {
            cells.put(
                    sheet + "!" + CellRef.columnLetters(column) + row,
                    switch (value.type()) {
                        case NUMBER -> Double.parseDouble(value.text());
                        case BOOLEAN -> value.text().equals("TRUE");
                        case ERROR -> "error " + value.text();
                        case DATE ->
                            LocalDateTime.parse(value.text().length() == 10 ? value.text() + "T00:00" : value.text());
                        default -> value.text();
                    });
        }
    }

    /** Where two readings differ, at most so many places. */
    static List<String> differences(Map<String, Object> poi, Map<String, Object> ours, int most) {
        List<String> found = new ArrayList<>();
        poi.forEach((address, value) -> {
            if (found.size() < most && !value.equals(ours.get(address))) {
                found.add(address + ": POI has " + value + ", ours " + ours.get(address));
            }
        });
        ours.forEach((address, value) -> {
            if (found.size() < most && !poi.containsKey(address)) {
                found.add(address + ": POI has nothing, ours " + value);
            }
        });
        return found;
    }
}
