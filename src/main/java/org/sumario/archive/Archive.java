package org.sumario.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Everything that was ever received or used, by SHA-256, read-only, under {@code archive/} of the warehouse folder. */
public final class Archive {
    private final Path folder;

    public Archive(Path warehouse) {
        this.folder = warehouse.resolve("archive");
    }

    /** Copies a file in, synced to disk, unless it is there; answers its SHA-256 in lower-case hex. */
    public String store(Path file) {
        try {
            Files.createDirectories(folder);
            Path scratch = Files.createTempFile(folder, "new-", ".part");
            MessageDigest digest = newDigest();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(scratch), digest)) {
                Files.copy(file, out);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Path place = find(sha256);
            if (Files.exists(place)) {
                Files.delete(scratch);
                return sha256;
            }
            Files.createDirectories(place.getParent());
            Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("r--r--r--"));
            sync(scratch);
            Files.move(scratch, place, StandardCopyOption.ATOMIC_MOVE);
            sync(requireNonNull(place.getParent()));
            sync(folder);
            return sha256;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the file with this hash lies. */
    public Path find(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** SHA-256 of a file's bytes, in lower-case hex. */
    public static String sha256(Path file) {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
