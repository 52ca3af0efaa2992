package org.sumario.scheduler;

import java.nio.file.Path;
import java.time.Clock;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

/**
 * One scheduler per warehouse: a lock like that of a load, in the folder {@code serve/}. It is held as long as the scheduler runs,
 * that of a load only during loads, so that the command line can load in between.
 */
public final class ServeLock implements AutoCloseable {
    private final WarehouseLock lock;

    private ServeLock(WarehouseLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock or refuses at once.
     *
     * @throws Refused {@code SERVE_RUNS} with the process that serves this warehouse and since when
     */
    public static ServeLock acquire(Path warehouse, Clock clock) {
        try {
            return new ServeLock(WarehouseLock.acquire(warehouse.resolve("serve"), clock));
        } catch (Refused e) {
            throw e.reason().code().equals("WAREHOUSE_LOCKED")
                    ? new Refused(new Reason("SERVE_RUNS", e.reason().arguments()))
                    : e;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
