package org.sumario.parts;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.sumario.rows.Broken;

/**
 * What the directory at the end of a zip lists (PKWARE's APPNOTE 6.3), one member at a time and without keeping any of it. The JDK's
 * ZipFile refuses a whole archive for the name, the password or the compression of one member, and holds the directory in memory.
 */
public final class ZipDirectory implements AutoCloseable {
    public static final int STORED = 0;
    public static final int DEFLATED = 8;
    private static final int HEADER = 0x02014b50;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int END = 0x06054b50;
    private static final int LARGE_END = 0x06064b50;
    private static final int LARGE_END_LOCATOR = 0x07064b50;
    private static final int HEADER_BYTES = 46;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int END_BYTES = 22;
    private static final int LARGE_END_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final long SMALL = 0xFFFF_FFFFL;
    private static final int MOST_HELD_BYTES = 1 << 24;

    /** What Windows programs write that know no Unicode; Spanish letters are the same in all code pages of its family. */
    private static final Charset OLD_NAMES =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private final FileChannel channel;
    private long entries;
    private long start;
    private long end;
    private long shift;
    private boolean isSplit;

    private ZipDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * One line of the directory.
     *
     * @param name as text, whatever its bytes are
     * @param position of its local header in the file
     */
    public record Entry(
            String name, boolean isEncrypted, int method, long checksum, long packed, long size, long position) {

        public boolean isFolder() {
            return name.endsWith("/") || name.endsWith("\\");
        }

        public boolean isEmpty() {
            return size == 0 && (isEncrypted || packed <= 2);
        }
    }

    /** Takes the entries in the order of the directory. */
    public interface Visitor {
        void entry(Entry entry) throws IOException;
    }

    /** @throws Broken where the file has no directory, such as one that was cut off */
    public static ZipDirectory open(Path file) throws IOException {
        ZipDirectory directory = new ZipDirectory(FileChannel.open(file));
        try {
            directory.locate();
            return directory;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Whether this is one of several files that an archive was cut into. */
    public boolean isSplit() {
        return isSplit;
    }

    private void locate() throws IOException {
        int length = (int) Math.min(channel.size(), END_BYTES + 0xFFFF);
        long from = channel.size() - length;
        ByteBuffer tail = bytes(from, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + (tail.getShort(at + 20) & 0xFFFF) <= length) {
                locate(from + at, tail.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN));
                return;
            }
        }
        throw new Broken("BROKEN_DIRECTORY_MISSING");
    }

    private void locate(long endAt, ByteBuffer record) throws IOException {
        int disk = record.getShort(4) & 0xFFFF;
        isSplit = disk != 0 && disk != 0xFFFF;
        entries = record.getShort(10) & 0xFFFF;
        long length = record.getInt(12) & SMALL;
        long stated = record.getInt(16) & SMALL;
        end = endAt;
        ByteBuffer large = largeEnd(endAt);
        if (large != null) {
            entries = large.getLong(32);
            length = large.getLong(40);
            stated = large.getLong(48);
        }
        start = end - length;
        // Something may stand before the archive, such as the program that unpacks it.
        shift = start - stated;
        if (!isSplit && (length < 0 || start < 0 || shift < 0)) {
            throw new Broken("BROKEN_DIRECTORY");
        }
    }

    /** The end record of zip64, which is then the end of the directory; some write one even where the numbers fit into the other. */
    private @Nullable ByteBuffer largeEnd(long endAt) throws IOException {
        ByteBuffer locator = endAt < LOCATOR_BYTES ? null : bytes(endAt - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator == null || locator.getInt(0) != LARGE_END_LOCATOR) {
            return null;
        }
        isSplit |= locator.getInt(16) > 1;
        long position = locator.getLong(8);
        ByteBuffer record = bytes(position, LARGE_END_BYTES);
        if (record.getInt(0) != LARGE_END) {
            throw new Broken("BROKEN_DIRECTORY_MISSING");
        }
        end = position;
        return record;
    }

    /**
     * Looks whether members lie apart: of bytes that are several members' a small file could come to any size.
     *
     * @throws Broken where they do not, or where the directory is larger than one that is held in memory should be
     */
    public void requireApart() throws IOException {
        if (end - start > MOST_HELD_BYTES) {
            throw new Broken("BROKEN_DIRECTORY_LARGE", MOST_HELD_BYTES);
        }
        List<Entry> all = new ArrayList<>();
        visit(all::add);
        requireApart(all);
    }

    /** The same for some of its members. */
    public void requireApart(List<Entry> members) throws IOException {
        long before = 0;
        List<Entry> sorted = members.stream()
                .filter(entry -> !entry.isEmpty())
                .sorted(Comparator.comparingLong(Entry::position))
                .toList();
        for (Entry entry : sorted) {
            if (entry.position() < before || entry.packed() > channel.size() - entry.position()) {
                throw new Broken("BROKEN_PARTS_OVERLAP");
            }
            before = entry.position() + LOCAL_HEADER_BYTES + entry.packed();
        }
    }

    /** Gives every entry; what the visitor does not keep costs no memory. */
    public void visit(Visitor visitor) throws IOException {
        long visited = 0;
        try (InputStream in = new BufferedInputStream(new Part(start, end), 1 << 16)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (in.readNBytes(header.array(), 0, HEADER_BYTES) == HEADER_BYTES && header.getInt(0) == HEADER) {
                byte[] name = whole(in, header.getShort(28) & 0xFFFF);
                byte[] extra = whole(in, header.getShort(30) & 0xFFFF);
                whole(in, header.getShort(32) & 0xFFFF);
                visitor.entry(entry(header, name, ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN)));
                visited++;
            }
        }
        if (visited != entries) {
            throw new Broken("BROKEN_DIRECTORY");
        }
    }

    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new Broken("BROKEN_DIRECTORY");
        }
        return bytes;
    }

    private Entry entry(ByteBuffer header, byte[] name, ByteBuffer extra) throws Broken {
        int flags = header.getShort(8);
        ByteBuffer large = largeNumbers(extra);
        long size = number(header.getInt(24), large);
        long packed = number(header.getInt(20), large);
        long position = number(header.getInt(42), large);
        return new Entry(
                text(name, (flags & 0x800) != 0),
                (flags & 1) != 0,
                header.getShort(10) & 0xFFFF,
                header.getInt(16) & SMALL,
                packed,
                size,
                position + shift);
    }

    /** The extra field of zip64, which has those numbers that do not fit elsewhere, one after another. */
    private static ByteBuffer largeNumbers(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int kind = extra.getShort() & 0xFFFF;
            int length = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
            if (kind == 1) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long number(int small, ByteBuffer large) throws Broken {
        if (small != -1 || large.remaining() < 8) {
            return small & SMALL;
        }
        long number = large.getLong();
        if (number < 0) {
            throw new Broken("BROKEN_DIRECTORY");
        }
        return number;
    }

    private static String text(byte[] name, boolean isUnicode) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(name, isUnicode ? StandardCharsets.UTF_8 : OLD_NAMES);
        }
    }

    /**
     * A member's bytes, inflated; what they come to is compared with the directory at their end.
     *
     * @throws Broken here or while reading, where they are damaged
     */
    public InputStream read(Entry entry) throws IOException {
        ByteBuffer header = bytes(entry.position(), LOCAL_HEADER_BYTES);
        long from =
                entry.position() + LOCAL_HEADER_BYTES + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
        if (header.getInt(0) != LOCAL_HEADER || entry.packed() > start - from) {
            throw new Broken("BROKEN_PART", entry.name());
        }
        InputStream packed = new BufferedInputStream(new Part(from, from + entry.packed()), 1 << 16);
        return new Verified(
                entry.method() == DEFLATED ? inflated(packed) : packed, entry.name(), entry.size(), entry.checksum());
    }

    /** Whether the header before a member's bytes names it as the directory does: programs differ in which of both they read. */
    public boolean isNamedAlike(Entry entry) throws IOException {
        ByteBuffer header = bytes(entry.position(), LOCAL_HEADER_BYTES);
        byte[] name = bytes(entry.position() + LOCAL_HEADER_BYTES, header.getShort(26) & 0xFFFF)
                .array();
        return header.getInt(0) == LOCAL_HEADER
                && text(name, (header.getShort(6) & 0x800) != 0).equals(entry.name());
    }

    private static InputStream inflated(InputStream packed) {
        Inflater inflater = new Inflater(true);
        // Without a header the inflater may ask for one byte more than there is.
        InputStream more = new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1]));
        return new InflaterInputStream(more, inflater, 1 << 14) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (position < 0 || new Part(position, position + length).readNBytes(bytes.array(), 0, length) < length) {
            throw new Broken("BROKEN_CUT_OFF");
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the file from one position to another. */
    private final class Part extends InputStream {
        private final long to;
        private long position;

        Part(long from, long to) {
            this.position = from;
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, to - position);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
