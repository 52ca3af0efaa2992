package org.sumario.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Hands on whole rows, every column of them, while they are wanted: for previews and for showing what a file holds. */
public final class RowPreview extends RowSink {
    private final Predicate<PreviewRow> receiver;
    private List<RawValue> values = new ArrayList<>();
    private final Map<Integer, Integer> indents = new HashMap<>();

    /**
     * A row as it stands: values by column index, blanks included up to the last filled one.
     *
     * @param indented the same values with the indents of their cells' styles as white space
     */
    public record PreviewRow(int rowNumber, List<RawValue> values, List<RawValue> indented) {}

    /** @param receiver answers whether it wants more rows */
    public RowPreview(Predicate<PreviewRow> receiver, Limits limits) {
        super(new Dictionary(limits), limits, 0);
        this.receiver = receiver;
    }

    @Override
    public boolean wants(int columnIndex) {
        return true;
    }

    @Override
    public void cell(int columnIndex, int code) {
        while (values.size() <= columnIndex) {
            values.add(RawValue.BLANK);
        }
        values.set(columnIndex, dictionary.value(code));
    }

    @Override
    public boolean wantsIndents() {
        return true;
    }

    @Override
    public void indented(int columnIndex, int steps) {
        indents.put(columnIndex, steps);
    }

    @Override
    boolean row(int rowNumber) {
        PreviewRow row = new PreviewRow(rowNumber, values, indents.isEmpty() ? values : indented());
        clearRow();
        return receiver.test(row);
    }

    private List<RawValue> indented() {
        List<RawValue> indented = new ArrayList<>(values);
        indents.forEach(
                (column, steps) -> indented.set(column, values.get(column).indented(steps)));
        return indented;
    }

    @Override
    void clearRow() {
        values = new ArrayList<>();
        indents.clear();
    }

    @Override
    boolean takeBack() {
        return false;
    }
}
