package org.sumario.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a CSV as bytes, one at a time; a line feed within quotes belongs to its field. */
final class QuotedLines {
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private long number;
    private boolean isEnded;

    QuotedLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its line feed, null at the end; what has no end, or none within reason, is a line without bytes. */
    byte @Nullable [] next() throws IOException {
        if (isEnded) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean isQuoted = false;
        number++;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n' && !isQuoted) {
                return line.toByteArray();
            }
            isQuoted ^= next == '"';
            if (line.size() == LONGEST) {
                isEnded = true;
                return new byte[0];
            }
            line.write(next);
        }
        isEnded = true;
        return line.size() == 0 ? null : new byte[0];
    }

    /** Number of the line that was given last, from 1; a field's line feeds not counted. */
    long number() {
        return number;
    }

    /** Reads to the end, so that a digest on the way has seen all bytes. */
    void drain() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
