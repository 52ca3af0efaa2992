package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The released file, its predecessors and the manifests of all; publishing is one rename. */
public final class Releases {
    /** Name of the released file in the warehouse folder. */
    public static final String CURRENT = "sumario.duckdb";

    private static final int KEPT_FILES = 12;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path warehouse;
    private final Path folder;

    public Releases(Path warehouse) {
        this.warehouse = warehouse;
        this.folder = warehouse.resolve("releases");
    }

    /** Manifests of all releases that were made, oldest first. */
    public List<Manifest> manifests() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Releases::read)
                    .sorted(Comparator.comparingLong(Manifest::releaseNumber))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The release that readers see now; empty where there is none. */
    public Optional<Manifest> current() {
        Path current = warehouse.resolve(CURRENT);
        return manifests().stream()
                .filter(manifest -> isSame(current, file(manifest.releaseNumber())))
                .findFirst();
    }

    /** The path of a release's file, whether or not it is kept. */
    public Path file(long releaseNumber) {
        return folder.resolve(String.format(java.util.Locale.ROOT, "%06d.duckdb", releaseNumber));
    }

    /** Puts a built file in place as a release that nobody reads yet, read-only and synced, with its manifest. */
    public void keep(Path built, Manifest manifest) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(built, PosixFilePermissions.fromString("r--r--r--"));
            Durable.sync(built);
            Durable.rename(built, file(manifest.releaseNumber()));
            ObjectNode json = JSON.createObjectNode();
            json.put("release_number", manifest.releaseNumber());
            json.put("released_at", manifest.releasedAt().toString());
            json.put("figures_digest", manifest.figuresDigest());
            json.put("record_digest", manifest.recordDigest());
            json.put("set_digest", manifest.setDigest());
            manifest.vintages().forEach(json.putArray("vintages")::add);
            SqlFiles.inOrder("checks").forEach(check -> json.withArray("checks").add(check.name()));
            Path scratch = folder.resolve(manifest.releaseNumber() + ".json.new");
            Files.writeString(scratch, json.toPrettyString());
            Durable.sync(scratch);
            Durable.rename(
                    scratch,
                    folder.resolve(String.format(java.util.Locale.ROOT, "%06d.json", manifest.releaseNumber())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a kept release the current one in one rename. A write-ahead file that a stray writer left beside the released file is moved
     * aside first: DuckDB would replay it into the new release.
     */
    public void publish(long releaseNumber) {
        Path current = warehouse.resolve(CURRENT);
        Path link = warehouse.resolve(CURRENT + ".next");
        try {
            moveAside(warehouse.resolve(CURRENT + ".wal"));
            Files.deleteIfExists(link);
            Files.createLink(link, file(releaseNumber));
            Durable.rename(link, current);
            forgetOldFiles(releaseNumber);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveAside(Path stray) throws IOException {
        if (Files.exists(stray)) {
            int number = 1;
            Path aside;
            do {
                aside = warehouse.resolve("stray-" + number++ + ".wal");
            } while (Files.exists(aside));
            Durable.rename(stray, aside);
        }
    }

    private void forgetOldFiles(long newest) throws IOException {
        List<Long> kept = new ArrayList<>();
        manifests().stream()
                .map(Manifest::releaseNumber)
                .filter(number -> number <= newest)
                .forEach(kept::add);
        for (int i = 0; i < kept.size() - KEPT_FILES; i++) {
            Files.deleteIfExists(file(kept.get(i)));
        }
    }

    private static boolean isSame(Path current, Path file) {
        try {
            return Files.exists(current) && Files.exists(file) && Files.isSameFile(current, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest read(Path file) {
        JsonNode json = JSON.readTree(file);
        List<String> vintages = new ArrayList<>();
        json.path("vintages").forEach(line -> vintages.add(line.asString()));
        return new Manifest(
                json.path("release_number").asLong(),
                Instant.parse(json.path("released_at").asString()),
                json.path("figures_digest").asString(),
                json.path("record_digest").asString(),
                json.path("set_digest").asString(),
                List.copyOf(vintages));
    }
}
