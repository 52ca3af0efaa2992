package org.sumario.warehouse;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a query, one at a time, after the names of its columns. */
public interface RowReceiver {

    void columns(List<String> names) throws IOException;

    /**
     * One row; values are {@link Boolean}, {@link Number}, {@link java.time.LocalDate}, {@link java.time.LocalTime},
     * {@link java.time.LocalDateTime}, {@link java.time.Instant} or text, and null.
     */
    void row(List<@Nullable Object> values) throws IOException;
}
