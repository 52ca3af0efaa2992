package org.sumario.export;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a sheet.
 *
 * @param name its title is the word {@code column.<name>}
 * @param value what of a row it shows: text, a number or a day; null leaves the cell empty
 */
record Column(String name, Kind kind, Function<Row, @Nullable Object> value) {

    /** How its cells look. */
    enum Kind {
        TEXT,
        /** A text for programs, which may be cut on the screen. */
        CODE,
        NUMBER,
        COUNT,
        CHANGE,
        SHARE,
        DAY;

        boolean isText() {
            return this == TEXT || this == CODE;
        }
    }

    /** A column of the query as it is. */
    static Column of(String name, Kind kind) {
        return new Column(name, kind, row -> row.value(name));
    }
}
