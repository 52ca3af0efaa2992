package org.sumario.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadRequest.LateSource;
import org.sumario.scheduler.Status;
import org.sumario.scheduler.Status.Failure;
import org.sumario.scheduler.Status.LastLoad;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusServerTest {
    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path warehouse;

    private final AtomicReference<Status> status = new AtomicReference<>(status(Optional.empty()));

    @Test
    void healthTellsOfTheLastLoadWhatComesNextAndWhatWaits() throws Exception {
        release(7);
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = JsonMapper.shared().readTree(answer.body());
        assertThat(health.path("status").asString()).isEqualTo("up");
        assertThat(health.path("release_number").asLong()).isEqualTo(7);
        assertThat(health.path("last_load").path("run").asLong()).isEqualTo(12);
        assertThat(health.path("last_load").path("ended_at").asString()).isEqualTo("2026-03-19T23:59:00Z");
        assertThat(health.path("next_fire").path("pe").asString()).isEqualTo("2026-03-20T01:00:00Z");
        assertThat(health.path("files_waiting").asInt()).isEqualTo(2);
        assertThat(health.path("late").path(0).path("source_code").asString()).isEqualTo("mx");
        assertThat(health.path("failure").isNull()).isTrue();
    }

    @Test
    void healthIsUnavailableWithTheReasonWhileLoadsFail() throws Exception {
        status.set(status(Optional.of(new Failure(Reason.of("INBOX_MISSING", "/x"), NOW, 3, NOW.plusSeconds(60)))));
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode failure = JsonMapper.shared().readTree(answer.body()).path("failure");
        assertThat(failure.path("code").asString()).isEqualTo("INBOX_MISSING");
        assertThat(failure.path("reason").asString()).contains("/x");
        assertThat(failure.path("attempts").asInt()).isEqualTo(3);
        assertThat(get("/metrics").body()).contains("sumario_up 0.0", "sumario_failed_attempts 3.0");
    }

    @Test
    void metricsAreTextForPrometheus() throws Exception {
        release(7);
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body().lines())
                .contains(
                        "# TYPE sumario_loads_total counter",
                        "sumario_loads_total{status=\"completed\"} 11.0",
                        "sumario_loads_total{status=\"failed\"} 1.0",
                        "sumario_deliveries{state=\"accepted\"} 9.0",
                        "sumario_last_load_duration_seconds 1.5",
                        "sumario_next_fire_seconds{source=\"pe\"} 3600.0",
                        "sumario_late_sources 1.0",
                        "sumario_release_number 7.0",
                        "sumario_up 1.0");
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        try (StatusServer server = server(0)) {
            HttpRequest post = HttpRequest.newBuilder(uri(server, "/health"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void refusesAPortThatAnotherProgramListensOn() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> server(other.getLocalPort()).close())
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo("SERVE_PORT_TAKEN"));
        }
    }

    @Test
    void listensOnLoopbackAlone() throws IOException {
        try (StatusServer server = server(0)) {
            // Were it to listen on every address, this one would be taken too.
            try (ServerSocket other = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.2"))) {
                assertThat(other.isBound()).isTrue();
            }
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (StatusServer server = server(0)) {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(StatusServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private StatusServer server(int port) {
        return StatusServer.start(port, warehouse, status::get, CLOCK);
    }

    private void release(long number) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + warehouse.resolve("sumario.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("create schema star");
            statement.execute("create table star.dim_release as select " + number
                    + " as release_number, 'f' as figures_digest, true as is_current");
        }
    }

    private static Status status(Optional<Failure> failure) {
        return new Status(
                NOW.minusSeconds(600),
                NOW,
                Optional.empty(),
                Optional.of(new LastLoad(12, "completed", "inbox", NOW.minusSeconds(60), 1500)),
                new TreeMap<>(Map.of("pe", NOW.plusSeconds(3600))),
                2,
                List.of(new LateSource("mx", NOW.minusSeconds(7200), NOW.minusSeconds(60))),
                Map.of("completed", 11L, "failed", 1L),
                Map.of("accepted", 9L),
                failure,
                Optional.empty());
    }
}
