package org.sumario.excel;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.sumario.model.CellRef;

/** What a workbook's cells show according to POI's user model. */
final class ShownReading {
    private ShownReading() {}

    /** Texts by sheet and address; blank ones left out. */
    static Map<String, String> of(Workbook workbook) {
        Map<String, String> shown = new TreeMap<>();
        DataFormatter formatter = new DataFormatter(Locale.US);
        formatter.setUseCachedValuesForFormulaCells(true);
        for (Sheet sheet : workbook) {
            for (Row row : sheet) {
                for (Cell cell : row) {
                    String text = text(cell, formatter);
                    if (!text.isEmpty()) {
                        shown.put(
                                sheet.getSheetName() + "!" + address(cell.getRowIndex() + 1, cell.getColumnIndex()),
                                text);
                    }
                }
            }
        }
        return shown;
    }

    /** A number as its format's text, of fifteen digits as in Excel; asked for a cell, POI formats the binary number. */
    private static String text(Cell cell, DataFormatter formatter) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (type != CellType.NUMERIC) {
            return formatter.formatCellValue(cell);
        }
        CellStyle style = cell.getCellStyle();
        Workbook book = cell.getSheet().getWorkbook();
        boolean is1904 = book instanceof HSSFWorkbook old
                ? old.getInternalWorkbook().isUsing1904DateWindowing()
                : ((XSSFWorkbook) book).isDate1904();
        return formatter.formatRawCellContents(
                cell.getNumericCellValue(),
                style == null ? 0 : style.getDataFormat(),
                style == null ? "General" : style.getDataFormatString(),
                is1904);
    }

    static String address(int rowNumber, int columnIndex) {
        return CellRef.columnLetters(columnIndex) + rowNumber;
    }
}
