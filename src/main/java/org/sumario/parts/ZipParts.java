package org.sumario.parts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.sumario.rows.Broken;
import org.sumario.rows.Limits;

/** The parts of a zipped file, read within the limits; names are looked up, never made into paths. */
public final class ZipParts implements AutoCloseable {
    private final ZipFile zip;
    private final Inflated inflated;
    private final Limits.Deadline deadline;
    private final Map<String, ZipEntry> entries = new TreeMap<>();

    private ZipParts(ZipFile zip, Limits limits) {
        this.zip = zip;
        this.inflated = new Inflated(limits);
        this.deadline = limits.deadline();
    }

    public static ZipParts open(Path file, Limits limits) throws IOException {
        try (ZipDirectory directory = ZipDirectory.open(file)) {
            directory.requireApart();
        }
        ZipParts parts = new ZipParts(openZip(file), limits);
        try {
            for (ZipEntry entry : (Iterable<ZipEntry>) parts.zip.stream().map(ZipEntry.class::cast)::iterator) {
                // Two entries of one name: programs differ in which of them they read.
                if (!entry.isDirectory() && parts.entries.put(nameOf(entry.getName()), entry) != null) {
                    throw new Broken("BROKEN_PART_TWICE", entry.getName());
                }
            }
            return parts;
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static ZipFile openZip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (IllegalArgumentException badNames) {
            throw new ZipException(badNames.getMessage());
        }
    }

    /** A name as a path within the zip; some producers write backslashes, or begin with a slash. */
    public static String pathOf(String name) {
        String path = name.replace('\\', '/');
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** Names of a package's parts are the same in upper and lower case (ECMA-376, part 2). */
    public static String nameOf(String name) {
        return pathOf(name).toLowerCase(Locale.ROOT);
    }

    /** The names of all parts as they are written, in the order of the zip's directory. */
    public List<String> names() {
        Set<String> known = entries.values().stream().map(ZipEntry::getName).collect(Collectors.toSet());
        return zip.stream().map(ZipEntry::getName).filter(known::contains).toList();
    }

    public boolean contains(String name) {
        return entries.containsKey(nameOf(name));
    }

    /** Of all parts so far, inflated. */
    public long bytesRead() {
        return inflated.total();
    }

    /**
     * A part's bytes; empty where there is no such part.
     *
     * @throws IOException while reading, where they are not what the directory of the zip says
     */
    public InputStream read(String name) throws IOException {
        ZipEntry entry = entries.get(nameOf(name));
        if (entry == null) {
            throw new Broken("BROKEN_PART_MISSING", name);
        }
        return read(entry);
    }

    private InputStream read(ZipEntry entry) throws IOException {
        if (entry.getSize() == 0 && entry.getCompressedSize() == 0) {
            // Some write no bytes at all for a part without any, where an inflater expects an end.
            return InputStream.nullInputStream();
        }
        InputStream in = zip.getInputStream(entry);
        if (in == null) {
            throw new Broken("BROKEN_PART_MISSING", entry.getName());
        }
        return new Bounded(in, entry);
    }

    /** How long a part is in the file; 0 where there is no such part. */
    public long compressedBytes(String name) {
        ZipEntry entry = entries.get(nameOf(name));
        return entry == null ? 0 : entry.getCompressedSize();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Counts what comes out of an entry, and out of all. */
    private final class Bounded extends Verified {
        private final long compressed;

        Bounded(InputStream in, ZipEntry entry) {
            super(in, entry.getName(), entry.getSize(), entry.getCrc());
            this.compressed = Math.max(entry.getCompressedSize(), 0);
        }

        @Override
        void counted(int read, long all) {
            inflated.add(read, all, compressed);
            deadline.check();
        }
    }
}
