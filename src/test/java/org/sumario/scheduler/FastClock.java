package org.sumario.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeMap;

/** Time that passes only while the scheduler waits, and what happens in the world meanwhile. */
final class FastClock extends Clock implements Pause {
    private final TreeMap<Instant, Runnable> events = new TreeMap<>();
    private Instant now;

    FastClock(String start) {
        now = Instant.parse(start);
    }

    /** Something happens at an instant; two things at one instant happen in the order given. */
    FastClock at(String instant, Runnable event) {
        events.merge(Instant.parse(instant), event, (first, second) -> () -> {
            first.run();
            second.run();
        });
        return this;
    }

    void moveTo(String instant) {
        passUntil(Instant.parse(instant));
    }

    @Override
    public void pause(Duration time) {
        passUntil(now.plus(time));
    }

    private void passUntil(Instant target) {
        while (!events.isEmpty() && !events.firstKey().isAfter(target)) {
            var event = events.pollFirstEntry();
            now = now.isAfter(event.getKey()) ? now : event.getKey();
            event.getValue().run();
        }
        now = target;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
