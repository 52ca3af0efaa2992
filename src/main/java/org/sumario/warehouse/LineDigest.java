package org.sumario.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over many text lines, each ended by a line feed, in UTF-8; hashed by the block, since each call of a digest has its cost. */
final class LineDigest {
    /** A space, a sign and nineteen digits. */
    private static final int DIGITS = 21;

    private final MessageDigest digest = Digests.sha256();
    private final byte[] block = new byte[1 << 16];
    private final byte[] decimal = new byte[DIGITS];
    private int filled;

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a line. */
    void add(String line) {
        put(utf8(line));
        end();
    }

    /** Adds a line that begins with given bytes and ends with decimal numbers, a space before each. */
    void add(byte[] beginning, long first, long second, long third) {
        put(beginning);
        put(first);
        put(second);
        put(third);
        end();
    }

    private void put(long number) {
        int end = DIGITS;
        long left = number;
        do {
            // From below zero, where the smallest number has a place too.
            long rest = left % 10;
            decimal[--end] = (byte) ('0' + Math.abs(rest));
            left /= 10;
        } while (left != 0);
        if (number < 0) {
            decimal[--end] = '-';
        }
        decimal[--end] = ' ';
        makeRoom(DIGITS - end);
        System.arraycopy(decimal, end, block, filled, DIGITS - end);
        filled += DIGITS - end;
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
