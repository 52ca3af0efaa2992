package org.sumario.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumario.model.Reason;

/** How a sheet was read, and what in it a person should know of: counted, each kind with the place where it first stands. */
public final class SheetProfile {
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final int afterRow;

    public SheetProfile() {
        this(0);
    }

    /** @param afterRow what stands in this row or above it, such as titles in merged cells, is no figure: nothing is noted of it */
    SheetProfile(int afterRow) {
        this.afterRow = afterRow;
    }

    /**
     * Something about the sheet.
     *
     * @param code of the reason, as findings have one
     * @param rowNumber 1-based, 0 where it is about a column or the sheet
     * @param columnIndex 0-based, −1 where it is about a row or the sheet
     * @param detail what belongs into the sentence besides the count
     */
    public record Note(String code, long count, int rowNumber, int columnIndex, String detail) {
        public Reason reason() {
            return Reason.of(code, count, detail);
        }
    }

    /** Counts one more of its kind. */
    public void note(String code, int rowNumber, int columnIndex, String detail) {
        if (rowNumber > 0 && rowNumber <= afterRow) {
            return;
        }
        notes.merge(
                code,
                new Note(code, 1, rowNumber, columnIndex, detail),
                (first, more) ->
                        new Note(code, first.count() + 1, first.rowNumber(), first.columnIndex(), first.detail()));
    }

    /** Forgets everything: another reader begins again. */
    void clear() {
        notes.clear();
    }

    public List<Note> notes() {
        return new ArrayList<>(notes.values());
    }
}
