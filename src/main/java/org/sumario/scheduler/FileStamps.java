package org.sumario.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Size and time of files: what tells without reading them that they changed, on every file system. */
final class FileStamps {
    private FileStamps() {}

    record Stamp(long size, FileTime modified) {}

    /** Every file below a folder, hidden ones left out as a load leaves them out; empty where there is no folder. */
    static SortedMap<Path, Stamp> below(Path folder) {
        SortedMap<Path, Stamp> stamps = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return stamps;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.getFileName().toString().startsWith(".")) {
                    of(file).ifPresent(stamp -> stamps.put(file, stamp));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stamps;
    }

    /** A file's stamp; empty where it is none or has just gone. */
    static Optional<Stamp> of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime()))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static boolean isUnchanged(Path file, Map<Path, Stamp> stamps) {
        return of(file).map(stamp -> stamp.equals(stamps.get(file))).orElse(false);
    }
}
