package org.sumario.normalise;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/**
 * The table that stands in a sheet as far as its first rows show it: the header is the row, or the few rows together, with most different
 * headings that has counts below.
 *
 * @param header the rows of the header
 * @param headers what stands above each column
 * @param rows the first rows of the table
 */
record DraftTable(SheetPreview sheet, List<PreviewRow> header, RawValue[] headers, List<PreviewRow> rows) {
    private static final int MOST_HEADER_ROWS = 3;
    private static final int SHOWN_ROWS = 12;
    private static final Pattern PRINTED_NUMBER =
            Pattern.compile("[+-]?(?:\\d+|\\d{1,3}(?:[., ]\\d{3})+)(?:[.,]\\d+)? ?%?");

    /** The table of the sheet that shows the one with most headings; of several that with most rows. */
    static Optional<DraftTable> of(List<SheetPreview> sheets) {
        return sheets.stream()
                .map(DraftTable::in)
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(DraftTable::score)
                        .thenComparing(table -> table.rows().size()));
    }

    /** The table that a sheet shows. */
    static Optional<DraftTable> in(SheetPreview sheet) {
        return IntStream.range(0, sheet.rows().size())
                .boxed()
                .flatMap(row ->
                        IntStream.rangeClosed(1, MOST_HEADER_ROWS).mapToObj(headerRows -> at(sheet, row, headerRows)))
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
        boolean isTorn = header.get(headerRows - 1).rowNumber() - header.get(0).rowNumber() >= headerRows;
        if (hasNumbers || isEmpty || isTorn) {
            return Optional.empty();
        }
        DraftTable table = new DraftTable(
                sheet,
                header,
                Headers.joined(header),
                sheet.rows().subList(end, sheet.rows().size()));
        return table.score() > 0 ? Optional.of(table) : Optional.empty();
    }

    /** Different headings, where there are counts below some; one heading row more counts only where it tells headings apart. */
    private int score() {
        Set<String> headings = new HashSet<>();
        int counts = 0;
        int unheaded = 0;
        for (int column = 0; column < width(); column++) {
            boolean hasHeader =
                    column < headers.length && !headers[column].text().isBlank();
            if (hasHeader) {
                headings.add(LayoutSearch.fold(headers[column].text()));
                counts += hasNumbers(column) ? 1 : 0;
            } else {
                unheaded += value(rows.get(0), column).text().isBlank() ? 0 : 1;
            }
        }
        boolean isAbove = rows.get(0).values().stream().anyMatch(DraftTable::isNumber);
        int score = 20 * headings.size() - 18 * unheaded - 2 * header.size() + (isAbove ? 1 : 0);
        return counts == 0 || headings.size() < 2 ? 0 : score;
    }

    private boolean hasNumbers(int column) {
        List<RawValue> shown = rows.stream()
                .limit(SHOWN_ROWS)
                .map(row -> value(row, column))
                .filter(value -> !value.text().isBlank())
                .toList();
        return shown.stream().filter(DraftTable::isNumber).count() * 2 > shown.size();
    }

    /** The last row of the header, 1-based. */
    int headerRow() {
        return header.get(header.size() - 1).rowNumber();
    }

    /** Columns of the table, whether they have a header or not. */
    int width() {
        int widest = rows.stream()
                .limit(SHOWN_ROWS)
                .mapToInt(row -> row.values().size())
                .max()
                .orElse(0);
        return Math.max(headers.length, widest);
    }

    /** The first column of texts that the styles of cells indent, as pivot tables do; −1 where there is none. */
    int indentedColumn() {
        return IntStream.range(0, width())
                .filter(column -> rows.stream()
                        .anyMatch(row -> value(row, column).type() == CellType.TEXT
                                && !value(row, column).equals(row.indented().get(column))))
                .findFirst()
                .orElse(-1);
    }

    /** Whether another sheet shows a table under the same headers. */
    boolean isLike(DraftTable other) {
        return folded().equals(other.folded());
    }

    private List<String> folded() {
        return Arrays.stream(headers)
                .map(header -> LayoutSearch.fold(header.text()))
                .toList();
    }

    private static RawValue value(PreviewRow row, int column) {
        return column < row.values().size() ? row.values().get(column) : RawValue.BLANK;
    }

    /** Whether a cell is a number to a person, in whatever notation. */
    static boolean isNumber(RawValue value) {
        return value.type() == CellType.NUMBER
                || value.type() == CellType.TEXT
                        && PRINTED_NUMBER.matcher(Texts.fold(value.text())).matches();
    }
}
