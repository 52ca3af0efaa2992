package org.sumario.normalise;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.sumario.input.InputFile;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/**
 * All rows of a drafted table, as codes of a dictionary: what a column is shows in the whole sheet, not in its first rows. Beyond
 * {@link #MOST_CELLS} the rest of the sheet is not looked at, which the draft says.
 */
final class DraftRows implements RowReceiver {
    private static final int MOST_CELLS = 8_000_000;

    private final Dictionary dictionary;
    private final int width;
    private final int[][] codes;
    private int[] rowNumbers = new int[RowBatch.CAPACITY];
    private int size;
    private int repeats;
    private boolean isWhole = true;
    private final BitSet data = new BitSet();
    private final BitSet parts = new BitSet();

    private DraftRows(int width, Limits limits) {
        this.dictionary = new Dictionary(limits);
        this.width = width;
        this.codes = new int[width][RowBatch.CAPACITY];
    }

    /** Reads a table's rows; repeats of its header and notes are left out, see {@link #isData}. */
    static DraftRows of(InputFile file, DraftTable table, Limits limits) {
        DraftRows rows = new DraftRows(table.width(), limits);
        int[] all = IntStream.range(0, rows.width).toArray();
        file.read(table.sheet().sheetName(), table.headerRow(), all, table.indentedColumn(), rows.dictionary, rows);
        rows.withoutHeaders(table);
        rows.tellRowsApart();
        return rows;
    }

    @Override
    public void accept(RowBatch batch) {
        int room = Math.min(batch.size, MOST_CELLS / Math.max(width, 1) - size);
        isWhole &= room == batch.size;
        if (size + room > rowNumbers.length) {
            int capacity = Math.max(rowNumbers.length * 2, size + room);
            rowNumbers = Arrays.copyOf(rowNumbers, capacity);
            Arrays.setAll(codes, column -> Arrays.copyOf(codes[column], capacity));
        }
        System.arraycopy(batch.rowNumbers, 0, rowNumbers, size, room);
        for (int column = 0; column < width; column++) {
            System.arraycopy(batch.codes[column], 0, codes[column], size, room);
        }
        size += room;
    }

    @Override
    public void restart() {
        size = 0;
        isWhole = true;
    }

    private void withoutHeaders(DraftTable table) {
        List<int[]> headers = table.header().stream()
                .map(row -> IntStream.range(0, width)
                        .map(column -> column < row.values().size()
                                ? dictionary.codeOf(row.values().get(column))
                                : 0)
                        .toArray())
                .toList();
        int kept = 0;
        for (int row = 0; row < size; row++) {
            int current = row;
            if (headers.stream().noneMatch(header -> repeats(header, current))) {
                for (int[] column : codes) {
                    column[kept] = column[row];
                }
                rowNumbers[kept++] = rowNumbers[row];
            }
        }
        repeats = size - kept;
        size = kept;
    }

    /** How often the header stands among the rows again. */
    int repeats() {
        return repeats;
    }

    private boolean repeats(int[] header, int row) {
        for (int column = 0; column < width; column++) {
            if (codes[column][row] != header[column]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    int width() {
        return width;
    }

    /** Whether every row of the sheet is here. */
    boolean isWhole() {
        return isWhole;
    }

    int code(int column, int row) {
        return codes[column][row];
    }

    boolean isBlank(int column, int row) {
        return dictionary.isBlank(codes[column][row]);
    }

    RawValue value(int column, int row) {
        return dictionary.value(codes[column][row]);
    }

    RawValue valueOf(int code) {
        return dictionary.value(code);
    }

    int rowNumber(int row) {
        return rowNumbers[row];
    }

    /** Whether a row is more than a note or a heading: a single text. */
    boolean isData(int row) {
        return data.get(row);
    }

    /** Whether a row has data and no word in it says that it is a total; where most rows have such a word, it says nothing. */
    boolean isPart(int row) {
        return parts.get(row);
    }

    private void tellRowsApart() {
        BitSet totals = new BitSet();
        Map<Integer, Boolean> words = new HashMap<>();
        for (int row = 0; row < size; row++) {
            int filled = 0;
            boolean hasNumber = false;
            boolean isTotal = false;
            for (int[] column : codes) {
                int code = column[row];
                if (!dictionary.isBlank(code)) {
                    filled++;
                    hasNumber |= filled == 1 && dictionary.value(code).type() == CellType.NUMBER;
                    isTotal |= words.computeIfAbsent(
                            code,
                            each -> HeaderWord.TOTAL.isIn(dictionary.value(each).text()));
                }
            }
            data.set(row, filled > 1 || hasNumber);
            totals.set(row, isTotal && data.get(row));
        }
        parts.or(data);
        if (totals.cardinality() * 3 < size * 2) {
            parts.andNot(totals);
        }
    }

    /** What stands alone in the rows below the last row with data. */
    List<String> notesBelow() {
        int last = size - 1;
        while (last >= 0 && !isData(last)) {
            last--;
        }
        return IntStream.range(last + 1, size)
                .mapToObj(row -> IntStream.range(0, width)
                        .mapToObj(column -> Texts.fold(value(column, row).text()))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(null))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }
}
