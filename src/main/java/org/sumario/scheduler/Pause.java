package org.sumario.scheduler;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the scheduler waits; a test lets time pass instead. */
public interface Pause {
    /** Returns when the time has passed or {@link #end} was called. */
    void pause(Duration time) throws InterruptedException;

    /** Ends this pause and every later one at once; called from another thread. */
    default void end() {}

    /** Waits as long as it says. */
    static Pause real() {
        CountDownLatch ended = new CountDownLatch(1);
        return new Pause() {
            @Override
            public void pause(Duration time) throws InterruptedException {
                boolean ignored = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void end() {
                ended.countDown();
            }
        };
    }
}
