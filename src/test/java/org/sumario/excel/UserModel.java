package org.sumario.excel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.sumario.input.InputFile;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.RawValue;

/** What a workbook's cells hold by POI's model of whole workbooks, to compare our reading with. */
final class UserModel {
    private UserModel() {}

    /** The cells of a sheet that are not blank, by address. */
    static Map<String, RawValue> cells(Sheet sheet) {
        return cells(sheet, new TreeSet<>());
    }

    /** @param formulas gets the addresses of cells that hold a formula */
    static Map<String, RawValue> cells(Sheet sheet, Set<String> formulas) {
        Map<String, RawValue> cells = new TreeMap<>();
        for (Row row : sheet) {
            for (Cell cell : row) {
                RawValue value = value(cell);
                if (cell.getCellType() == org.apache.poi.ss.usermodel.CellType.FORMULA) {
                    formulas.add(address(row.getRowNum() + 1, cell.getColumnIndex()));
                }
                if (value.type() != CellType.BLANK) {
                    cells.put(address(row.getRowNum() + 1, cell.getColumnIndex()), value);
                }
            }
        }
        return cells;
    }

    /** The cells of a sheet that are not blank, by address, as we read them. */
    static Map<String, RawValue> cells(InputFile file, String sheetName) {
        Map<String, RawValue> cells = new TreeMap<>();
        file.cells(
                sheetName, (sheet, rowNumber, columnIndex, value) -> cells.put(address(rowNumber, columnIndex), value));
        return cells;
    }

    /** Where two readings of a sheet differ. */
    static List<String> differences(Map<String, RawValue> expected, Map<String, RawValue> actual) {
        List<String> differences = new ArrayList<>();
        Map<String, RawValue> all = new TreeMap<>(expected);
        actual.forEach(all::putIfAbsent);
        for (String address : all.keySet()) {
            RawValue should = expected.getOrDefault(address, RawValue.BLANK);
            RawValue is = actual.getOrDefault(address, RawValue.BLANK);
            if (!isSame(should, is)) {
                differences.add(address + " is " + is + ", should be " + should);
            }
        }
        return differences;
    }

    private static boolean isSame(RawValue should, RawValue is) {
        boolean areNumbers = should.type() == CellType.NUMBER && is.type() == CellType.NUMBER;
        return should.equals(is) || (areNumbers && Double.parseDouble(should.text()) == Double.parseDouble(is.text()));
    }

    private static String address(int rowNumber, int columnIndex) {
        return String.format(java.util.Locale.ROOT, "R%07dC%05d", rowNumber, columnIndex + 1);
    }

    private static RawValue value(Cell cell) {
        org.apache.poi.ss.usermodel.CellType type = cell.getCellType();
        if (type == org.apache.poi.ss.usermodel.CellType.FORMULA) {
            type = cell.getCachedFormulaResultType();
        }
        return switch (type) {
            case STRING -> CellValues.text(cell.getRichStringCellValue().getString());
            case BOOLEAN -> CellValues.bool(cell.getBooleanCellValue());
            case ERROR -> new RawValue(CellType.ERROR, error(cell.getErrorCellValue()));
            case NUMERIC -> number(cell);
            default -> RawValue.BLANK;
        };
    }

    private static String error(byte code) {
        return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#" + (code & 0xFF);
    }

    private static RawValue number(Cell cell) {
        double number = cell.getNumericCellValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return new RawValue(CellType.ERROR, "#NUM!");
        }
        if (DateUtil.isCellDateFormatted(cell)) {
            return CellValues.date(DateUtil.getLocalDateTime(number, is1904(cell), true));
        }
        return new RawValue(CellType.NUMBER, Double.toString(number));
    }

    private static boolean is1904(Cell cell) {
        return cell.getSheet().getWorkbook() instanceof HSSFWorkbook book
                ? book.getInternalWorkbook().isUsing1904DateWindowing()
                : cell.getSheet().getWorkbook() instanceof XSSFWorkbook newer && newer.isDate1904();
    }
}
