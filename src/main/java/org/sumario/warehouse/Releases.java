package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumario.model.Refused;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The released file, its predecessors and the manifests of all; publishing is one rename. */
public final class Releases {
    /** Name of the released file in the warehouse folder. */
    public static final String CURRENT = "sumario.duckdb";

    private static final int KEPT_FILES = 12;
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--r--r--");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path warehouse;
    private final Path folder;

    public Releases(Path warehouse) {
        this.warehouse = warehouse;
        this.folder = warehouse.resolve("releases");
    }

    /**
     * The release that the released file carries, as it says itself; empty where there is no such file or nobody can read it.
     */
    public Optional<Shown> shown() {
        return read(warehouse.resolve(CURRENT));
    }

    /** Whether the file of a release is kept, as it was written. */
    public boolean holds(Manifest manifest) {
        return isIntact(file(manifest.releaseNumber()), manifest);
    }

    /** Whether the released file is that of a release, as it was written. */
    public boolean shows(Manifest manifest) {
        return isIntact(warehouse.resolve(CURRENT), manifest);
    }

    /**
     * Whether a file says that it is a release, and nobody wrote into it. Its bytes are read only where its time is later than that of its
     * checksum: a load asks this of a file that it will not read to its end.
     */
    private boolean isIntact(Path file, Manifest manifest) {
        return read(file).filter(Shown.of(manifest)::equals).isPresent()
                && (isOlderThanItsChecksum(file, manifest.releaseNumber())
                        || isAsWritten(file, manifest.releaseNumber()));
    }

    private boolean isOlderThanItsChecksum(Path file, long releaseNumber) {
        Path sums = sums(file(releaseNumber));
        try {
            return Files.isRegularFile(sums)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(sums)) <= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file has the bytes that a release was written with. */
    public boolean isAsWritten(Path file, long releaseNumber) {
        Path kept = file(releaseNumber);
        return Files.isRegularFile(file)
                && Digests.ofFile(file)
                        .equals(Checksums.read(sums(kept))
                                .get(kept.getFileName().toString()));
    }

    private static Path sums(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    /** Deletes kept files, other than the current one, that somebody wrote into; answers their numbers. They are built again when wanted. */
    public List<Long> dropDamaged(List<Manifest> manifests, long current) {
        List<Long> dropped = new ArrayList<>();
        try {
            for (Manifest manifest : manifests) {
                long number = manifest.releaseNumber();
                Path file = file(number);
                if (number != current
                        && Files.exists(file)
                        && Checksums.isSuspect(
                                sums(file), List.of(file.getFileName().toString()))
                        && !isAsWritten(file, number)) {
                    Files.delete(file);
                    Files.deleteIfExists(sums(file));
                    dropped.add(number);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dropped;
    }

    /** Makes kept files read-only again; answers the numbers of those that were not. */
    public List<Long> protect(List<Manifest> manifests) {
        List<Long> open = new ArrayList<>();
        try {
            for (Manifest manifest : manifests) {
                Path file = file(manifest.releaseNumber());
                if (Files.exists(file) && !isReadOnly(file)) {
                    Files.setPosixFilePermissions(file, READ_ONLY);
                    open.add(manifest.releaseNumber());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    /** Whether nobody may write into a file. */
    public static boolean isReadOnly(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).equals(READ_ONLY);
    }

    /** What a release file says of itself. */
    public record Shown(long releaseNumber, String figuresDigest) {
        static Shown of(Manifest manifest) {
            return new Shown(manifest.releaseNumber(), manifest.figuresDigest());
        }
    }

    private static Optional<Shown> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Duck duck = Duck.openReadOnly(file)) {
            return duck.query(
                    "select release_number, figures_digest from star.dim_release where is_current",
                    result -> result.next()
                            ? Optional.of(new Shown(result.getLong(1), result.getString(2)))
                            : Optional.empty());
        } catch (IllegalStateException unreadable) {
            // A file that is none is as good as no file: it is derived, and made again.
            return Optional.empty();
        }
    }

    /** The path of a release's file, whether or not it is kept. */
    public Path file(long releaseNumber) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.duckdb", releaseNumber));
    }

    /** Puts a built file in place as a release that nobody reads yet, read-only and synced, with its manifest. */
    public void keep(Path built, Manifest manifest) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(built, READ_ONLY);
            Durable.sync(built);
            Path file = file(manifest.releaseNumber());
            Path sums = sums(file);
            Path scratch = sums.resolveSibling(sums.getFileName() + ".new");
            Files.writeString(scratch, Checksums.text(Map.of(file.getFileName().toString(), Digests.ofFile(built))));
            Durable.sync(scratch);
            // A file with the checksum of another is as good as none: after a crash in between it is built again.
            Durable.rename(scratch, sums);
            Durable.rename(built, file);
            writeManifest(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the manifests that are missing or say something else; all of them follow from the record. */
    public void restoreManifests(List<Manifest> manifests) {
        try {
            for (Manifest manifest : manifests) {
                Path file = manifestFile(manifest.releaseNumber());
                if (!Files.exists(file) || !Files.readString(file).equals(json(manifest))) {
                    Files.createDirectories(folder);
                    writeManifest(manifest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of manifests that are missing, say something else than the record, or are of no release of the record. */
    public List<String> differingManifests(List<Manifest> manifests) {
        Map<String, String> wanted = new TreeMap<>();
        manifests.forEach(manifest ->
                wanted.put(manifestFile(manifest.releaseNumber()).getFileName().toString(), json(manifest)));
        List<String> differing = new ArrayList<>();
        try {
            for (Path file : kept(".json")) {
                String name = file.getFileName().toString();
                // Byte by byte: a changed one may be no letter.
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                String expected = wanted.remove(name);
                if (expected == null
                        || !text.equals(
                                new String(expected.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
                    differing.add(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        differing.addAll(wanted.keySet());
        return differing;
    }

    /** The files of releases that are kept, in their order. */
    public List<Path> keptFiles() {
        return kept(".duckdb");
    }

    private List<Path> kept(String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+\\" + end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeManifest(Manifest manifest) throws IOException {
        Path scratch = folder.resolve(manifest.releaseNumber() + ".json.new");
        Files.writeString(scratch, json(manifest));
        Durable.sync(scratch);
        Durable.rename(scratch, manifestFile(manifest.releaseNumber()));
    }

    private Path manifestFile(long releaseNumber) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.json", releaseNumber));
    }

    private static String json(Manifest manifest) {
        ObjectNode json = JSON.createObjectNode();
        json.put("release_number", manifest.releaseNumber());
        json.put("released_at", manifest.releasedAt().toString());
        json.put("figures_digest", manifest.figuresDigest());
        json.put("record_digest", manifest.recordDigest());
        manifest.recordDigests().forEach(json.withObject("/record_digests")::put);
        json.put("set_digest", manifest.setDigest());
        json.put("ledger_sha256", manifest.ledgerSha256());
        manifest.vintages().forEach(json.putArray("vintages")::add);
        SqlFiles.inOrder("checks").forEach(check -> json.withArray("checks").add(check.name()));
        return json.toPrettyString();
    }

    /** Makes a kept release the current one in one rename. */
    public void publish(long releaseNumber) {
        Path link = warehouse.resolve(CURRENT + ".next");
        try {
            moveStrayAside();
            Files.deleteIfExists(link);
            Files.createLink(link, file(releaseNumber));
            Durable.rename(link, warehouse.resolve(CURRENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves a write-ahead file that a stray writer left beside the released file out of the way: DuckDB would replay it into the next
     * release. Answers where it lies now.
     */
    public Optional<Path> moveStrayAside() {
        Path stray = warehouse.resolve(CURRENT + ".wal");
        if (!Files.exists(stray)) {
            return Optional.empty();
        }
        int number = 1;
        Path aside;
        do {
            aside = warehouse.resolve("stray-" + number++ + ".wal");
        } while (Files.exists(aside));
        try {
            Durable.rename(stray, aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(aside);
    }

    /**
     * Removes release files beyond the newest, never the current one; answers their numbers. They can be built again from the record.
     *
     * @param releases numbers of all releases, ascending
     */
    public List<Long> forgetOldFiles(List<Long> releases, long current) {
        List<Long> forgotten = new ArrayList<>();
        try {
            for (int i = 0; i < releases.size() - KEPT_FILES; i++) {
                Path file = file(releases.get(i));
                if (releases.get(i) != current && Files.deleteIfExists(file)) {
                    Files.deleteIfExists(sums(file));
                    forgotten.add(releases.get(i));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forgotten;
    }

    /**
     * Refuses to begin where the disk has not twice the released file free: a load builds another one beside it.
     *
     * @throws Refused {@code DISK_FULL} with the bytes wanted and those there are
     */
    public void requireSpace() {
        Path current = warehouse.resolve(CURRENT);
        try {
            long wanted = Files.exists(current) ? 2 * Files.size(current) : 0;
            long usable = Files.getFileStore(warehouse).getUsableSpace();
            if (usable < wanted) {
                throw new Refused("DISK_FULL", warehouse, wanted, usable);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
