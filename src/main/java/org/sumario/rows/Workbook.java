package org.sumario.rows;

import java.io.IOException;

/** One format's way to the sheets of a file. Damage is an {@link IOException}, a cost beyond a limit a {@link LimitExceeded}. */
public interface Workbook {
    Outline outline();

    /** Whether it may hold a table; a text may be read as one and be prose. */
    default boolean isTable() {
        return true;
    }

    /** Gives the sink every row of a sheet that holds a wanted cell or more, until it wants no more. */
    void read(int sheetIndex, RowSink sink) throws IOException;
}
