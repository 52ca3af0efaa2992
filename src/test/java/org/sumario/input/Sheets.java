package org.sumario.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/** Reads files as the rooms above do, into lists that a test can look at. */
public final class Sheets {
    private Sheets() {}

    /** A cell as {@code A1 TEXT abc}. */
    public static List<String> cells(Path file) {
        List<String> cells = new ArrayList<>();
        open(file)
                .cells(
                        null,
                        (sheet, row, column, value) ->
                                cells.add((char) ('A' + column) + "" + row + " " + value.type() + " " + value.text()));
        return cells;
    }

    public static InputFile open(Path file) {
        return InputFiles.open(file, file.getFileName().toString(), Limits.DEFAULT);
    }

    /** What there is to say of a sheet whose first ten columns are read, as {@code CODE count row column detail}. */
    public static List<String> notes(Path file, String sheetName) {
        return notes(file, sheetName, 0);
    }

    /** The same of the rows below a header. */
    public static List<String> notes(Path file, String sheetName, int afterRow) {
        RowReceiver nobody = new RowReceiver() {
            @Override
            public void accept(RowBatch batch) {}

            @Override
            public void restart() {}
        };
        int[] columns = IntStream.range(0, 10).toArray();
        return open(file).read(sheetName, afterRow, columns, new Dictionary(), nobody).notes().stream()
                .map(note -> String.join(
                        " ",
                        note.code(),
                        String.valueOf(note.count()),
                        String.valueOf(note.rowNumber()),
                        String.valueOf(note.columnIndex()),
                        note.detail()))
                .map(String::strip)
                .toList();
    }
}
