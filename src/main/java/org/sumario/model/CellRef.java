package org.sumario.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a cell: file, sheet, row as the spreadsheet numbers it (from 1) and column index (from 0). A comma-separated
 * file has one sheet, its lines are rows.
 */
public record CellRef(String fileName, String sheetName, int rowNumber, int columnIndex) {

    private static final Pattern ADDRESS = Pattern.compile("([A-Z]{1,5})([1-9][0-9]{0,8})");

    /** The cell that an address in A1 notation names, empty where it names none, but a column or nothing. */
    public static Optional<CellRef> parse(String fileName, String sheetName, String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int columns = 0;
        for (char letter : parts.group(1).toCharArray()) {
            columns = columns * 26 + letter - 'A' + 1;
        }
        return Optional.of(new CellRef(fileName, sheetName, Integer.parseInt(parts.group(2)), columns - 1));
    }

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
