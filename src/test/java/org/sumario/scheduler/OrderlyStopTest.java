package org.sumario.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.archive.WarehouseLock;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.Progress;

/** The loop over the real load, where the two touch: stopping, and the lock. */
class OrderlyStopTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"receive", "read", "check", "star"})
    void aLoadThatIsStoppedReleasesNothingAndTheNextOneCompletes(String step) throws IOException {
        SmallOffice office = office();
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        Scheduler[] scheduler = new Scheduler[1];
        scheduler[0] = office.scheduler(
                clock, (request, progress, time) -> Loads.run(request, stopAt(step, progress, scheduler), time));
        scheduler[0].run();
        assertThat(office.told).containsExactly("LOAD_STOPPED", "SERVE_STOPPED");
        assertThat(office.lines("release")).isEmpty();
        assertThat(office.lines("load"))
                .noneMatch(line -> line.path("status").asString().equals("completed"));
        assertThat(office.warehouse.resolve("sumario.duckdb")).doesNotExist();

        serve(office, clock, "2026-03-21T00:00:00Z");
        assertThat(office.told).contains("loaded");
        assertThat(office.lines("release")).hasSize(1);
        assertThat(office.history().deliveriesByState()).containsEntry("accepted", 2L);
    }

    @Test
    void waitsWhileThePersonAtTheCommandLineLoads() throws IOException {
        SmallOffice office = office();
        FastClock clock = new FastClock("2026-03-20T00:00:00Z");
        WarehouseLock held = WarehouseLock.acquire(office.warehouse, clock);
        clock.at("2026-03-20T00:12:00Z", held::close);
        serve(office, clock, "2026-03-21T00:00:00Z");
        assertThat(office.told)
                .containsExactly("WAREHOUSE_LOCKED", "SERVE_RETRY", "REPORT_WRITTEN", "loaded", "SERVE_STOPPED");
        assertThat(office.history().loads())
                .singleElement()
                .satisfies(load -> assertThat(load.startedAt()).isEqualTo("2026-03-20T00:13:00Z"));
    }

    private static void serve(SmallOffice office, FastClock clock, String until) {
        Scheduler scheduler = office.scheduler(clock, Loads::run);
        clock.at(until, scheduler::stop);
        scheduler.run();
    }

    private SmallOffice office() throws IOException {
        SmallOffice office = new SmallOffice(folder).source("pe", "0 6 16 * *", "America/Lima", 10);
        Files.copy(Path.of("jobs/mpfn-complaints.yml"), office.jobs.resolve("mpfn-complaints.yml"));
        Files.copy(Path.of("jobs/sample-complaints.yml"), office.jobs.resolve("sample-complaints.yml"));
        Files.delete(office.jobs.resolve("pe.yml"));
        try (Stream<Path> samples = Files.list(Path.of("input/sample-complaints"))) {
            for (Path sample : samples.sorted().limit(2).toList()) {
                Files.copy(sample, office.input.resolve(sample.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return office;
    }

    /** Stops the scheduler when a step of its load is reached; what is asked of progress goes on to the scheduler. */
    private static Progress stopAt(String step, Progress progress, Scheduler[] scheduler) {
        return new Progress() {
            private void stop(String reached) {
                if (reached.equals(step)) {
                    scheduler[0].stop();
                }
            }

            @Override
            public void begins(String begun, int pieces) {
                stop(begun);
            }

            @Override
            public void advances(String piece) {}

            @Override
            public boolean wantsToStop() {
                return progress.wantsToStop();
            }

            @Override
            public boolean isReady(Path file) {
                return progress.isReady(file);
            }
        };
    }
}
