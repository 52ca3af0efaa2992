package org.sumario.parts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.sumario.rows.Broken;

/** What comes out of a zip's member, compared at its end with the size and checksum that the zip's directory gives. */
class Verified extends FilterInputStream {
    private final String what;
    private final long size;
    private final long expected;
    private final CRC32 checksum = new CRC32();
    private long count;

    /** @param what the member, as the message names it */
    Verified(InputStream in, String what, long size, long expected) {
        super(in);
        this.what = what;
        this.size = size;
        this.expected = expected;
    }

    /** Told after each reading how many bytes it gave, and how many came in all. */
    void counted(int read, long all) {
        // Whoever has limits looks at them here.
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            checksum.update(bytes, offset, read);
            count += read;
            counted(read, count);
        } else if (read < 0 && (count != size || checksum.getValue() != expected)) {
            throw new Broken("BROKEN_PART", what);
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return wanted <= 0 ? 0 : Math.max(read(new byte[(int) Math.min(wanted, 1 << 13)]), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
