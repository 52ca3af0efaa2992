package org.sumario.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a row of a relation, by their position from 0. */
record Fields(List<@Nullable Object> values) {
    String text(int column) {
        return Objects.toString(values.get(column), "");
    }

    @Nullable
    String textOrNull(int column) {
        Object value = values.get(column);
        return value == null ? null : value.toString();
    }

    long whole(int column) {
        return ((Number) Objects.requireNonNull(values.get(column))).longValue();
    }

    @Nullable
    Long wholeOrNull(int column) {
        return values.get(column) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    boolean isTrue(int column) {
        return Boolean.TRUE.equals(values.get(column));
    }
}
