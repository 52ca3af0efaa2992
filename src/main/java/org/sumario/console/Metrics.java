package org.sumario.console;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sumario.scheduler.Status;

/** The scheduler's status as metrics, read when asked for. What comes from the ledger survives a restart. */
final class Metrics {
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Supplier<Status> status;

    Metrics(Supplier<Status> status, Supplier<Optional<Long>> release, Clock clock) {
        this.status = status;
        CounterWithCallback.builder()
                .name("sumario_loads_total")
                .help("Loads in the ledger, by status.")
                .labelNames("status")
                .callback(callback ->
                        status.get().loads().forEach((word, count) -> callback.call(count.doubleValue(), word)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("sumario_deliveries")
                .help("Deliveries in the ledger, by the state that a load gave them.")
                .labelNames("state")
                .callback(callback ->
                        status.get().deliveries().forEach((word, count) -> callback.call(count.doubleValue(), word)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("sumario_next_fire_seconds")
                .unit(Unit.SECONDS)
                .help("Seconds until a source's cron fires next.")
                .labelNames("source")
                .callback(callback -> status.get()
                        .nextFire()
                        .forEach((source, next) -> callback.call(seconds(clock.instant(), next), source)))
                .register(registry);
        gauge("sumario_up", "1 while loads can run, 0 while they fail.", now -> Optional.of(now.isUp() ? 1d : 0d));
        gauge(
                "sumario_load_running",
                "1 while the scheduler runs a load.",
                now -> Optional.of(now.running().isPresent() ? 1d : 0d));
        gauge(
                "sumario_last_load_duration_seconds",
                "Duration of the last load.",
                now -> now.lastLoad().map(load -> load.durationMillis() / MILLIS_PER_SECOND));
        gauge(
                "sumario_last_load_timestamp_seconds",
                "When the last load ended, in seconds since 1970 UTC.",
                now -> now.lastLoad().map(load -> load.endedAt().toEpochMilli() / MILLIS_PER_SECOND));
        gauge(
                "sumario_failed_attempts",
                "Loads that failed in a row.",
                now -> Optional.of(
                        now.failure().map(Status.Failure::attempts).orElse(0).doubleValue()));
        gauge(
                "sumario_late_sources",
                "Sources whose days of grace are over.",
                now -> Optional.of((double) now.late().size()));
        gauge(
                "sumario_files_waiting",
                "Files of the inbox that no load has read yet.",
                now -> Optional.of((double) now.filesWaiting()));
        gauge(
                "sumario_release_number",
                "Number of the current release.",
                now -> release.get().map(Long::doubleValue));
    }

    private void gauge(String name, String help, Function<Status, Optional<Double>> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.apply(status.get()).ifPresent(callback::call))
                .register(registry);
    }

    /** Writes all of them in the text format of Prometheus. */
    void write(OutputStream out) throws IOException {
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / MILLIS_PER_SECOND;
    }
}
