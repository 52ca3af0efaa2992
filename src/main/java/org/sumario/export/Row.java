package org.sumario.export;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of a query, by the names of its columns. */
record Row(List<String> names, List<@Nullable Object> values) {

    @Nullable
    Object value(String name) {
        return values.get(names.indexOf(name));
    }

    /** Empty where there is nothing. */
    String text(String name) {
        return Objects.toString(value(name), "");
    }

    /** What is never null. */
    Object present(String name) {
        return requireNonNull(value(name), name);
    }

    LocalDate day(String name) {
        return (LocalDate) present(name);
    }

    long number(String name) {
        return ((Number) present(name)).longValue();
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(value(name));
    }

    @Nullable
    Number numberOrNothing(String name) {
        return (Number) value(name);
    }
}
