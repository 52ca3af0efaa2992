package org.sumario.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;

/**
 * One load at a time: an operating-system lock on the file {@code lock} of the warehouse folder, whose text names the holder's
 * process and since when (UTC). The system frees it when the holder dies, so nothing is left to clean up; the file stays.
 */
public final class WarehouseLock implements AutoCloseable {
    // POSIX drops a process's lock as soon as the process closes any channel of that file. So this process asks here
    // before it opens
    // the file a second time, and never closes a channel of a file that another class loader has locked.
    private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();
    private static final Queue<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private static final int LOOKS = 20;
    private static final int LOOK_MILLIS = 25;

    private final Path file;
    private final FileChannel channel;

    private WarehouseLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock or refuses at once; never waits.
     *
     * @throws Refused {@code WAREHOUSE_LOCKED} with the holder's process id and the instant since when
     */
    public static WarehouseLock acquire(Path warehouse, Clock clock) {
        try {
            Disk.createFolder(warehouse);
            Path file = warehouse.toRealPath().resolve("lock");
            Holder self = new Holder(
                    Long.toString(ProcessHandle.current().pid()),
                    Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
            Holder other = HELD_HERE.putIfAbsent(file, self);
            if (other != null) {
                throw other.refusal();
            }
            boolean isTaken = false;
            try {
                WarehouseLock lock = new WarehouseLock(file, lock(file, self));
                isTaken = true;
                return lock;
            } finally {
                if (!isTaken) {
                    HELD_HERE.remove(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path file, Holder self) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            NEVER_CLOSED.add(channel);
            throw Holder.read(channel).refusal();
        }
        if (lock == null) {
            try (channel) {
                throw Holder.read(channel).refusal();
            }
        }
        channel.truncate(0);
        Disk.writeFully(channel, (self.pid() + " " + self.since() + "\n").getBytes(StandardCharsets.UTF_8));
        return channel;
    }

    /** Frees the lock; a second call does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // The lock itself is free with the channel, and what is left is only the text in it, which the next holder
            // replaces.
            return;
        } finally {
            HELD_HERE.remove(file);
        }
    }

    /** Who holds the lock; question marks where the holder has not written it yet. */
    private record Holder(String pid, String since) {
        /** Reads who holds the lock, giving a holder that has just taken it a moment to write that. */
        static Holder read(FileChannel channel) throws IOException {
            Holder holder = readOnce(channel);
            for (int look = 0; look < LOOKS && holder.pid().equals("?"); look++) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return holder;
                }
                holder = readOnce(channel);
            }
            return holder;
        }

        private static Holder readOnce(FileChannel channel) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(200);
            int count = channel.read(bytes, 0);
            String text = new String(bytes.array(), 0, Math.max(count, 0), StandardCharsets.UTF_8).strip();
            int space = text.indexOf(' ');
            return space < 0 ? new Holder("?", "?") : new Holder(text.substring(0, space), text.substring(space + 1));
        }

        Refused refusal() {
            return new Refused("WAREHOUSE_LOCKED", pid, since);
        }
    }
}
