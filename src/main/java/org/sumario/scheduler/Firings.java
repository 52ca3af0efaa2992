package org.sumario.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.sumario.jobs.JobDefinition;

/**
 * The instants at which one source's cron fires.
 *
 * <p>The cron is evaluated on the wall clock of its zone, and the answer placed on the time line afterwards: a time that the clock
 * skips in spring (00:30 in Santiago, say) fires as much later as the clock was put forward, one that comes twice in autumn fires
 * the first time. Evaluated on zoned times instead, a monthly cron whose one time is skipped would wait for another month.
 */
record Firings(String sourceCode, CronExpression cron, ZoneId zone, int graceDays) {
    /** More than any clock is put forward or back. */
    private static final Duration SHIFT_AT_MOST = Duration.ofHours(3);

    private static final Duration TEN_YEARS = Duration.ofDays(3653);

    /** The instants of a job file's schedule; empty where it has none. */
    static Optional<Firings> of(JobDefinition job) {
        JobDefinition.Schedule schedule = job.schedule();
        if (schedule == null) {
            return Optional.empty();
        }
        // A job file has no field for seconds.
        CronExpression cron =
                CronExpression.parse("0 " + schedule.cron().strip().toUpperCase(Locale.ROOT));
        return Optional.of(new Firings(job.sourceCode(), cron, ZoneId.of(schedule.zone()), schedule.graceDays()));
    }

    /** The first instant after the given one; empty for a day that never comes, such as 31 February. */
    Optional<Instant> next(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after.minus(SHIFT_AT_MOST), zone);
        while (true) {
            @Nullable LocalDateTime candidate = cron.next(local);
            if (candidate == null) {
                return Optional.empty();
            }
            Instant instant = candidate.atZone(zone).toInstant();
            if (instant.isAfter(after)) {
                return Optional.of(instant);
            }
            local = candidate;
        }
    }

    /** The newest instant after the first of the given two and not after the second. */
    Optional<Instant> newest(Instant after, Instant until) {
        // In growing steps: a cron of every minute is not walked through for years.
        Duration back = Duration.ofHours(1);
        while (true) {
            Instant from = until.minus(back);
            boolean isAll = !from.isAfter(after);
            Optional<Instant> found = last(isAll ? after : from, until);
            if (found.isPresent() || isAll) {
                return found;
            }
            back = back.multipliedBy(8);
        }
    }

    private Optional<Instant> last(Instant after, Instant until) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = next(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            last = next;
            next = next(next.get());
        }
        return last;
    }

    /** The newest instant after the given one whose days of grace have passed. */
    Optional<Instant> newestDue(Instant after, Instant now) {
        // Days of grace are days of the zone, whose clock may have been put back or forward.
        Instant until = now.minus(Duration.ofDays(graceDays)).plus(SHIFT_AT_MOST);
        Optional<Instant> newest = newest(after, until.isAfter(now) ? now : until);
        while (newest.isPresent() && dueAt(newest.get()).isAfter(now)) {
            newest = newest(after, newest.get().minusNanos(1));
        }
        return newest;
    }

    /** The end of an instant's days of grace, at the same time of day. */
    Instant dueAt(Instant expected) {
        return expected.atZone(zone).plusDays(graceDays).toInstant();
    }

    /**
     * From when on an arrival belongs to an instant, and no longer to the one before: from the middle between the two on, but
     * never before the end of the earlier one's grace.
     */
    Instant arrivalsFrom(Instant expected) {
        return newest(expected.minus(TEN_YEARS), expected.minusNanos(1))
                .map(previous -> {
                    Instant middle =
                            previous.plus(Duration.between(previous, expected).dividedBy(2));
                    Instant due = dueAt(previous);
                    return due.isAfter(middle) ? due : middle;
                })
                .orElse(Instant.MIN);
    }
}
