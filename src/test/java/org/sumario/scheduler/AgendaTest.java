package org.sumario.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.pipeline.LoadRequest.LateSource;
import org.sumario.pipeline.LoadRequest.Trigger;
import tools.jackson.databind.json.JsonMapper;

/** What is due, from lines of the ledger as loads write them. */
class AgendaTest {
    private static final String FIRST = """
            {"type":"load","run":1,"status":"completed","started_at":"2026-01-20T00:00:00Z","trigger":"inbox",\
            "job_files":{"pe.yml":"1"}}""";
    private static final Instant FEBRUARY = Instant.parse("2026-02-16T11:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    private SmallOffice office;

    @BeforeEach
    void openOffice() {
        office = new SmallOffice(folder).source("pe", "0 6 16 * *", "America/Lima", 10);
    }

    @ParameterizedTest
    @CsvSource({"completed, false", "failed, true", "stopped, true"})
    void onlyALoadThatCompletedHasServedAnInstant(String status, boolean isStillDue) {
        Agenda agenda = agenda("2026-02-17T00:00:00Z", FIRST, served(status));
        assertThat(agenda.scheduled()).isEqualTo(isStillDue ? List.of(Trigger.schedule("pe", FEBRUARY)) : List.of());
    }

    @Test
    void nothingIsDueBeforeTheFirstLine() {
        Agenda agenda = agenda("2026-02-17T00:00:00Z");
        assertThat(agenda.scheduled()).isEmpty();
        assertThat(agenda.late()).isEmpty();
        assertThat(agenda.nextFire()).containsEntry("pe", Instant.parse("2026-03-16T11:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"accepted, false", "held, false", "duplicate, false", "unreadable, true"})
    void whatCouldBeReadIsAnArrivalWhateverBecameOfIt(String state, boolean isLate) {
        Agenda agenda = agenda("2026-02-27T00:00:00Z", FIRST, served("completed"), """
                {"type":"load","run":3,"status":"completed","started_at":"2026-02-20T00:00:00Z","trigger":"inbox","deliveries":[\
                {"sha256":"a","source_code":"pe","state":"STATE","received_at":"2026-02-20T00:00:00Z"}]}""".replace("STATE", state));
        assertThat(agenda.late()).hasSize(isLate ? 1 : 0);
    }

    @Test
    void aLateSourceStaysLateButIsToldOfOnce() {
        LateSource late = new LateSource("pe", FEBRUARY, Instant.parse("2026-02-26T11:00:00Z"));
        Agenda before = agenda("2026-02-27T00:00:00Z", FIRST, served("completed"));
        assertThat(before.toTell()).containsExactly(late);
        Agenda after = agenda("2026-02-28T00:00:00Z", FIRST, served("completed"), """
                {"type":"load","run":3,"status":"completed","started_at":"2026-02-27T00:00:00Z","trigger":"schedule",\
                "late":[{"source_code":"pe","expected_at":"2026-02-16T11:00:00Z","due_at":"2026-02-26T11:00:00Z"}]}""");
        assertThat(after.toTell()).isEmpty();
        assertThat(after.late()).containsExactly(late);
    }

    @Test
    void wakesAtTheNextInstantOrAtTheEndOfTheGrace() {
        assertThat(agenda("2026-02-01T00:00:00Z", FIRST).wakeAt()).contains(FEBRUARY);
        assertThat(agenda("2026-02-17T00:00:00Z", FIRST, served("completed")).wakeAt())
                .contains(Instant.parse("2026-02-26T11:00:00Z"));
    }

    private static String served(String status) {
        return """
                {"type":"load","run":2,"status":"STATUS","started_at":"2026-02-16T11:00:00Z","trigger":"schedule",\
                "scheduled_source":"pe","scheduled_for":"2026-02-16T11:00:00Z"}""".replace("STATUS", status);
    }

    private Agenda agenda(String now, String... ledger) {
        LoadHistory history = LoadHistory.of(Arrays.stream(ledger)
                .map(line -> JsonMapper.shared().readTree(line))
                .toList());
        return Agenda.of(office.definitions(), history, Instant.parse(now));
    }
}
