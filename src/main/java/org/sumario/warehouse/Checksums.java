package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SHA-256 of derived files, kept in a file beside them in the form that {@code sha256sum -c} reads: a file that was changed is made again. */
public final class Checksums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/\n]+)\n");

    private Checksums() {}

    /** The text of a file of checksums, by file name. */
    static String text(Map<String, String> hashes) {
        return hashes.entrySet().stream()
                .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** Writes the checksums of files of its own folder. */
    static void write(Path sums, List<String> names) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String name : names) {
            hashes.put(name, Digests.ofFile(sums.resolveSibling(name)));
        }
        Files.writeString(sums, text(hashes));
    }

    /**
     * The names of files that are not as they were written, or are not there; that of the checksums themselves where they do not say so of
     * each file.
     *
     * @param names the files that it must name, of its own folder, in that order
     */
    public static List<String> differing(Path sums, List<String> names) {
        Map<String, String> hashes = read(sums);
        if (!List.copyOf(hashes.keySet()).equals(names)) {
            return List.of(sums.getFileName().toString());
        }
        List<String> differing = new ArrayList<>();
        hashes.forEach((name, hash) -> {
            Path file = sums.resolveSibling(name);
            if (!Files.isRegularFile(file) || !Digests.ofFile(file).equals(hash)) {
                differing.add(name);
            }
        });
        return differing;
    }

    /** The checksums by file name, none where there is no such file or it is none of checksums. */
    static Map<String, String> read(Path sums) {
        Map<String, String> hashes = new LinkedHashMap<>();
        if (!Files.isRegularFile(sums)) {
            return hashes;
        }
        try {
            // Byte by byte: a changed one may be no letter.
            String text = Files.readString(sums, StandardCharsets.ISO_8859_1);
            Matcher line = LINE.matcher(text);
            int end = 0;
            while (end < text.length()) {
                if (!line.find(end) || line.start() != end) {
                    return Map.of();
                }
                hashes.put(line.group(2), line.group(1));
                end = line.end();
            }
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody may have written into one of the files since their checksums were taken: a look at times instead of at all bytes. */
    static boolean isSuspect(Path sums, List<String> names) {
        try {
            if (!Files.isRegularFile(sums)) {
                return true;
            }
            var taken = Files.getLastModifiedTime(sums);
            for (String name : names) {
                Path file = sums.resolveSibling(name);
                if (!Files.isRegularFile(file)
                        || Files.getLastModifiedTime(file).compareTo(taken) > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
