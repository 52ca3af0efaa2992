package org.sumario.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over many text lines, each ended by a line feed, in UTF-8; hashed by the block, since each call of a digest has its cost. */
final class LineDigest {
    private final MessageDigest digest = Digests.sha256();
    private final byte[] block = new byte[1 << 16];
    private int filled;

    /** Adds a line. */
    void add(String line) {
        put(line.getBytes(StandardCharsets.UTF_8));
        end();
    }

    private void end() {
        makeRoom(1);
        block[filled++] = '\n';
    }

    private void makeRoom(int bytes) {
        if (bytes > block.length - filled) {
            flush();
        }
    }

    private void put(byte[] part) {
        makeRoom(part.length);
        if (part.length > block.length) {
            digest.update(part);
        } else {
            System.arraycopy(part, 0, block, filled, part.length);
            filled += part.length;
        }
    }

    private void flush() {
        digest.update(block, 0, filled);
        filled = 0;
    }

    /** The digest of all lines; none can be added after. */
    String hex() {
        flush();
        return Digests.hex(digest);
    }
}
