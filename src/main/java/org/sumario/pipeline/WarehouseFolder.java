package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a warehouse folder, by its names. */
public final class WarehouseFolder {
    private WarehouseFolder() {}

    /** Numbers of runs that left a folder, also of those that were killed before they had a line in the ledger. */
    public static List<Long> runs(Path warehouse) {
        return folders(warehouse.resolve("runs")).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(name -> name.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .toList();
    }

    /** The folder of a run, with its log and its report. */
    public static Path run(Path warehouse, long run) {
        return warehouse.resolve("runs").resolve(Long.toString(run));
    }

    /** Every folder of staging, also those of mappings that are no longer used. */
    public static List<Path> staging(Path warehouse) {
        return folders(warehouse.resolve("staging"));
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
