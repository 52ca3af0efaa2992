package org.sumario.model;

/**
 * Something a check has to say about a place in a delivery.
 *
 * @param rowNumber 1-based, 0 where the finding is about a whole column or sheet
 * @param columnIndex 0-based, -1 where it is about a row or sheet
 * @param isRejection whether an observation was left out of the figures because of it
 */
public record Finding(
        Severity severity,
        Reason reason,
        String sheetName,
        int rowNumber,
        int columnIndex,
        String rawText,
        boolean isRejection) {

    /** The address in A1 notation; the column alone for a whole column, empty for a whole sheet. */
    public String cell() {
        if (columnIndex < 0) {
            return "";
        }
        String letters = CellRef.columnLetters(columnIndex);
        return rowNumber == 0 ? letters : letters + rowNumber;
    }
}
