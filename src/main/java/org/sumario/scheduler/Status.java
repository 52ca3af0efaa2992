package org.sumario.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sumario.model.Reason;
import org.sumario.pipeline.LoadRequest.LateSource;

/**
 * What the scheduler knows after a look; for health and metrics.
 *
 * @param running the trigger of the load that runs now
 * @param nextFire the next instant of each source's cron
 * @param filesWaiting files of the inbox that no load has read yet, half copied ones included
 * @param loads how many loads the ledger has, by status
 * @param deliveries how many deliveries the ledger has, by state
 * @param lockedSince since when another load holds the warehouse while work waits
 */
public record Status(
        Instant startedAt,
        Instant lookedAt,
        Optional<String> running,
        Optional<LastLoad> lastLoad,
        SortedMap<String, Instant> nextFire,
        int filesWaiting,
        List<LateSource> late,
        Map<String, Long> loads,
        Map<String, Long> deliveries,
        Optional<Failure> failure,
        Optional<Instant> lockedSince) {

    public record LastLoad(long run, String status, String trigger, Instant endedAt, long durationMillis) {}

    /**
     * Why nothing can be loaded at present.
     *
     * @param attempts loads that failed in a row; 0 where it did not come to a load
     */
    public record Failure(Reason reason, Instant since, int attempts, Instant retryAt) {}

    static Status starting(Instant now) {
        return new Status(
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                0,
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether loads can run. */
    public boolean isUp() {
        return failure.isEmpty();
    }
}
