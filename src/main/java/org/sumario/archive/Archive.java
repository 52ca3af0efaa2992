package org.sumario.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;

/** Everything that was ever received or used, by SHA-256, read-only, under {@code archive/} of the warehouse folder. */
public final class Archive {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String INCOMING = "incoming-";
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--r--r--");
    private static final String PART = ".part";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final @Nullable Archive behind;
    private @Nullable Set<Long> sizes;

    public Archive(Path warehouse) {
        this(warehouse, null);
    }

    private Archive(Path warehouse, @Nullable Archive behind) {
        this.folder = warehouse.resolve("archive");
        this.behind = behind;
    }

    /** An archive below another folder that has all that is in this one too and stores only there: this one stays as it is. */
    public Archive beside(Path other) {
        return new Archive(other, this);
    }

    /**
     * Copies a file in, synced to disk, unless it is there; answers its SHA-256 in lower-case hex.
     *
     * @throws UncheckedIOException when the file cannot be read or the archive cannot be written
     */
    public String store(Path file) {
        return mayHold(file) ? store(file, sha256(file)) : copy(file);
    }

    /** Whether something of a file's size is stored: else the file itself is not, and its hash need not be taken to know that. */
    public boolean mayHold(Path file) {
        try {
            return sizes().contains(Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sizes of what is stored, looked up once: nobody else stores while a load holds the warehouse. */
    private synchronized Set<Long> sizes() throws IOException {
        if (sizes == null) {
            sizes = ConcurrentHashMap.newKeySet();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.find(folder, 2, (path, attributes) -> attributes.isRegularFile())) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        sizes.add(Files.size(file));
                    }
                }
            }
            if (behind != null) {
                sizes.addAll(behind.sizes());
            }
        }
        return sizes;
    }

    /** As {@link #store(Path)}, for a file whose SHA-256 was just taken; answers that of the bytes that it had when they were copied. */
    public String store(Path file, String sha256) {
        return contains(sha256) ? sha256 : copy(file);
    }

    private String copy(Path file) {
        try (InputStream source = Files.newInputStream(file)) {
            return store(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #store(Path)}, also where what lies there under the file's hash is damaged. */
    public String restore(Path file) {
        String sha256 = sha256(file);
        return isIntact(sha256) ? sha256 : copy(file);
    }

    /** As {@link #store(Path)}, for bytes that never were a file, such as the member of a zip. */
    public String store(byte[] bytes) {
        try (InputStream source = new ByteArrayInputStream(bytes)) {
            return store(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what copies that were cut off left behind; nobody may be storing meanwhile. */
    public void clearUnfinished() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, INCOMING + "*" + PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a file that is not stored, in lower-case hex: to know whether it is there already. */
    public static String sha256(Path file) {
        MessageDigest digest = Sha256.digest();
        try (InputStream source = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.hex(digest);
    }

    /** The SHA-256 of a text in UTF-8, in lower-case hex. */
    public static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the file with this hash lies, or would lie.
     *
     * @throws IllegalArgumentException when the text is no SHA-256, so that no text from outside becomes a path
     */
    public Path find(String sha256) {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + sha256);
        }
        Path file = folder.resolve(sha256.substring(0, 2)).resolve(sha256);
        return behind != null && !Files.exists(file) && behind.contains(sha256) ? behind.find(sha256) : file;
    }

    public boolean contains(String sha256) {
        return Files.isRegularFile(find(sha256));
    }

    /** Whether a file is there with the bytes that it was received with. */
    public boolean isIntact(String sha256) {
        return contains(sha256) && sha256(find(sha256)).equals(sha256);
    }

    /**
     * A file with the bytes that it was received with.
     *
     * @param fileName its name, for the message
     * @throws Refused {@code ARCHIVE_DIFFERS} where it is missing or damaged: nothing is made from what is not the record
     */
    public Path require(String sha256, String fileName) {
        if (!isIntact(sha256)) {
            throw new Refused("ARCHIVE_DIFFERS", fileName, sha256);
        }
        return find(sha256);
    }

    /** Every stored file, in the order of names. */
    public List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, 2, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> !file.getFileName().toString().startsWith(INCOMING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes every stored file read-only again; answers how many were not. */
    public int protect() {
        int open = 0;
        try {
            for (Path file : files()) {
                if (!isReadOnly(file)) {
                    makeReadOnly(file);
                    open++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    /** Whether nobody may write into a file. */
    public static boolean isReadOnly(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return posix == null
                ? !file.toFile().canWrite()
                : posix.readAttributes().permissions().equals(READ_ONLY);
    }

    /**
     * Deletes a stored file, for ever.
     *
     * @throws UncheckedIOException when the archive cannot be written
     */
    public void delete(String sha256) {
        Path file = find(sha256);
        try {
            Files.deleteIfExists(file);
            Disk.forceFolder(Disk.parent(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The hash is taken of the bytes that were written, never of a second reading: the source may change in between.
    private String store(InputStream source) throws IOException {
        Disk.createFolder(folder);
        Path incoming = Files.createTempFile(folder, INCOMING, PART);
        try {
            String sha256 = copy(source, incoming);
            Path target = find(sha256);
            sizes().add(Files.size(incoming));
            if (!isIntact(sha256)) {
                Disk.createFolder(Disk.parent(target));
                Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
            }
            // Also for a file that was there: whoever put it may have died before this.
            Disk.forceFolder(Disk.parent(target));
            return sha256;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private static String copy(InputStream source, Path target) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                digest.update(buffer, 0, count);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            makeReadOnly(target);
            channel.force(true);
        }
        return Sha256.hex(digest);
    }

    private static void makeReadOnly(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(READ_ONLY);
        } else if (!file.toFile().setReadOnly()) {
            throw new IOException("cannot make read-only: " + file);
        }
    }
}
