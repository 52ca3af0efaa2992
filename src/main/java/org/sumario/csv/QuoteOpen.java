package org.sumario.csv;

import java.io.IOException;

/** A quote that is never closed: rows behind it cannot be told apart. */
final class QuoteOpen extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line on which it opens, 1-based */
    QuoteOpen(int line) {
        super("the quote that opens on line " + line + " is never closed");
        this.line = line;
    }

    int line() {
        return line;
    }
}
