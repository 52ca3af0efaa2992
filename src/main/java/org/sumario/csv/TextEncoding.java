package org.sumario.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a text file writes its letters. The scanner sees UTF-8 or single bytes; UTF-16 is turned into UTF-8 on the way to it. */
enum TextEncoding {
    /** As far as anybody looked: the first byte beyond it asks for {@link #beyondAscii}. */
    ASCII(StandardCharsets.UTF_8),
    UTF_8(StandardCharsets.UTF_8),
    UTF_16LE(StandardCharsets.UTF_16LE),
    UTF_16BE(StandardCharsets.UTF_16BE),
    /** ISO-8859-1 as well: the two differ in 0x80–0x9F only, which that one has no letters for. */
    WINDOWS_1252(Charset.forName("windows-1252"));

    private static final int CHUNK_BYTES = 1 << 17;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    final Charset charset;

    TextEncoding(Charset charset) {
        this.charset = charset;
    }

    boolean isUtf16() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    /** The file's bytes, in UTF-8 where it is UTF-16. */
    InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return isUtf16() ? new Utf8Stream(new InputStreamReader(in, charset)) : in;
    }

    /** The encoding as a file's beginning tells it. */
    static TextEncoding of(byte[] beginning) {
        TextEncoding utf16 = utf16(beginning);
        return utf16 == null ? ASCII : utf16;
    }

    /**
     * What the bytes beyond ASCII are. One of them that is not UTF-8 decides for the whole file, so all are looked at, several times faster
     * than they are read: whoever saw the beginning of the file, and nothing else, must have seen the same text.
     */
    static TextEncoding beyondAscii(Path file) throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        int left = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int end = left + in.readNBytes(bytes, left, bytes.length - left);
                boolean isLast = end < bytes.length;
                int complete = isLast ? end : completeEnd(bytes, end);
                if (!isUtf8(bytes, 0, complete)) {
                    return WINDOWS_1252;
                }
                if (isLast) {
                    return UTF_8;
                }
                left = end - complete;
                System.arraycopy(bytes, complete, bytes, 0, left);
            }
        }
    }

    static boolean startsWithBom(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** By its mark, or by most of every other byte being zero as in no text of another encoding. */
    private static @Nullable TextEncoding utf16(byte[] head) {
        if (head.length < 2) {
            return null;
        }
        int first = head[0] & 0xFF;
        int second = head[1] & 0xFF;
        if (first == 0xFF && second == 0xFE) {
            return UTF_16LE;
        }
        if (first == 0xFE && second == 0xFF) {
            return UTF_16BE;
        }
        int pairs = head.length / 2;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < pairs * 2; i += 2) {
            evenZeros += head[i] == 0 ? 1 : 0;
            oddZeros += head[i + 1] == 0 ? 1 : 0;
        }
        if (oddZeros * 2 > pairs && evenZeros * 8 < oddZeros) {
            return UTF_16LE;
        }
        return evenZeros * 2 > pairs && oddZeros * 8 < evenZeros ? UTF_16BE : null;
    }

    /** Where the last sequence that is whole ends, as far as its lead bytes tell. */
    private static int completeEnd(byte[] bytes, int to) {
        for (int back = 1; back <= 3 && back <= to; back++) {
            int value = bytes[to - back] & 0xFF;
            if (value >= 0xC0) {
                int needed = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
                return needed > back ? to - back : to;
            }
            if (value < 0x80) {
                return to;
            }
        }
        return to;
    }

    private static int asciiEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Whether bytes are UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
    static boolean isUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xFF;
            if (lead < 0x80) {
                at = asciiEnd(bytes, at + 1, to);
            } else {
                int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
                if (lead < 0xC2 || lead > 0xF4 || at + more >= to) {
                    return false;
                }
                int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
                int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
                int second = bytes[at + 1] & 0xFF;
                if (second < lowest || second > highest) {
                    return false;
                }
                for (int i = 2; i <= more; i++) {
                    if ((bytes[at + i] & 0xC0) != 0x80) {
                        return false;
                    }
                }
                at += more + 1;
            }
        }
        return true;
    }

    /** Characters as UTF-8. */
    private static final class Utf8Stream extends InputStream {
        private final Reader reader;
        private final char[] chars = new char[CHUNK_BYTES];
        private int kept;
        private byte[] bytes = new byte[0];
        private int at;

        Utf8Stream(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int given = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, from, given);
            at += given;
            return given;
        }

        private boolean fill() throws IOException {
            while (at == bytes.length) {
                int read = reader.read(chars, kept, chars.length - kept);
                int size = kept + Math.max(read, 0);
                if (size == 0) {
                    return false;
                }
                // Half of a pair of surrogates waits for the other.
                kept = read > 0 && Character.isHighSurrogate(chars[size - 1]) ? 1 : 0;
                bytes = new String(chars, 0, size - kept).getBytes(StandardCharsets.UTF_8);
                at = 0;
                chars[0] = chars[size - 1];
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
