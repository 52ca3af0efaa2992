package org.sumario.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

class FiringsTest {

    @Test
    void firesAtTheWallClockTimeOfItsOwnZone() {
        assertThat(next("0 6 16 * *", "America/Lima", "2026-02-16T11:00:00Z", 2))
                .containsExactly("2026-03-16T11:00:00Z", "2026-04-16T11:00:00Z");
        assertThat(next("0 6 16 * *", "Pacific/Kiritimati", "2026-02-16T11:00:00Z", 1))
                .containsExactly("2026-03-15T16:00:00Z");
    }

    @Test
    void firesLaterOnTheDayWhoseClockSkipsItsTime() {
        // In Santiago the clock goes from 6 September 2026, 00:00, to 01:00.
        assertThat(next("30 0 6 * *", "America/Santiago", "2026-08-01T00:00:00Z", 3))
                .containsExactly("2026-08-06T04:30:00Z", "2026-09-06T04:30:00Z", "2026-10-06T03:30:00Z");
    }

    @Test
    void firesOnceOnTheDayWhoseClockGoesThroughItsTimeTwice() {
        // In Santiago 23:30 of 4 April 2026 comes at 02:30 and at 03:30 UTC.
        assertThat(next("30 23 * * *", "America/Santiago", "2026-04-04T12:00:00Z", 2))
                .containsExactly("2026-04-05T02:30:00Z", "2026-04-06T03:30:00Z");
        assertThat(next("30 23 * * *", "America/Santiago", "2026-04-05T02:45:00Z", 1))
                .containsExactly("2026-04-06T03:30:00Z");
    }

    @Test
    void neverFiresOnADayThatNeverComes() {
        assertThat(firings("0 0 31 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "* * * * *, 2016-01-01T00:00:00Z, 2026-01-01T00:00:30Z, 2026-01-01T00:00:00Z",
        "0 6 16 * *, 2020-01-01T00:00:00Z, 2026-01-20T00:00:00Z, 2026-01-16T06:00:00Z",
        "0 6 16 * *, 2026-01-16T05:59:59Z, 2026-01-16T06:00:00Z, 2026-01-16T06:00:00Z",
        "0 6 16 * *, 2026-01-16T06:00:00Z, 2026-02-16T05:59:59Z,",
        "0 0 29 2 *, 2010-01-01T00:00:00Z, 2027-03-01T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void findsTheNewestInstantOfASpan(String cron, String after, String until, String expected) {
        assertThat(firings(cron, "UTC").newest(Instant.parse(after), Instant.parse(until)))
                .isEqualTo(java.util.Optional.ofNullable(expected).map(Instant::parse));
    }

    @Test
    void daysOfGraceEndAtTheSameTimeOfDayAlsoWhenTheClockChanges() {
        Firings firings = new Firings("x", cron("0 6 1 * *"), java.time.ZoneId.of("America/Santiago"), 10);
        Instant expected = Instant.parse("2026-09-01T10:00:00Z");
        assertThat(firings.dueAt(expected)).isEqualTo("2026-09-11T09:00:00Z");
        assertThat(firings.newestDue(Instant.EPOCH, Instant.parse("2026-09-11T09:00:00Z")))
                .contains(expected);
        assertThat(firings.newestDue(Instant.EPOCH, Instant.parse("2026-09-11T08:59:59Z")))
                .contains(Instant.parse("2026-08-01T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"0, 2026-03-02T06:00:00Z", "10, 2026-03-02T06:00:00Z", "20, 2026-03-08T06:00:00Z"})
    void arrivalsBelongToTheNearerInstantButNeverToOneWhileTheGraceOfTheOtherLasts(int graceDays, String from) {
        Firings firings = new Firings("x", cron("0 6 16 * *"), java.time.ZoneOffset.UTC, graceDays);
        assertThat(firings.arrivalsFrom(Instant.parse("2026-03-16T06:00:00Z"))).isEqualTo(from);
    }

    private static List<String> next(String cron, String zone, String after, int count) {
        List<String> found = new ArrayList<>();
        Instant last = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            last = firings(cron, zone).next(last).orElseThrow();
            found.add(last.toString());
            assertThat(firings(cron, zone).newest(last.minus(Duration.ofDays(1)), last))
                    .contains(last);
        }
        return found;
    }

    private static Firings firings(String cron, String zone) {
        return new Firings("x", cron(cron), java.time.ZoneId.of(zone), 0);
    }

    private static CronExpression cron(String fields) {
        return CronExpression.parse("0 " + fields);
    }
}
