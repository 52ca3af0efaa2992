package org.sumario.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives cells with what they show, all of a sheet or some; of the others nothing is decoded. */
public class ShownCells extends RowCells {
    /** Codes from here on are places in the list of pairs. */
    private static final int FIRST_PAIR = 1 << 30;

    private final @Nullable NavigableMap<Integer, BitSet> chosen;
    /** Chosen rows that are still to come. */
    private final Set<Integer> awaited = new HashSet<>();

    private final BitSet wanted = new BitSet();

    private final List<Pair> pairs = new ArrayList<>();
    private final Map<Pair, Integer> places = new HashMap<>();

    /** The code of a value, and of the text that it shows. */
    private record Pair(int value, int shown) {}

    /** Takes cells one by one, each with the text that the spreadsheet program shows for it. */
    public interface Receiver {
        /** @param columnIndex 0-based */
        void cell(String sheetName, int rowNumber, int columnIndex, RawValue value, String shown);
    }

    /** @param chosen 0-based columns by row number; null for all cells */
    public ShownCells(
            String sheetName, @Nullable NavigableMap<Integer, BitSet> chosen, Receiver receiver, Limits limits) {
        super(sheetName, receiver, limits);
        this.chosen = chosen;
        if (chosen != null) {
            awaited.addAll(chosen.keySet());
            chosen.values().forEach(wanted::or);
        }
    }

    @Override
    public boolean wantsShown() {
        return true;
    }

    @Override
    public void begin(int firstRow, int lastRow) {
        if (chosen != null) {
            wanted.clear();
            chosen.subMap(firstRow, true, lastRow, true).values().forEach(wanted::or);
        }
    }

    @Override
    public boolean wants(int columnIndex) {
        return chosen == null || wanted.get(columnIndex);
    }

    @Override
    public int codeOf(RawValue value, String shown) {
        Pair pair = new Pair(dictionary.codeOf(value), dictionary.codeOf(CellValues.text(shown)));
        return places.computeIfAbsent(pair, added -> {
            pairs.add(added);
            return FIRST_PAIR + pairs.size() - 1;
        });
    }

    @Override
    void give(int rowNumber, int column, int code) {
        BitSet columns = chosen == null ? null : chosen.get(rowNumber);
        if (chosen != null && (columns == null || !columns.get(column))) {
            return;
        }
        Pair pair = code < FIRST_PAIR ? new Pair(code, code) : pairs.get(code - FIRST_PAIR);
        RawValue value = dictionary.value(pair.value());
        give(rowNumber, column, value, dictionary.value(pair.shown()).text());
    }

    @Override
    boolean row(int rowNumber) {
        super.row(rowNumber);
        awaited.remove(rowNumber);
        return chosen == null || !awaited.isEmpty();
    }
}
