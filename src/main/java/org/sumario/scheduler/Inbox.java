package org.sumario.scheduler;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sumario.archive.Archive;
import org.sumario.model.Refused;
import org.sumario.scheduler.FileStamps.Stamp;

/**
 * The inbox, looked at again and again. A file has settled when its size and time stayed the same from one look to another at least
 * the settling time later; before that it may be half copied. What a look remembers is only what spares reading a file again: when
 * it is lost, one load more finds nothing new.
 */
final class Inbox {
    private final Path folder;
    private final Duration settlingTime;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Map<Path, Stamp> done = new HashMap<>();

    private record Seen(Stamp stamp, Instant since) {}

    /**
     * What a look found.
     *
     * @param settled files that a load may read
     * @param changing files that may still be half copied
     * @param fresh settled files that no completed load has read
     */
    record Look(Map<Path, Stamp> settled, Set<Path> changing, Set<Path> fresh) {
        static final Look NOTHING = new Look(Map.of(), Set.of(), Set.of());

        /** Whether a load may read a file now: it has settled, and did not change since. */
        boolean isReady(Path file) {
            return FileStamps.isUnchanged(file, settled);
        }
    }

    Inbox(Path folder, Duration settlingTime) {
        this.folder = folder;
        this.settlingTime = settlingTime;
    }

    /**
     * Looks once.
     *
     * @throws Refused {@code INBOX_MISSING} where the folder is gone
     */
    Look look(LoadHistory history, Instant now) {
        if (!Files.isDirectory(folder)) {
            throw new Refused("INBOX_MISSING", folder);
        }
        Map<Path, Stamp> present = FileStamps.below(folder);
        seen.keySet().retainAll(present.keySet());
        done.keySet().retainAll(present.keySet());
        Map<Path, Stamp> settled = new HashMap<>();
        Set<Path> changing = new TreeSet<>();
        Set<Path> fresh = new TreeSet<>();
        present.forEach((file, stamp) -> {
            Seen before = seen.get(file);
            if (before == null || !before.stamp().equals(stamp)) {
                before = new Seen(stamp, now);
                seen.put(file, before);
            }
            if (now.isBefore(before.since().plus(settlingTime))) {
                changing.add(file);
                return;
            }
            settled.put(file, stamp);
            if (!isDone(file, stamp, history)) {
                fresh.add(file);
            }
        });
        return new Look(settled, changing, fresh);
    }

    private boolean isDone(Path file, Stamp stamp, LoadHistory history) {
        if (stamp.equals(done.get(file))) {
            return true;
        }
        try {
            if (history.knows(Archive.sha256(file))) {
                done.put(file, stamp);
                return true;
            }
        } catch (UncheckedIOException unreadable) {
            // The load says what is wrong with it.
            return false;
        }
        return false;
    }

    /** A load completed over what this look found; also files that it left alone need no other load. */
    void loaded(Look look) {
        done.putAll(look.settled());
    }
}
