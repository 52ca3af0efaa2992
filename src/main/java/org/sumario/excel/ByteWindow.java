package org.sumario.excel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a long XML text that a scanner is at, as bytes. It holds whole elements, so that what runs over them need not look for
 * the end of the buffer. Where an element does not end after all, brackets stand behind what was read, at which every scan stops.
 */
final class ByteWindow {
    private static final int BYTES = 1 << 17;
    /** An element beyond this is nothing that a known producer writes. */
    private static final int MOST_BYTES = 1 << 25;

    /** More than a scan looks ahead. */
    private static final byte[] STOP = "<>".repeat(32).getBytes(US_ASCII);

    private final InputStream in;
    byte[] bytes = new byte[BYTES + STOP.length];
    /** Where the next element begins. */
    int at;
    /** Where what was read ends. */
    int limit;

    private boolean ended;

    /** What is left out behind the bracket, or bracket and slash, of a tag. */
    private byte[] prefix = {};
    /** Where a tag begins of which too little was read to see its prefix; else where what was read ends. */
    private int plain;

    ByteWindow(InputStream in) {
        this.in = in;
    }

    /** Reads on behind what is left, which moves to the front; answers false at the end of the text. */
    boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (at > 0) {
            System.arraycopy(bytes, at, bytes, 0, limit - at);
            limit -= at;
            plain -= at;
            at = 0;
        }
        int room = bytes.length - STOP.length;
        if (limit == room) {
            if (room >= MOST_BYTES) {
                throw new Unrecognised("an element of more than " + MOST_BYTES + " bytes");
            }
            room *= 2;
            bytes = Arrays.copyOf(bytes, room + STOP.length);
        }
        int read = in.readNBytes(bytes, limit, room - limit);
        limit += read;
        ended = limit < room;
        if (prefix.length > 0) {
            leaveOut();
        }
        System.arraycopy(STOP, 0, bytes, limit, STOP.length);
        return read > 0;
    }

    /** Leaves a prefix out of the names of elements, in what was read and what will be. */
    void leaveOut(String text) {
        prefix = text.getBytes(US_ASCII);
        plain = at;
        leaveOut();
        System.arraycopy(STOP, 0, bytes, limit, STOP.length);
    }

    private void leaveOut() {
        int to = plain;
        int from = plain;
        plain = -1;
        while (from < limit) {
            byte b = bytes[from++];
            bytes[to++] = b;
            if (b == '<') {
                int name = from < limit && bytes[from] == '/' ? from + 1 : from;
                int end = name + prefix.length;
                if (end > limit && plain < 0) {
                    plain = to - 1;
                } else if (end <= limit && Arrays.equals(bytes, name, end, prefix, 0, prefix.length)) {
                    if (name > from) {
                        bytes[to++] = '/';
                    }
                    from = end;
                }
            }
        }
        limit = to;
        plain = plain < 0 ? limit : plain;
    }

    /**
     * Makes the window hold one element or more to its end.
     *
     * @return the index behind the last of these end tags in it, −1 where the text ends without another
     */
    int through(byte[] endTag) throws IOException {
        for (int searched = at; ; ) {
            int last = lastIndexOf(endTag, searched);
            if (last >= 0) {
                return last + endTag.length;
            }
            int left = Math.max(limit - at - endTag.length, 0);
            if (!more()) {
                return -1;
            }
            searched = at + left;
        }
    }

    /** The index of a text from an index on, −1 where what was read does not hold it. */
    int indexOf(byte[] text, int from) {
        return indexOf(bytes, text, from, limit);
    }

    static int indexOf(byte[] bytes, byte[] text, int from, int to) {
        for (int i = from; i <= to - text.length; i++) {
            if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    private int lastIndexOf(byte[] text, int from) {
        for (int i = limit - text.length; i >= from; i--) {
            if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a text stands at an index. */
    boolean isAt(byte[] text, int index) {
        return index + text.length <= limit && Arrays.equals(bytes, index, index + text.length, text, 0, text.length);
    }
}
