package org.sumario.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SHA-256 over text lines, each ended by a line feed, in UTF-8, and over files. */
final class Digests {
    private static final int BUFFER_BYTES = 1 << 16;

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** The digest of a file's bytes. */
    static String ofFile(Path file) {
        MessageDigest digest = sha256();
        try (InputStream source = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hex(digest);
    }

    /** The digest of lines in their order. */
    static String ofLines(List<String> lines) {
        MessageDigest digest = sha256();
        lines.forEach(line -> add(digest, line));
        return hex(digest);
    }

    /** The digest of a query's one text column, in its order. */
    static String ofLines(Duck duck, String sql) {
        return ofLines(duck, null, sql);
    }

    /** The same with a header line before it. */
    static String ofLines(Duck duck, @Nullable String header, String sql) {
        return duck.query(sql, result -> {
            LineDigest digest = new LineDigest();
            if (header != null) {
                digest.add(header);
            }
            while (result.next()) {
                digest.add(result.getString(1));
            }
            return digest.hex();
        });
    }
}
