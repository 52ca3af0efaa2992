package org.sumario.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.pipeline.LoadState.Received;
import tools.jackson.databind.JsonNode;

/**
 * A run that can be done again, as the ledger tells of it: a load or decision that came to its end, or a rollback.
 *
 * @param history the whole of it
 * @param begins how many lines stood in the ledger before its first
 * @param ends how many with the line that says what came of deliveries; that of its release comes after
 * @param line that line
 * @param base the release that was current when it began, 0 where there was none
 */
record RecordedRun(History history, long run, int begins, int ends, JsonNode line, long base) {

    /** All of them, in order; what failed or died left nothing behind that could differ. */
    static List<RecordedRun> of(History history) {
        List<JsonNode> lines = history.lines();
        List<RecordedRun> found = new ArrayList<>();
        Map<Long, Integer> firstLines = new HashMap<>();
        long current = 0;
        for (int index = 0; index < lines.size(); index++) {
            JsonNode line = lines.get(index);
            long run = line.path("run").asLong();
            int first = firstLines.merge(run, index, Math::min);
            String type = line.path("type").asString();
            boolean isLoad =
                    type.equals("load") && line.path("status").asString().equals("completed");
            if (isLoad || type.equals("rollback")) {
                found.add(new RecordedRun(history, run, first, index + 1, line, current));
            }
            current = line.path("release_number").asLong(current);
        }
        return found;
    }

    History before() {
        return history.first(begins);
    }

    History after() {
        return history.first(ends);
    }

    Optional<History.Release> release() {
        return isRollback()
                ? Optional.empty()
                : history.releases().stream()
                        .filter(release -> release.run() == run)
                        .findFirst();
    }

    boolean isRollback() {
        return line.path("type").asString().equals("rollback");
    }

    /** The release that a rollback made current. */
    long rolledBackTo() {
        return line.path("release_number").asLong();
    }

    /** What a rollback held, each with the word for it. */
    Map<String, String> heldByRollback() {
        Map<String, String> held = new TreeMap<>();
        line.path("held").forEach(sha256 -> held.put(sha256.asString(), "held"));
        return held;
    }

    /** SHA-256 of job files and code lists by path below their folder. */
    Map<String, String> jobFiles() {
        return History.map(line.path("job_files"));
    }

    /** What it brought, in the order received, each as what it became. */
    List<Received> arrivals() {
        Map<String, Received> known = new HashMap<>();
        after().deliveries().forEach(received -> known.put(received.delivery().sha256(), received));
        List<Received> found = new ArrayList<>();
        line.path("deliveries")
                .forEach(entry -> found.add(known.get(entry.path("sha256").asString())));
        return found;
    }

    /** What the ledger says of the content of what it brought. */
    Map<String, String> totals() {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode entry : line.path("deliveries")) {
            if (entry.has("control_totals")) {
                found.put(
                        entry.path("sha256").asString(),
                        entry.path("control_totals").toString());
            }
        }
        return found;
    }

    Optional<Decision> decision() {
        return after().decisions().stream()
                .filter(decision -> decision.run() == run && decision.verdict() != Verdict.HOLD)
                .findFirst();
    }

    List<LoadRequest.LateSource> late() {
        return after().late().stream()
                .filter(late -> late.run() == run)
                .map(History.Late::source)
                .toList();
    }
}
