package org.sumario.archive;

import java.nio.file.Path;

/** Everything that was ever received or used, by SHA-256, read-only, under {@code archive/} of the warehouse folder. */
public final class Archive {
    private final Path folder;

    public Archive(Path warehouse) {
        this.folder = warehouse.resolve("archive");
    }

    /** Copies a file in, synced to disk, unless it is there; answers its SHA-256 in lower-case hex. */
    public String store(Path file) {
        throw new UnsupportedOperationException(folder.toString());
    }

    /** Where the file with this hash lies. */
    public Path find(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
