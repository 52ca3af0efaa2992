package org.sumario.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.sumario.rows.Broken;

/** The records of a BIFF8 stream, one by one: a type, a length, and data, which may go on in records of their own. */
final class XlsRecords {
    static final int BEGIN = 0x0809;
    static final int END = 0x000A;
    private static final int CONTINUE = 0x003C;
    private static final int HEADER_BYTES = 4;
    private static final int SKIP_BYTES = 1 << 16;

    private final ByteWindow window;
    /** How many of the stream's bytes lie before the window. */
    private long before;

    private int type;
    private int length;
    /** The index of the record's data in the window. */
    private int start;

    /** The bytes of the record with its header; none before the first. */
    private int size;

    /** How much of the record's data was taken. */
    private int taken;

    /** @param position of a record's first byte, counted from where the stream begins */
    XlsRecords(InputStream in, long position) throws IOException {
        for (long left = position; left > 0; ) {
            long skipped = in.skip(Math.min(left, SKIP_BYTES));
            if (skipped <= 0) {
                throw new Broken("BROKEN_CUT_OFF");
            }
            left -= skipped;
        }
        this.window = new ByteWindow(in);
        this.before = position;
    }

    /**
     * Goes to the next record; answers false where the stream ends, or only filler is left of it.
     *
     * @throws IOException where it ends within a record
     */
    boolean next() throws IOException {
        window.at += size;
        size = 0;
        if (!holds(HEADER_BYTES)) {
            return false;
        }
        type = u16(window.at);
        length = u16(window.at + 2);
        if (!holds(HEADER_BYTES + length)) {
            throw new Broken("BROKEN_CUT_OFF");
        }
        size = HEADER_BYTES + length;
        start = window.at + HEADER_BYTES;
        taken = 0;
        return true;
    }

    private boolean holds(int bytes) throws IOException {
        while (window.limit - window.at < bytes) {
            int at = window.at;
            boolean hasMore = window.more();
            before += at - window.at;
            start -= at - window.at;
            if (!hasMore) {
                return false;
            }
        }
        return true;
    }

    int type() {
        return type;
    }

    int length() {
        return length;
    }

    /** Where in the stream the record begins. */
    long position() {
        return before + window.at;
    }

    /** The bytes that hold the record; valid until the next one. */
    byte[] bytes() {
        return window.bytes;
    }

    /** The index of a place in the record's data. */
    int index(int offset) {
        return start + offset;
    }

    /** @throws IOException where the record is shorter than its kind must be */
    void needs(int bytes) throws IOException {
        if (length < bytes) {
            throw new Broken("BROKEN_RECORD", Integer.toHexString(type));
        }
    }

    int shortAt(int offset) {
        return u16(start + offset);
    }

    int byteAt(int offset) {
        return window.bytes[start + offset] & 0xFF;
    }

    int intAt(int offset) {
        return u16(start + offset) | u16(start + offset + 2) << 16;
    }

    private int u16(int index) {
        return window.bytes[index] & 0xFF | (window.bytes[index + 1] & 0xFF) << 8;
    }

    /** Begins to take data from an offset on. */
    void takeFrom(int offset) {
        taken = offset;
    }

    int takeByte() throws IOException {
        more();
        return window.bytes[start + taken++] & 0xFF;
    }

    int takeShort() throws IOException {
        return takeByte() | takeByte() << 8;
    }

    int takeInt() throws IOException {
        return takeShort() | takeShort() << 16;
    }

    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            more();
            int passed = (int) Math.min(left, length - taken);
            taken += passed;
            left -= passed;
        }
    }

    /** Takes characters of one byte or two; a record that they go on in says anew of how many. */
    String takeCharacters(int count, boolean areWide) throws IOException {
        int bytes = areWide ? count * 2 : count;
        if (length - taken >= bytes) {
            taken += bytes;
            return new String(
                    window.bytes,
                    start + taken - bytes,
                    bytes,
                    areWide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[count];
        boolean wide = areWide;
        for (int i = 0; i < count; i++) {
            if (taken >= length) {
                more();
                wide = (takeByte() & 1) != 0;
            }
            characters[i] = (char) (wide ? takeShort() : takeByte());
        }
        return new String(characters);
    }

    /**
     * Takes a text: how many characters, of how many bytes they are, and the characters. What says how parts of it look, and how it is
     * pronounced, is passed over.
     */
    String takeText(int count) throws IOException {
        int flags = takeByte();
        long beside = (flags & 8) == 0 ? 0 : 4L * takeShort();
        beside += (flags & 4) == 0 ? 0 : Math.max(takeInt(), 0);
        String text = takeCharacters(count, (flags & 1) != 0);
        skip(beside);
        return text;
    }

    /** Goes on to the record that continues this one where its data is used up. */
    private void more() throws IOException {
        while (taken >= length) {
            // The next record is looked at, not gone to: it may be another's.
            if (!holds(size + HEADER_BYTES) || u16(window.at + size) != CONTINUE) {
                throw new Broken("BROKEN_RECORD", Integer.toHexString(type));
            }
            next();
        }
    }
}
