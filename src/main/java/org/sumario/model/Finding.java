package org.sumario.model;

import org.jspecify.annotations.Nullable;

/**
 * Something a check has to say about a place in a delivery.
 *
 * @param rowNumber 1-based, 0 where the finding is about a whole column or sheet
 * @param columnIndex 0-based, -1 where it is about a row or sheet
 * @param isRejection whether an observation was left out of the figures because of it
 * @param about what tells the same problem again in another file
 */
public record Finding(
        Severity severity,
        Reason reason,
        String sheetName,
        int rowNumber,
        int columnIndex,
        String rawText,
        boolean isRejection,
        About about) {

    /**
     * What a finding is about, whatever row it stands in.
     *
     * @param columnHeader the header of its column, empty where it has none
     * @param subject what the row is about: its other labels; empty where the place alone tells
     * @param atStakeCount the count that stands or falls with it, null where that is not known
     */
    public record About(
            String columnHeader, String subject, @Nullable Long atStakeCount) {
        /** Nothing but its place. */
        public static final About PLACE = new About("", "", null);
    }

    /** A finding that its place alone tells from others. */
    public Finding(
            Severity severity,
            Reason reason,
            String sheetName,
            int rowNumber,
            int columnIndex,
            String rawText,
            boolean isRejection) {
        this(severity, reason, sheetName, rowNumber, columnIndex, rawText, isRejection, About.PLACE);
    }

    /** The same with another count at stake. */
    public Finding atStake(@Nullable Long count) {
        return new Finding(
                severity,
                reason,
                sheetName,
                rowNumber,
                columnIndex,
                rawText,
                isRejection,
                new About(about.columnHeader(), about.subject(), count));
    }

    /** The address in A1 notation; the column alone for a whole column, empty for a whole sheet. */
    public String cell() {
        if (columnIndex < 0) {
            return "";
        }
        String letters = CellRef.columnLetters(columnIndex);
        return rowNumber == 0 ? letters : letters + rowNumber;
    }
}
