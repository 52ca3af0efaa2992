package org.sumario.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Refused;

class SchedulerTest {
    private static final String MONTHLY = "0 6 16 * *";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    private SmallOffice office;

    @BeforeEach
    void openOffice() {
        office = new SmallOffice(folder).source("pe", MONTHLY, "America/Lima", 10);
    }

    @Test
    void firstStartLoadsTheInboxOnceAndCatchesUpWithNothing() {
        office.drop("pe", "a.csv", "a");
        run("2026-03-20T00:00:00Z", "2026-03-25T00:00:00Z");
        assertThat(office.loads).containsExactly("2026-03-20T00:10:00Z inbox [a.csv]");
        run("2026-03-25T00:00:00Z", "2026-03-31T00:00:00Z");
        assertThat(office.loads).hasSize(1);
    }

    @Test
    void loadsAtTheInstantsOfTheCron() {
        office.drop("pe", "a.csv", "a");
        run("2026-03-20T00:00:00Z", "2026-05-17T00:00:00Z");
        assertThat(office.loads)
                .contains(
                        "2026-04-16T11:00:00Z schedule pe 2026-04-16T11:00:00Z",
                        "2026-05-16T11:00:00Z schedule pe 2026-05-16T11:00:00Z");
    }

    @Test
    void catchesUpOnceWithTheNewestOfSeveralMissedInstants() {
        run("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z");
        office.loads.clear();
        office.drop("pe", "april.csv", "a");
        run("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z");
        assertThat(office.loads).containsExactly("2026-05-01T00:10:00Z schedule pe 2026-04-16T11:00:00Z [april.csv]");
    }

    @Test
    void eachSourceCatchesUpByItself() {
        office.source("mx", "0 0 1 * *", "UTC", 10);
        run("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z");
        office.loads.clear();
        office.drop("pe", "a.csv", "a");
        office.drop("mx", "b.csv", "b");
        run("2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z");
        assertThat(office.loads)
                .containsExactly(
                        "2026-03-17T00:10:00Z schedule mx 2026-03-01T00:00:00Z [b.csv, a.csv]",
                        "2026-03-17T00:10:00Z schedule pe 2026-03-16T11:00:00Z");
    }

    @Test
    void tellsOfALateSourceOnceWhenItsDaysOfGraceAreOver() {
        run("2026-03-20T00:00:00Z", "2026-05-10T00:00:00Z");
        assertThat(office.loads)
                .filteredOn(line -> line.contains("late"))
                .containsExactly("2026-04-26T11:00:00Z schedule pe 2026-04-16T11:00:00Z late");
        run("2026-05-10T00:00:00Z", "2026-05-20T00:00:00Z");
        assertThat(office.loads).filteredOn(line -> line.contains("late")).hasSize(1);
    }

    @Test
    void aFileThatComesDaysBeforeTheCronCountsForIt() {
        run(
                new FastClock("2026-03-20T00:00:00Z").at("2026-04-12T00:00:00Z", () -> office.drop("pe", "a.csv", "a")),
                "2026-05-10T00:00:00Z");
        assertThat(office.loads).noneMatch(line -> line.contains("late"));
    }

    @Test
    void aFileThatComesAfterTheGraceDoesNotHideThatTheNextIsMissing() {
        run(
                new FastClock("2026-03-20T00:00:00Z").at("2026-04-28T00:00:00Z", () -> office.drop("pe", "a.csv", "a")),
                "2026-06-01T00:00:00Z");
        assertThat(office.loads)
                .filteredOn(line -> line.contains("late"))
                .containsExactly(
                        "2026-04-26T11:00:00Z schedule pe 2026-04-16T11:00:00Z late",
                        "2026-05-26T11:00:00Z schedule pe 2026-05-16T11:00:00Z late");
    }

    @Test
    void nobodyIsLateBecauseTheMachineWasOffAndWhatCatchingUpFoundDoesNotCountForTheNext() {
        run("2026-03-20T00:00:00Z", "2026-03-21T00:00:00Z");
        office.drop("pe", "april.csv", "a");
        run("2026-05-05T00:00:00Z", "2026-06-01T00:00:00Z");
        assertThat(office.loads)
                .filteredOn(line -> line.contains("late"))
                .containsExactly("2026-05-26T11:00:00Z schedule pe 2026-05-16T11:00:00Z late");
    }

    @Test
    void aHalfCopiedFileWaitsUntilItHasSettled() {
        run(
                new FastClock("2026-03-20T00:00:00Z")
                        .at("2026-03-21T00:00:00Z", () -> office.drop("pe", "a.csv", "1"))
                        .at("2026-03-21T00:10:00Z", () -> office.drop("pe", "a.csv", "12"))
                        .at("2026-03-21T00:20:00Z", () -> office.drop("pe", "a.csv", "123")),
                "2026-03-22T00:00:00Z");
        assertThat(office.loads).containsExactly("2026-03-20T00:00:00Z inbox", "2026-03-21T00:30:00Z inbox [a.csv]");
    }

    @Test
    void aScheduledLoadLeavesAFileThatIsStillBeingCopied() {
        run(
                new FastClock("2026-03-20T00:00:00Z")
                        .at("2026-04-16T10:55:00Z", () -> office.drop("pe", "a.csv", "1"))
                        .at("2026-04-16T11:05:00Z", () -> office.drop("pe", "a.csv", "12")),
                "2026-04-17T00:00:00Z");
        assertThat(office.loads)
                .containsExactly(
                        "2026-03-20T00:00:00Z inbox",
                        "2026-04-16T11:00:00Z schedule pe 2026-04-16T11:00:00Z",
                        "2026-04-16T11:20:00Z inbox [a.csv]");
    }

    @Test
    void waitsForAnotherLoadThatHoldsTheWarehouseAndThenLoads() {
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        List<Instant> attempts = new ArrayList<>();
        Scheduler scheduler = office.scheduler(clock, (request, progress, time) -> {
            attempts.add(time.instant());
            if (attempts.size() <= 5) {
                throw new Refused("WAREHOUSE_LOCKED", 1, "2026-03-20T00:00:00Z");
            }
            return office.run(request, progress, time);
        });
        List<Status> seen = new ArrayList<>();
        clock.at("2026-03-20T00:02:30Z", () -> seen.add(scheduler.status()));
        clock.at("2026-03-21T00:00:00Z", scheduler::stop);
        scheduler.run();
        assertThat(attempts)
                .extracting(at -> Duration.between(Instant.parse("2026-03-20T00:00:00Z"), at)
                        .toMinutes())
                .containsExactly(0L, 1L, 3L, 7L, 11L, 15L);
        assertThat(office.loads).containsExactly("2026-03-20T00:15:00Z inbox");
        assertThat(office.told).containsExactly("WAREHOUSE_LOCKED", "SERVE_RETRY", "loaded", "SERVE_STOPPED");
        assertThat(seen).singleElement().satisfies(status -> {
            assertThat(status.isUp()).isTrue();
            assertThat(status.lockedSince()).contains(Instant.parse("2026-03-20T00:00:00Z"));
        });
    }

    @Test
    void aFailingLoadIsTriedAgainWithGrowingPausesAndShownUntilItWorks() {
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        List<Instant> attempts = new ArrayList<>();
        Scheduler scheduler = office.scheduler(clock, (request, progress, time) -> {
            attempts.add(time.instant());
            if (attempts.size() <= 7) {
                throw new IllegalStateException("the disk is full");
            }
            return office.run(request, progress, time);
        });
        List<Status> seen = new ArrayList<>();
        clock.at("2026-03-20T00:20:00Z", () -> seen.add(scheduler.status()));
        clock.at("2026-03-21T00:00:00Z", () -> seen.add(scheduler.status()));
        clock.at("2026-03-21T00:00:00Z", scheduler::stop);
        scheduler.run();
        assertThat(attempts)
                .extracting(at -> Duration.between(Instant.parse("2026-03-20T00:00:00Z"), at)
                        .toMinutes())
                .containsExactly(0L, 5L, 15L, 35L, 75L, 155L, 275L, 395L);
        assertThat(seen.get(0).failure().orElseThrow()).satisfies(failure -> {
            assertThat(failure.reason().arguments()).singleElement().asString().contains("the disk is full");
            assertThat(failure.attempts()).isEqualTo(3);
            assertThat(failure.retryAt()).isEqualTo("2026-03-20T00:35:00Z");
        });
        assertThat(seen.get(1).isUp()).isTrue();
    }

    @Test
    void aFailureIsTriedAgainAtOnceWhenTheInboxChanges() {
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        List<Instant> attempts = new ArrayList<>();
        Scheduler scheduler = office.scheduler(clock, (request, progress, time) -> {
            attempts.add(time.instant());
            throw new Refused("FILE_MISSING", "x");
        });
        clock.at("2026-03-20T02:40:00Z", () -> office.drop("pe", "a.csv", "a"));
        clock.at("2026-03-20T03:00:00Z", scheduler::stop);
        scheduler.run();
        assertThat(attempts).last().isEqualTo(Instant.parse("2026-03-20T02:55:00Z"));
    }

    @Test
    void aBadJobFileIsShownAndTheScheduleGoesOnWhenItIsCorrected() throws IOException {
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        Scheduler scheduler = office.scheduler(clock);
        List<Status> seen = new ArrayList<>();
        clock.at("2026-04-16T00:00:00Z", () -> write("bad.yml", "source: [\n"));
        clock.at("2026-04-17T00:00:00Z", () -> seen.add(scheduler.status()));
        clock.at("2026-04-18T00:00:00Z", () -> write("bad.yml", null));
        clock.at("2026-04-19T00:00:00Z", () -> seen.add(scheduler.status()));
        clock.at("2026-04-19T00:00:00Z", scheduler::stop);
        scheduler.run();
        assertThat(seen.get(0).failure().orElseThrow().reason().code()).isEqualTo("JOB_FILE_BAD");
        assertThat(seen.get(1).isUp()).isTrue();
        assertThat(office.told).filteredOn("JOB_FILE_BAD"::equals).hasSize(1);
        assertThat(office.loads).last().isEqualTo("2026-04-18T00:00:00Z schedule pe 2026-04-16T11:00:00Z");
    }

    @Test
    void anEditedScheduleTakesEffectAtTheNextLook() {
        run(
                new FastClock("2026-03-20T00:00:00Z")
                        .at("2026-04-01T00:00:00Z", () -> office.source("pe", "0 6 10 * *", "America/Lima", 10)),
                "2026-04-15T00:00:00Z");
        assertThat(office.loads).last().isEqualTo("2026-04-10T11:00:00Z schedule pe 2026-04-10T11:00:00Z");
    }

    @Test
    void aNewSourceIsCaughtUpWithFromTheLastLoadOnButIsNotLateFromBeforeItWasThere() {
        run("2026-03-20T00:00:00Z", "2026-03-25T00:00:00Z");
        office.loads.clear();
        run(
                new FastClock("2026-03-25T00:00:00Z")
                        .at("2026-03-27T00:00:00Z", () -> office.source("mx", "0 0 22 * *", "UTC", 2)),
                "2026-03-30T00:00:00Z");
        assertThat(office.loads).containsExactly("2026-03-27T00:00:00Z schedule mx 2026-03-22T00:00:00Z");
    }

    @Test
    void doesNotLoadWhatThePersonAtTheCommandLineHasLoaded() {
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        Scheduler scheduler = office.scheduler(clock);
        clock.at("2026-03-21T00:05:00Z", () -> office.drop("pe", "a.csv", "a"));
        clock.at("2026-03-21T00:06:00Z", () -> office.run(command(), everything(), clock));
        clock.at("2026-03-22T00:00:00Z", scheduler::stop);
        scheduler.run();
        assertThat(office.loads).containsExactly("2026-03-20T00:00:00Z inbox", "2026-03-21T00:06:00Z command [a.csv]");
    }

    private org.sumario.pipeline.LoadRequest command() {
        return new org.sumario.pipeline.LoadRequest(office.input, office.warehouse, office.jobs, List.of(), null, null);
    }

    private static org.sumario.pipeline.Progress everything() {
        return new org.sumario.pipeline.Progress() {
            @Override
            public void begins(String step, int pieces) {}

            @Override
            public void advances(String piece) {}
        };
    }

    private void write(String jobFile, @org.jspecify.annotations.Nullable String text) {
        try {
            if (text == null) {
                Files.delete(office.jobs.resolve(jobFile));
            } else {
                Files.writeString(office.jobs.resolve(jobFile), text);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void run(String from, String until) {
        run(new FastClock(from), until);
    }

    private void run(FastClock clock, String until) {
        Scheduler scheduler = office.scheduler(clock);
        clock.at(until, scheduler::stop);
        scheduler.run();
    }
}
