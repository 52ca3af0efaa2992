package org.sumario.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the ledger tells of earlier loads, oldest first: the only memory of the schedule. */
record LoadHistory(List<Load> loads) {
    private static final String COMPLETED = "completed";
    private static final String UNREADABLE = "unreadable";

    /**
     * One load line.
     *
     * @param scheduledSource the source whose cron it served, null for other triggers
     * @param scheduledFor the instant that it served, null for other triggers
     * @param restated new state by SHA-256 of deliveries that were there before
     * @param containers SHA-256 of archives whose members it received: these are the deliveries, not the archives
     */
    record Load(
            long run,
            String status,
            String trigger,
            @Nullable String scheduledSource,
            @Nullable Instant scheduledFor,
            Instant startedAt,
            long durationMillis,
            List<Late> late,
            List<Arrival> arrivals,
            Map<String, String> restated,
            Set<String> containers,
            Set<String> jobFiles) {

        boolean isCompleted() {
            return status.equals(COMPLETED);
        }

        /**
         * When a delivery of this load arrived. What a load for a scheduled instant finds belongs to that instant, however long the
         * machine was off.
         */
        private Instant arrivedAt(Arrival arrival) {
            return scheduledFor != null && arrival.sourceCode().equals(scheduledSource)
                    ? scheduledFor
                    : arrival.receivedAt();
        }
    }

    record Late(String sourceCode, Instant expectedAt) {}

    /** A delivery as a load brought it; the source is blank where none could be told. */
    record Arrival(String sha256, String sourceCode, String state, Instant receivedAt) {}

    static LoadHistory of(List<JsonNode> ledger) {
        Set<Long> failedAfterwards = ledger.stream()
                .filter(line -> text(line, "type").equals("failure"))
                .map(line -> line.path("run").asLong())
                .collect(Collectors.toSet());
        return new LoadHistory(ledger.stream()
                .filter(line -> text(line, "type").equals("load"))
                .map(line ->
                        load(line, failedAfterwards.contains(line.path("run").asLong())))
                .toList());
    }

    private static Load load(JsonNode line, boolean hasFailed) {
        return new Load(
                line.path("run").asLong(),
                hasFailed ? "failed" : text(line, "status"),
                text(line, "trigger"),
                line.hasNonNull("scheduled_source") ? text(line, "scheduled_source") : null,
                line.hasNonNull("scheduled_for") ? instant(line, "scheduled_for") : null,
                instant(line, "started_at"),
                line.path("duration_ms").asLong(),
                each(line.path("late"))
                        .map(entry -> new Late(text(entry, "source_code"), instant(entry, "expected_at")))
                        .toList(),
                each(line.path("deliveries")).map(LoadHistory::arrival).toList(),
                restated(line.path("restated")),
                each(line.path("containers"))
                        .map(entry -> text(entry, "sha256"))
                        .collect(Collectors.toSet()),
                Set.copyOf(line.path("job_files").propertyNames()));
    }

    private static Arrival arrival(JsonNode entry) {
        return new Arrival(
                text(entry, "sha256"),
                entry.hasNonNull("source_code") ? text(entry, "source_code") : "",
                text(entry, "state"),
                instant(entry, "received_at"));
    }

    private static Map<String, String> restated(JsonNode entries) {
        Map<String, String> states = new TreeMap<>();
        each(entries).forEach(entry -> states.put(text(entry, "sha256"), text(entry, "state")));
        return states;
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    /** Long ago where a line does not say: one line must not keep the schedule from running. */
    private static Instant instant(JsonNode node, String name) {
        String text = text(node, name);
        return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }

    Optional<Load> last() {
        return loads.isEmpty() ? Optional.empty() : Optional.of(loads.get(loads.size() - 1));
    }

    boolean hasCompleted() {
        return completed().findAny().isPresent();
    }

    private Stream<Load> completed() {
        return loads.stream().filter(Load::isCompleted);
    }

    /** When a load first used a job file: since then its source can be late. */
    Optional<Instant> usedSince(String jobFile) {
        return completed()
                .filter(load -> load.jobFiles().contains(jobFile))
                .findFirst()
                .map(Load::startedAt);
    }

    /**
     * From when on a job file's instants are caught up with: since a load first used it, or the last load where none has yet. Empty
     * before the first load of all.
     */
    Optional<Instant> caughtUpFrom(String jobFile) {
        return usedSince(jobFile)
                .or(() -> completed().reduce((first, second) -> second).map(Load::startedAt));
    }

    /** The newest instant of a source's cron that a load has served. */
    Optional<Instant> lastServed(String sourceCode) {
        return completed()
                .filter(load -> sourceCode.equals(load.scheduledSource()))
                .flatMap(load -> Optional.ofNullable(load.scheduledFor()).stream())
                .max(Instant::compareTo);
    }

    boolean isToldLate(String sourceCode, Instant expectedAt) {
        return completed().anyMatch(load -> load.late().contains(new Late(sourceCode, expectedAt)));
    }

    /** Whether anything of a source that could be read arrived after an instant. */
    boolean hasArrivalAfter(String sourceCode, Instant instant) {
        return completed()
                .anyMatch(load -> load.arrivals().stream()
                        .anyMatch(arrival -> arrival.sourceCode().equals(sourceCode)
                                && !arrival.state().equals(UNREADABLE)
                                && load.arrivedAt(arrival).isAfter(instant)));
    }

    /** Whether a completed load has seen the file with this hash. */
    boolean knows(String sha256) {
        return completed()
                .anyMatch(load -> load.containers().contains(sha256)
                        || load.arrivals().stream()
                                .anyMatch(arrival -> arrival.sha256().equals(sha256)));
    }

    Map<String, Long> loadsByStatus() {
        return loads.stream().collect(Collectors.groupingBy(Load::status, TreeMap::new, Collectors.counting()));
    }

    /** How many deliveries are in each state, as the last load that told of each left it. */
    Map<String, Long> deliveriesByState() {
        Map<String, String> states = new LinkedHashMap<>();
        for (Load load : completed().toList()) {
            load.arrivals().forEach(arrival -> states.put(arrival.sha256(), arrival.state()));
            states.putAll(load.restated());
        }
        return new ArrayList<>(states.values())
                .stream().collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()));
    }
}
