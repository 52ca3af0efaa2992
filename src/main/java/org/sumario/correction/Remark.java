package org.sumario.correction;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.model.CellRef;
import org.sumario.model.Severity;

/**
 * A finding as whoever made the file reads it: in one language, with what is expected and what is at stake where that is known.
 *
 * @param sheetName empty where it is about the whole file
 * @param rowNumber 1-based, 0 where it is about a column or a sheet
 * @param cell in A1 notation, the letters alone for a column, empty for a row or a sheet
 * @param expected what should stand there; null where findings do not say
 * @param atStake the count that hangs on it; null where findings do not say
 * @param isRejection whether something was left out of the figures because of it
 */
public record Remark(
        Severity severity,
        String code,
        String sheetName,
        int rowNumber,
        String cell,
        String rawText,
        String advice,
        @Nullable String expected,
        @Nullable Number atStake,
        boolean isRejection) {

    /** The cell that it is about; none where it is about a row, a column or more. */
    Optional<CellRef> place() {
        return CellRef.parse("", sheetName, cell);
    }

    /** Whether its cell is to be corrected; information is told and asks for nothing. */
    boolean isMarked() {
        return severity != Severity.INFO && place().isPresent();
    }

    boolean isError() {
        return severity.compareTo(Severity.ERROR) >= 0;
    }

    /** Where a link to it leads: the cell, or what of its row, column or sheet comes first. */
    String linkedCell() {
        if (place().isPresent()) {
            return cell;
        }
        return cell.isEmpty() ? "A" + Math.max(rowNumber, 1) : cell + "1";
    }
}
