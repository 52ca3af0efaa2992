package org.sumario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip written by hand in a test, and what somebody may have done to its bytes. */
public final class SmallZip {
    private static final int HEADER = 0x02014b50;
    private static final int END = 0x06054b50;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream out;

    public SmallZip() {
        this(StandardCharsets.UTF_8);
    }

    /** With names in a character set. */
    public SmallZip(Charset names) {
        out = new ZipOutputStream(bytes, names);
    }

    public SmallZip with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public SmallZip with(String name, byte[] content) {
        try {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
            out.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            out.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(Path file) {
        return write(file, bytes());
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes another two-byte number into the directory's line of a member, at an offset in that line. */
    public static byte[] patchMember(byte[] zip, int index, int offset, int number) {
        byte[] patched = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
        int seen = 0;
        for (int at = 0; at < patched.length - 4; at++) {
            if (buffer.getInt(at) == HEADER && seen++ == index) {
                buffer.putShort(at + offset, (short) number);
            }
        }
        return patched;
    }

    /** The same for the record at the very end. */
    public static byte[] patchEnd(byte[] zip, int offset, int number) {
        byte[] patched = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = patched.length - 22; at >= 0; at--) {
            if (buffer.getInt(at) == END) {
                buffer.putShort(at + offset, (short) number);
                return patched;
            }
        }
        return patched;
    }

    /** Marks a member as protected by a password. */
    public static byte[] encrypted(byte[] zip, int index) {
        return patchMember(zip, index, 8, 0x809);
    }

    /** Puts other bytes in the place of all that are the same as some. */
    public static byte[] replaced(byte[] bytes, String from, byte[] to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(from, new String(to, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes one after another. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
