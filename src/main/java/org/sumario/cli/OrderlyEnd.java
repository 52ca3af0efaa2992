package org.sumario.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What SIGTERM and SIGINT do to a command that runs until it is ended: they ask it to stop and wait for it a minute. When it gets to
 * its end in that time the process answers 0, else what the system says of a process that a signal ended (143, 130).
 */
final class OrderlyEnd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean isReached;

    private OrderlyEnd(Runnable stop) {
        hook = new Thread(() -> shutDown(stop), "orderly-end");
    }

    static OrderlyEnd of(Runnable stop) {
        OrderlyEnd end = new OrderlyEnd(stop);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** The command has come to its end, and all is well. */
    void reached() {
        isReached = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isShuttingDown) {
            // Then the hook waits for what comes now.
        }
        ended.countDown();
    }

    private void shutDown(Runnable stop) {
        stop.run();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && isReached) {
                deleteUnpackedLibrary();
                // Only this changes the exit code of a process that a signal ends.
                Runtime.getRuntime().halt(ExitCode.DONE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** DuckDB unpacks its library (72 MB) into the temporary folder and has it deleted on a usual exit, which a halt is not. */
    private static void deleteUnpackedLibrary() {
        Path maps = Path.of("/proc/self/maps");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isReadable(maps)) {
            return;
        }
        try (Stream<String> mapped = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            Set<Path> libraries = mapped.filter(line -> line.contains("/libduckdb_java"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(library -> library.startsWith(temporary))
                    .collect(Collectors.toSet());
            for (Path library : libraries) {
                Files.deleteIfExists(library);
            }
        } catch (IOException e) {
            // A file too many in the temporary folder is no reason to end otherwise than in order.
        }
    }
}
