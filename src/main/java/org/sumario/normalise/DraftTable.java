package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/**
 * The table that stands in a sheet as far as its first rows show it: the header is the row with most headings that has counts below.
 *
 * @param headerRows rows of the header
 * @param headers what stands above each column
 * @param rows the first rows of the table
 */
record DraftTable(SheetPreview sheet, int headerRow, int headerRows, RawValue[] headers, List<PreviewRow> rows) {
    private static final int MOST_HEADER_ROWS = 2;

    /** The table of the sheet that shows the largest. */
    static Optional<DraftTable> of(List<SheetPreview> sheets) {
        return sheets.stream()
                .flatMap(sheet -> IntStream.range(0, sheet.rows().size())
                        .boxed()
                        .flatMap(row -> IntStream.rangeClosed(1, MOST_HEADER_ROWS)
                                .mapToObj(headerRows -> at(sheet, row, headerRows))))
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(DraftTable::score));
    }

    private static Optional<DraftTable> at(SheetPreview sheet, int row, int headerRows) {
        int end = row + headerRows;
        if (end >= sheet.rows().size()) {
            return Optional.empty();
        }
        List<PreviewRow> header = sheet.rows().subList(row, end);
        boolean hasNumbers = header.stream()
                .flatMap(each -> each.values().stream())
                .anyMatch(value -> isNumber(value) && !Headers.isYear(value));
        boolean isEmpty = header.stream()
                .anyMatch(each ->
                        each.values().stream().allMatch(value -> value.text().isBlank()));
        if (hasNumbers || isEmpty) {
            return Optional.empty();
        }
        DraftTable table = new DraftTable(
                sheet,
                header.get(headerRows - 1).rowNumber(),
                headerRows,
                Headers.joined(header),
                sheet.rows().subList(end, sheet.rows().size()));
        return table.score() > 0 ? Optional.of(table) : Optional.empty();
    }

    /** Headings, where there are counts directly below; one heading row more counts only where it adds headings. */
    private int score() {
        int headings = 0;
        int counts = 0;
        int unheaded = 0;
        int width = Math.max(headers.length, rows.get(0).values().size());
        for (int column = 0; column < width; column++) {
            boolean hasHeader =
                    column < headers.length && !headers[column].text().isBlank();
            headings += hasHeader ? 1 : 0;
            boolean hasCount = isNumber(value(rows.get(0), column));
            counts += hasHeader && hasCount ? 1 : 0;
            unheaded += !hasHeader && !value(rows.get(0), column).text().isBlank() ? 1 : 0;
        }
        return counts == 0 || headings < 2 ? 0 : 10 * headings - 9 * unheaded - headerRows;
    }

    /** The values of a column that are not blank. */
    List<RawValue> values(int column) {
        List<RawValue> values = new ArrayList<>();
        for (PreviewRow row : rows) {
            RawValue value = value(row, column);
            if (!value.text().isBlank()) {
                values.add(value);
            }
        }
        return values;
    }

    /** Whether any cell of a column is blank. */
    boolean hasBlanks(int column) {
        return values(column).size() < rows.size();
    }

    private static RawValue value(PreviewRow row, int column) {
        return column < row.values().size() ? row.values().get(column) : RawValue.BLANK;
    }

    static boolean isNumber(RawValue value) {
        return value.type() != CellType.DATE && Values.number(value).isPresent();
    }
}
