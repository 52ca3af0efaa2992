package org.sumario.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A zip file without the clock: POI stamps each part with the time of writing, and the same release is to give the same file. */
final class SteadyZip {
    private SteadyZip() {}

    /** Copies the parts of one zip file into another, in their order, all with one time. */
    static void copy(Path from, Path to, Instant time) throws IOException {
        LocalDateTime stamp = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        // Not as a stream: POI writes sizes behind the parts in a way that java.util.zip cannot follow.
        try (ZipFile parts = new ZipFile(from.toFile());
                ZipOutputStream copied = new ZipOutputStream(Files.newOutputStream(to))) {
            Enumeration<? extends ZipEntry> entries = parts.entries();
            while (entries.hasMoreElements()) {
                ZipEntry part = entries.nextElement();
                ZipEntry entry = new ZipEntry(part.getName());
                entry.setTimeLocal(stamp);
                copied.putNextEntry(entry);
                try (InputStream content = parts.getInputStream(part)) {
                    content.transferTo(copied);
                }
                copied.closeEntry();
            }
        }
    }
}
