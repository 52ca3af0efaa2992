package org.sumario.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Hands on whole rows, every column of them, while they are wanted: for previews and for showing what a file holds. */
public final class RowPreview extends RowSink {
    private final Predicate<PreviewRow> receiver;
    private List<RawValue> values = new ArrayList<>();

    /** A row as it stands: values by column index, blanks included up to the last filled one. */
    public record PreviewRow(int rowNumber, List<RawValue> values) {}

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
    boolean row(int rowNumber) {
        PreviewRow row = new PreviewRow(rowNumber, values);
        values = new ArrayList<>();
        return receiver.test(row);
    }

    @Override
    void clearRow() {
        values = new ArrayList<>();
    }

    @Override
    boolean takeBack() {
        return false;
    }
}
