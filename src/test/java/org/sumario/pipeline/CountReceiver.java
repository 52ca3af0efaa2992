package org.sumario.pipeline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.RowReceiver;

/** Keeps the one number of a query. */
record CountReceiver(long[] count) implements RowReceiver {
    @Override
    public void columns(List<String> names) {}

    @Override
    public void row(List<@Nullable Object> values) {
        count[0] = ((Number) Objects.requireNonNull(values.get(0))).longValue();
    }
}
