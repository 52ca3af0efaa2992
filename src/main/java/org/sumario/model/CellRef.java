package org.sumario.model;

/**
 * The address of a cell: file, sheet, row as the spreadsheet numbers it (from 1) and column index (from 0). A comma-separated
 * file has one sheet, its lines are rows.
 */
public record CellRef(String fileName, String sheetName, int rowNumber, int columnIndex) {

    /** The cell in A1 notation, such as {@code K17}. */
    public String cell() {
        return columnLetters(columnIndex) + rowNumber;
    }

    /** Column letters of a 0-based index: 0 is {@code A}, 26 is {@code AA}. */
    public static String columnLetters(int columnIndex) {
        StringBuilder letters = new StringBuilder();
        for (int rest = columnIndex; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }

    @Override
    public String toString() {
        return fileName + "!" + sheetName + "!" + cell();
    }
}
