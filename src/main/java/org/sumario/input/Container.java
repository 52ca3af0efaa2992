package org.sumario.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sumario.model.Refused;
import org.sumario.parts.Inflated;
import org.sumario.parts.ZipDirectory;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;

/**
 * A file that holds spreadsheets without being one: a zip that is no workbook, or a gzip. It is known by what it contains. The names in it
 * are only shown, never made into paths.
 */
public final class Container {
    /** Parts of which every package of Office Open XML has one. */
    private static final Set<String> PACKAGE = Set.of("[content_types].xml", "_rels/.rels");

    /** Parts that every OpenDocument file has. */
    private static final Set<String> OPEN_DOCUMENT = Set.of("mimetype", "content.xml");

    private static final int NAME_LENGTH = 200;

    private final Path file;
    private final String fileName;
    private final Limits limits;
    private final Members members;
    private final Path scratch;
    private final Path unpacked;
    private final Inflated inflated;

    private Container(Path file, String fileName, Limits limits, Path scratch, Members members) {
        this.file = file;
        this.fileName = fileName;
        this.limits = limits;
        this.inflated = new Inflated(limits);
        this.members = members;
        this.scratch = scratch;
        this.unpacked = scratch.resolve("member");
    }

    /** Takes the members of a container, one at a time. */
    public interface Members {
        /**
         * One that could be unpacked.
         *
         * @param name {@code archive.zip!member.csv}, fit to be shown
         * @param file its bytes, deleted afterwards
         */
        void member(String name, Path file);

        /** One that could not be unpacked; the others follow nevertheless. */
        void refused(Refused refusal);
    }

    /** Whether a file is a container. One that is too broken to tell is none: whoever opens it says so. */
    public static boolean isOne(Path file) {
        byte[] head = head(file, 4);
        if (isGzip(head)) {
            return true;
        }
        if (head.length < 2 || head[0] != 'P' || head[1] != 'K') {
            return false;
        }
        Set<String> names = new HashSet<>();
        try (ZipDirectory zip = ZipDirectory.open(file)) {
            if (!zip.isSplit()) {
                zip.visit(entry -> {
                    String name = ZipParts.nameOf(entry.name());
                    if (PACKAGE.contains(name) || OPEN_DOCUMENT.contains(name)) {
                        names.add(name);
                    }
                });
            }
        } catch (IOException broken) {
            return isFirstPart(head);
        }
        return PACKAGE.stream().noneMatch(names::contains) && !names.containsAll(OPEN_DOCUMENT);
    }

    /**
     * Unpacks the members, each as soon as the one before is done with. Folders, empty members and what systems put beside files are left
     * out.
     *
     * @param scratch a folder that is not there yet; it is gone afterwards
     * @throws Refused when nothing in it can be trusted, such as when two members have one name, or a limit is reached
     * @throws UncheckedIOException when the scratch folder cannot be written
     */
    public static void unpack(Path file, String fileName, Limits limits, Path scratch, Members members) {
        Container container = new Container(file, fileName, limits, scratch, members);
        try {
            container.unpack();
        } finally {
            container.clear();
        }
    }

    /**
     * Opens a member like any other file.
     *
     * @throws Refused also when it is itself an archive
     */
    public static InputFile openMember(Path member, String name, Limits limits) {
        if (isOne(member) || isOtherArchive(member)) {
            throw new Refused("CONTAINER_WITHIN", name);
        }
        return InputFiles.open(member, name, limits);
    }

    private void unpack() {
        if (isGzip(head(file, 2))) {
            unpackGzip();
            return;
        }
        try (ZipDirectory zip = InputFile.guarded(fileName, this::directory)) {
            for (ZipDirectory.Entry entry : InputFile.guarded(fileName, () -> entries(zip))) {
                String name = fileName + "!" + shown(entry.name());
                if (isUnpacked(name, () -> unpack(zip, entry, name))) {
                    members.member(name, unpacked);
                }
                if (inflated.isTooMuch()) {
                    throw new Refused("LIMIT_EXCEEDED", fileName, Limits.name("totalBytes"), limits.totalBytes());
                }
            }
        }
    }

    private ZipDirectory directory() throws IOException {
        try {
            return ZipDirectory.open(file);
        } catch (Broken missing) {
            if (isFirstPart(head(file, 4))) {
                throw new Refused("CONTAINER_IN_PARTS", fileName);
            }
            throw missing;
        }
    }

    private List<ZipDirectory.Entry> entries(ZipDirectory zip) throws IOException {
        if (zip.isSplit()) {
            throw new Refused("CONTAINER_IN_PARTS", fileName);
        }
        List<ZipDirectory.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Limits.Deadline deadline = limits.deadline();
        zip.visit(entry -> {
            deadline.check();
            if (entry.isFolder() || entry.isEmpty() || isHidden(entry.name())) {
                return;
            }
            // Two members of one name: programs differ in which of them they unpack. Names that differ in case alone
            // are two: none
            // is ever written to a disk that takes them for one.
            if (!names.add(ZipParts.pathOf(entry.name()))) {
                throw new Broken("BROKEN_PART_TWICE", entry.name());
            }
            entries.add(entry);
            if (entries.size() > limits.members()) {
                throw new LimitExceeded("members", limits.members());
            }
        });
        zip.requireApart(entries);
        return entries;
    }

    private boolean unpack(ZipDirectory zip, ZipDirectory.Entry entry, String name) throws IOException {
        if (entry.isEncrypted()) {
            throw new Refused("FILE_ENCRYPTED", name);
        }
        if (entry.method() != ZipDirectory.DEFLATED && entry.method() != ZipDirectory.STORED) {
            throw new Refused("MEMBER_METHOD", name, entry.method());
        }
        try (InputStream in = zip.read(entry)) {
            return copy(in, entry.packed(), limits.deadline()) > 0;
        }
    }

    private void unpackGzip() {
        boolean hasEnding = fileName.toLowerCase(Locale.ROOT).matches("(?s).+\\.gz");
        String inner = hasEnding ? fileName.substring(0, fileName.length() - 3) : fileName;
        // The name in its header is whatever the file was called on somebody's machine.
        String name = fileName + "!" + shown(inner);
        Limits.Deadline deadline = limits.deadline();
        boolean isThere = isUnpacked(fileName, () -> {
            try (InputStream packed = Files.newInputStream(file);
                    InputStream in = new GzipStream(packed, deadline)) {
                return copy(in, Files.size(file), deadline) > 0;
            }
        });
        if (isThere) {
            members.member(name, unpacked);
        }
    }

    private boolean isUnpacked(String name, InputFile.Work<Boolean> unpacking) {
        try {
            return InputFile.guarded(name, unpacking);
        } catch (Refused refusal) {
            members.refused(refusal);
            return false;
        }
    }

    /** Writes a member to the scratch file within the limits; answers its bytes. */
    private long copy(InputStream in, long packed, Limits.Deadline deadline) throws IOException {
        long count = 0;
        try (Scratch out = new Scratch(scratch, unpacked)) {
            byte[] bytes = new byte[1 << 16];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                count += read;
                inflated.add(read, count, packed);
                deadline.check();
                out.write(bytes, read);
            }
        }
        return count;
    }

    private void clear() {
        if (!Files.isDirectory(scratch)) {
            return;
        }
        try {
            Files.deleteIfExists(unpacked);
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    }

    /** Whether a file begins like the first of several that a zip was cut into; the directory is in the last. */
    private static boolean isFirstPart(byte[] head) {
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 7 && head[3] == 8;
    }

    /** Archives of other kinds, which would be taken for no spreadsheets and only be named: tar, 7z, rar. */
    private static boolean isOtherArchive(Path file) {
        String head = new String(head(file, 512), StandardCharsets.ISO_8859_1);
        return head.startsWith("ustar", 257)
                || head.startsWith("7z\u00BC\u00AF'\u001C")
                || head.startsWith("Rar!\u001A");
    }

    private static byte[] head(Path file, int length) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What systems put beside files: resource forks of macOS, files whose name begins with a dot. */
    private static boolean isHidden(String name) {
        for (String part : name.split("[/\\\\]")) {
            boolean isDotFile = part.startsWith(".") && !part.equals(".") && !part.equals("..");
            if (isDotFile || part.equals("__MACOSX")) {
                return true;
            }
        }
        return false;
    }

    private static String shown(String name) {
        return ShownText.end(name, NAME_LENGTH);
    }

    /** The file that a member is unpacked to. What goes wrong with it is the disk's fault, not the container's. */
    private static final class Scratch implements AutoCloseable {
        private final OutputStream out;

        Scratch(Path folder, Path file) {
            try {
                Files.createDirectories(folder);
                out = Files.newOutputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(byte[] bytes, int length) {
            try {
                out.write(bytes, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
