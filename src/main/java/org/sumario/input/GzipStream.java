package org.sumario.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.sumario.rows.Broken;
import org.sumario.rows.Limits;

/**
 * What a gzip file (RFC 1952) inflates to; several of them written one after another are one. The JDK's GZIPInputStream takes a damaged
 * header between two of them for the end, and the rest would be lost unseen.
 */
final class GzipStream extends InputStream {
    private static final int DEFLATE = 8;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Limits.Deadline deadline;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private boolean isOver;

    /** @throws Broken where the file does not begin like a gzip file */
    GzipStream(InputStream in, Limits.Deadline deadline) throws IOException {
        this.in = in;
        this.deadline = deadline;
        header(required());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!isOver) {
                int read = inflater.inflate(bytes, offset, length);
                if (read > 0) {
                    checksum.update(bytes, offset, read);
                    return read;
                }
                if (inflater.finished()) {
                    trailer();
                } else if (inflater.needsDictionary()) {
                    throw new Broken("BROKEN_GZIP_HEADER");
                } else if (position < end || fill()) {
                    inflater.setInput(buffer, position, end - position);
                    position = end;
                } else {
                    throw new Broken("BROKEN_CUT_OFF");
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new Broken("BROKEN_CONTENT");
        }
    }

    private void header(int first) throws IOException {
        deadline.check();
        if (first != 0x1F || required() != 0x8B || required() != DEFLATE) {
            throw new Broken("BROKEN_TRAILING");
        }
        int flags = required();
        skip(6);
        if ((flags & RESERVED) != 0) {
            throw new Broken("BROKEN_GZIP_HEADER");
        }
        if ((flags & EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        if ((flags & CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            required();
        }
    }

    private void skipText(boolean isThere) throws IOException {
        while (isThere && required() != 0) {
            deadline.check();
        }
    }

    private void trailer() throws IOException {
        position = end - inflater.getRemaining();
        if (number() != checksum.getValue() || number() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new Broken("BROKEN_CONTENT");
        }
        int next = next();
        while (next == 0) {
            // Tapes and block devices fill up with zeros.
            next = next();
        }
        if (next < 0) {
            isOver = true;
        } else {
            header(next);
            inflater.reset();
            checksum.reset();
        }
    }

    private long number() throws IOException {
        return required() | required() << 8 | required() << 16 | (long) required() << 24;
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw new Broken("BROKEN_CUT_OFF");
        }
        return next;
    }

    private int next() throws IOException {
        return position < end || fill() ? buffer[position++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
