package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.StagingWriter;

/**
 * What a load does before anything else: it brings what is derived into line with the record, whatever an earlier run that died, a power
 * cut, a full disk or a person left behind.
 */
final class Recovery {
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);

    private Recovery() {}

    static void run(LoadState state) {
        refuseCutLedger(state);
        state.archive.clearUnfinished();
        state.ledger.tornLine().ifPresent(torn -> state.notices.add(Reason.of("LEDGER_TORN", torn.length())));
        for (long died : died(state.request.warehouse(), state.history, state.run)) {
            Record.appendDied(state, died);
            state.notices.add(Reason.of("RUN_DIED", died));
        }
        state.releases.moveStrayAside().ifPresent(aside -> state.notices.add(Reason.of("STRAY_WAL", aside)));
        state.releases.restoreManifests(state.history.manifests());
        protect(state);
        showCurrent(state);
        dropDamaged(state);
    }

    /** A release is seen only after its line is synced to disk: one without a line was taken from the ledger, and nothing may cover that up. */
    private static void refuseCutLedger(LoadState state) {
        long last = state.history.manifests().stream()
                .mapToLong(Manifest::releaseNumber)
                .max()
                .orElse(0);
        state.releases.shown().filter(shown -> shown.releaseNumber() > last).ifPresent(shown -> {
            throw new Refused("LEDGER_CUT", shown.releaseNumber(), last);
        });
    }

    /** What nobody should write into is read-only again. */
    private static void protect(LoadState state) {
        int open = state.archive.protect()
                + state.releases.protect(state.history.manifests()).size();
        if (open > 0) {
            state.notices.add(Reason.of("MADE_READ_ONLY", open));
        }
    }

    /** Derived files that somebody wrote into are deleted, to be made again when wanted; a load looks at all bytes of those that it reads. */
    private static void dropDamaged(LoadState state) {
        long current = state.history
                .current()
                .map(release -> release.manifest().releaseNumber())
                .orElse(0L);
        state.releases
                .dropDamaged(state.history.manifests(), current)
                .forEach(number -> state.notices.add(Reason.of("RELEASE_FILE_DROPPED", number)));
        for (Path folder : WarehouseFolder.staging(state.request.warehouse())) {
            if (StagingWriter.isSuspect(folder) && !StagingWriter.isWhole(folder)) {
                delete(folder);
                state.notices.add(Reason.of("STAGING_DROPPED", folder.getFileName()));
            }
        }
    }

    /** A release that the ledger has is a release: where readers do not see it yet, or no more, its kept file is put in place. */
    private static void showCurrent(LoadState state) {
        Optional<Manifest> current = state.history.current().map(History.Release::manifest);
        if (current.isEmpty()) {
            return;
        }
        Manifest manifest = current.get();
        state.isShown = state.releases.shows(manifest);
        if (!state.isShown && state.releases.holds(manifest)) {
            state.releases.publish(manifest.releaseNumber());
            state.isShown = true;
            state.notices.add(Reason.of("RELEASE_PUT_BACK", manifest.releaseNumber()));
        }
        if (state.isShown) {
            Path file = state.request.warehouse().resolve(Releases.CURRENT);
            state.currentBefore = ReleaseFigures.of(file, manifest).current();
        }
    }

    /** Runs that left a log folder and no line in the ledger: they were killed. */
    private static Set<Long> died(Path warehouse, History history, long thisRun) {
        Set<Long> died = new TreeSet<>(WarehouseFolder.runs(warehouse));
        died.removeAll(history.runs());
        died.remove(thisRun);
        return died;
    }

    /** The next run's number; also those count that only left a folder. */
    static long nextRun(Path warehouse, History history) {
        TreeSet<Long> known = new TreeSet<>(WarehouseFolder.runs(warehouse));
        known.addAll(history.runs());
        return known.isEmpty() ? 1 : known.last() + 1;
    }

    /** What a run that died left half done. */
    static void clearWork(Path warehouse) {
        delete(warehouse.resolve("work"));
    }

    /** Deletes a folder with all that is in it, or a file; nothing where there is none. */
    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> leftovers = Files.walk(path)) {
            for (Path leftover : leftovers.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(leftover);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes copies of DuckDB's library that killed programs left in the temporary folder, 72 MB each. One that is older than an hour
     * has been loaded long ago or never will be; on POSIX a loaded library outlives its name.
     */
    static void clearLibraries(Path temporary, Clock clock) {
        FileTime latest = FileTime.from(clock.instant().minus(LONG_ENOUGH));
        try (Stream<Path> files = Files.list(temporary)) {
            for (Path file : files.filter(Recovery::isOwnLibrary).toList()) {
                if (Files.getLastModifiedTime(file).compareTo(latest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            // Another program of ours was faster; the rest can wait for the next load.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a temporary folder that people share, only the owner may delete. */
    private static boolean isOwnLibrary(Path file) {
        String name = file.getFileName().toString();
        try {
            return name.startsWith("libduckdb_java")
                    && name.endsWith(".so")
                    && Files.getOwner(file).getName().equals(System.getProperty("user.name"));
        } catch (IOException gone) {
            return false;
        }
    }
}
