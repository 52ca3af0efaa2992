package org.sumario.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sumario.input.InputFile.PreviewRow;

/** Hands on whole rows, every column of them, while they are wanted: for previews and for showing what a file holds. */
final class RowPreview extends RowSink {
    private final Predicate<PreviewRow> receiver;
    private List<RawValue> values = new ArrayList<>();
    private long given;
    private long skip;

    /** @param receiver answers whether it wants more rows */
    RowPreview(Predicate<PreviewRow> receiver, Limits limits) {
        super(new Dictionary(limits), limits, 0);
        this.receiver = receiver;
    }

    @Override
    boolean wants(int columnIndex) {
        return true;
    }

    @Override
    void cell(int columnIndex, int code) {
        while (values.size() <= columnIndex) {
            values.add(RawValue.BLANK);
        }
        values.set(columnIndex, dictionary.value(code));
    }

    @Override
    boolean row(int rowNumber) {
        PreviewRow row = new PreviewRow(rowNumber, values);
        values = new ArrayList<>();
        // Rows that the receiver has from a reader that gave up are the same from the one that began again.
        if (skip > 0) {
            skip--;
            return true;
        }
        given++;
        return receiver.test(row);
    }

    @Override
    void restart() {
        profile.clear();
        values = new ArrayList<>();
        skip = given;
    }
}
