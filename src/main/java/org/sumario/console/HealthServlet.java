package org.sumario.console;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.sumario.scheduler.Status;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the scheduler is, as JSON: 200 while loads can run, 503 while they fail. Instants are UTC. */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final transient Supplier<Status> status;
    private final transient Supplier<Optional<Long>> release;

    HealthServlet(Supplier<Status> status, Supplier<Optional<Long>> release) {
        this.status = status;
        this.release = release;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Status now = status.get();
        response.setStatus(now.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(JSON.writeValueAsString(json(now, release.get())));
    }

    static ObjectNode json(Status status, Optional<Long> release) {
        ObjectNode json = JSON.createObjectNode();
        json.put("status", status.isUp() ? "up" : "failing");
        json.put("release_number", release.orElse(null));
        json.put("started_at", seconds(status.startedAt()));
        json.put("looked_at", seconds(status.lookedAt()));
        json.put("running", status.running().orElse(null));
        ObjectNode load = json.putObject("last_load");
        status.lastLoad().ifPresent(last -> {
            load.put("run", last.run());
            load.put("status", last.status());
            load.put("trigger", last.trigger());
            load.put("ended_at", seconds(last.endedAt()));
            load.put("duration_ms", last.durationMillis());
        });
        ObjectNode next = json.putObject("next_fire");
        status.nextFire().forEach((source, instant) -> next.put(source, seconds(instant)));
        json.put("files_waiting", status.filesWaiting());
        json.putArray("late");
        status.late()
                .forEach(late -> json.withArray("late")
                        .addObject()
                        .put("source_code", late.sourceCode())
                        .put("expected_at", seconds(late.expectedAt()))
                        .put("due_at", seconds(late.dueAt())));
        json.put(
                "waiting_for_lock_since",
                status.lockedSince().map(HealthServlet::seconds).orElse(null));
        json.putNull("failure");
        status.failure()
                .ifPresent(failure -> json.putObject("failure")
                        .put("code", failure.reason().code())
                        .put("reason", text(failure))
                        .put("since", seconds(failure.since()))
                        .put("attempts", failure.attempts())
                        .put("retry_at", seconds(failure.retryAt())));
        return json;
    }

    private static String text(Status.Failure failure) {
        try {
            return failure.reason().text(Locale.ENGLISH);
        } catch (java.util.MissingResourceException e) {
            // A missing sentence must not hide the reason itself.
            return String.join(", ", failure.reason().arguments());
        }
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
