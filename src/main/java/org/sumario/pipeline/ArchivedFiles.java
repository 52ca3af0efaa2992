package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sumario.archive.Archive;

/** What lies in an archive under a hash, each looked at once: whether it is there, and still the file that was received. */
final class ArchivedFiles {
    static final String MISSING = "missing";

    private final Archive archive;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    ArchivedFiles(Archive archive) {
        this.archive = archive;
    }

    Path file(String sha256) {
        return archive.find(sha256);
    }

    /** The hash of what lies there, or {@link #MISSING}. */
    String hash(String sha256) {
        return hashes.computeIfAbsent(
                sha256, name -> isHash(name) && archive.contains(name) ? Archive.sha256(archive.find(name)) : MISSING);
    }

    /** A ledger that somebody wrote may name a file by anything. */
    private static boolean isHash(String name) {
        return name.matches("[0-9a-f]{64}");
    }

    boolean isThere(String sha256) {
        return !hash(sha256).equals(MISSING);
    }

    boolean isSound(String sha256) {
        return hash(sha256).equals(sha256);
    }
}
