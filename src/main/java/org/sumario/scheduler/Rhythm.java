package org.sumario.scheduler;

import java.time.Duration;

/**
 * How often the scheduler does what.
 *
 * @param look between two looks at inbox, job files and ledger; a file settles in this time
 * @param lockRetry first wait where another load holds the warehouse
 * @param lockRetryAtMost longest such wait
 * @param failureRetry first wait after a load that failed
 * @param failureRetryAtMost longest such wait
 */
public record Rhythm(
        Duration look,
        Duration lockRetry,
        Duration lockRetryAtMost,
        Duration failureRetry,
        Duration failureRetryAtMost) {

    public static final Rhythm USUAL = new Rhythm(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1));

    Duration afterLocked(int attempts) {
        return doubled(lockRetry, attempts, lockRetryAtMost);
    }

    Duration afterFailure(int attempts) {
        return doubled(failureRetry, attempts, failureRetryAtMost);
    }

    private static Duration doubled(Duration first, int attempts, Duration atMost) {
        Duration wait = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        return wait.compareTo(atMost) > 0 ? atMost : wait;
    }
}
