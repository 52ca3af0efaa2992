package org.sumario.input;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A spreadsheet open for reading; recognised by content, never by its name. */
public interface InputFile {
    /** How many rows a preview shows at most. */
    int PREVIEW_ROWS = 40;

    /** Custom and core properties of a workbook by name; empty for text files. */
    Map<String, String> properties();

    /** Every sheet with its first rows, enough to find a header. */
    List<SheetPreview> sheets();

    /**
     * Reads the rows below {@code afterRow}, blank rows left out, in order. Only the wanted columns (0-based) enter the dictionary.
     *
     * @throws org.sumario.model.Refused when the file turns out to be broken
     */
    void read(String sheetName, int afterRow, int[] wantedColumns, Dictionary dictionary, Consumer<RowBatch> receiver);

    /** The first rows of a sheet. */
    record SheetPreview(String sheetName, boolean hidden, List<PreviewRow> rows) {}

    /** A row as it stands: values by column index, blanks included up to the last filled one. */
    record PreviewRow(int rowNumber, List<RawValue> values) {}
}
