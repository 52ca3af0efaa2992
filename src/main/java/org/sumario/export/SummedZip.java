package org.sumario.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file without the clock, which ends with the SHA-256 of everything in it: the same content gives the same file. */
public final class SummedZip implements AutoCloseable {
    /** Name of the entry with the hashes, which {@code sha256sum -c} reads. */
    public static final String SUMS = "SHA256SUMS";

    private final ZipOutputStream zip;
    private final LocalDateTime stamp;
    private final Map<String, String> sums = new TreeMap<>();

    private SummedZip(ZipOutputStream zip, LocalDateTime stamp) {
        this.zip = zip;
        this.stamp = stamp;
    }

    /** @param time of all entries */
    public static SummedZip create(Path file, Instant time) throws IOException {
        return new SummedZip(
                new ZipOutputStream(Files.newOutputStream(file)), LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    /** What writes an entry. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds an entry. */
    public void add(String name, Content content) throws IOException {
        MessageDigest digest = sha256();
        begin(name);
        DigestOutputStream out = new DigestOutputStream(new Unclosed(zip), digest);
        content.writeTo(out);
        zip.closeEntry();
        sums.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    /** Adds an entry that is a text. */
    public void add(String name, String text) throws IOException {
        add(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds the hashes; nothing can be added after. */
    public void finish() throws IOException {
        begin(SUMS);
        zip.write(sums(sums).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** Hashes by name as {@code sha256sum} writes them. */
    public static String sums(Map<String, String> hashes) {
        return new TreeMap<>(hashes)
                .entrySet().stream()
                        .map(hash -> hash.getValue() + "  " + hash.getKey() + "\n")
                        .collect(Collectors.joining());
    }

    /** Entries so far, the hashes left out. */
    public int size() {
        return sums.size();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(stamp);
        zip.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The zip goes on when an entry's writer closes what it was given. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
