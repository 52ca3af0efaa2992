package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.model.AcceptedFinding;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.pipeline.LoadRequest.LateSource;
import org.sumario.pipeline.LoadState.Opened;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ledger as understood line by line: what was received, what became of it, what was decided and released. */
public final class History {
    /**
     * A release with what it takes to build it again.
     *
     * @param jobFiles SHA-256 by path below the folder of job files
     * @param mappings mapping digest by source
     * @param changes what a changed mapping did to figures that were there before
     * @param program what made it; null where an earlier version did, which left no name
     */
    public record Release(
            Manifest manifest,
            Map<String, String> jobFiles,
            Map<String, String> mappings,
            List<FigureChange> changes,
            long run,
            @Nullable Program program) {}

    /** A source found late, and the run that noticed it. */
    record Late(LateSource source, long run) {}

    private final List<JsonNode> lines;
    private final Map<String, Received> deliveries = new LinkedHashMap<>();
    private final Map<String, Opened> containers = new TreeMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<Long, Release> releases = new TreeMap<>();
    private final Map<Long, Integer> lineOfRelease = new TreeMap<>();
    private final Map<Long, JsonNode> loads = new TreeMap<>();
    private final Set<Long> runs = new TreeSet<>();
    private final Set<String> pruned = new TreeSet<>();
    private final Map<String, AcceptedFinding> acceptedFindings = new TreeMap<>();
    private final List<Late> late = new ArrayList<>();
    private long current;

    private History(List<JsonNode> lines, Set<String> prunedLater) {
        this.lines = lines;
        pruned.addAll(prunedLater);
        for (int index = 0; index < lines.size(); index++) {
            JsonNode line = lines.get(index);
            if (line.has("run")) {
                runs.add(line.path("run").asLong());
            }
            switch (line.path("type").asString()) {
                case "load" -> load(line);
                case "failure" -> failure(line);
                case "decision" -> decisions.add(decision(line));
                case "release" -> release(line, index);
                case "rollback" -> rollback(line);
                case "finding" -> finding(line);
                case "prune" ->
                    line.path("archive")
                            .forEach(file -> pruned.add(file.path("sha256").asString()));
                default -> {
                    // A later version may write more.
                }
            }
        }
    }

    /**
     * Reads the ledger of a warehouse folder.
     *
     * @throws org.sumario.model.Refused {@code LEDGER_BROKEN} where it does not hold together
     */
    public static History of(Path warehouse) {
        return of(new Ledger(warehouse).lines());
    }

    /** Understands the lines of a ledger. */
    public static History of(List<JsonNode> lines) {
        return new History(lines, Set.of());
    }

    /** The history as it stood when a release was made. */
    History at(long releaseNumber) {
        return first(requireNonNull(lineOfRelease.get(releaseNumber)) + 1);
    }

    /** The history as it stood when it had so many lines. */
    History first(int count) {
        return new History(lines.subList(0, count), pruned);
    }

    List<JsonNode> lines() {
        return lines;
    }

    /** Every delivery in the order received, its staging not yet told. */
    List<Received> deliveries() {
        return new ArrayList<>(deliveries.values());
    }

    /** Every delivery as the record has it, in the order received. */
    public List<Delivery> received() {
        return deliveries.values().stream().map(Received::delivery).toList();
    }

    /** The container with this hash, where one was opened before; what is in it never changes. */
    Optional<Opened> container(String sha256) {
        return Optional.ofNullable(containers.get(sha256));
    }

    /** Whether a delivery with this hash was received before. */
    boolean isRecorded(String sha256) {
        return deliveries.containsKey(sha256);
    }

    /** SHA-256 of files that a person took out of the archive. */
    public Set<String> pruned() {
        return Set.copyOf(pruned);
    }

    /** Findings that people let stand. */
    public List<AcceptedFinding> acceptedFindings() {
        return List.copyOf(acceptedFindings.values());
    }

    /** What people decided and rollbacks held, in order; of several about one delivery the last one holds. */
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /** What people decided between two releases, whichever came first, and what holds still; what a rollback holds is no decision. */
    public List<Decision> decisionsBetween(long one, long other) {
        Instant after = releasedAt(Math.min(one, other));
        Instant until = releasedAt(Math.max(one, other));
        return decisions.stream()
                .filter(decision -> decision.verdict() != Verdict.HOLD)
                .filter(decision -> decision.decidedAt().isAfter(after)
                        && !decision.decidedAt().isAfter(until))
                .toList();
    }

    private Instant releasedAt(long releaseNumber) {
        return requireNonNull(releases.get(releaseNumber)).manifest().releasedAt();
    }

    /** Every release ever made, oldest first. */
    public List<Release> releases() {
        return List.copyOf(releases.values());
    }

    List<Manifest> manifests() {
        return releases.values().stream().map(Release::manifest).toList();
    }

    /** The publication date that a person gave when a delivery was loaded. */
    public Optional<LocalDate> publishedOption(String sha256) {
        return Optional.ofNullable(deliveries.get(sha256)).map(Received::publishedOption);
    }

    /** A release by its number, current or not. */
    public Optional<Release> release(long number) {
        return Optional.ofNullable(releases.get(number));
    }

    /** The release that readers should see. */
    public Optional<Release> current() {
        return release(current);
    }

    /** The lines of loads by run, also of those that failed. */
    Map<Long, JsonNode> loads() {
        return loads;
    }

    /** Numbers of all runs that left a line. */
    public Set<Long> runs() {
        return runs;
    }

    /** What changed mappings did to figures, in the releases below a number. */
    List<FigureChange> changesBefore(long releaseNumber) {
        return releases.values().stream()
                .filter(release -> release.manifest().releaseNumber() < releaseNumber)
                .flatMap(release -> release.changes().stream())
                .toList();
    }

    List<Late> late() {
        return List.copyOf(late);
    }

    private void load(JsonNode line) {
        long run = line.path("run").asLong();
        loads.put(run, line);
        for (JsonNode entry : line.path("deliveries")) {
            Received received = received(run, entry);
            deliveries.put(received.delivery().sha256(), received);
        }
        for (JsonNode entry : line.path("restated")) {
            deliveries.computeIfPresent(
                    entry.path("sha256").asString(),
                    (sha256, known) ->
                            known.restated(State.of(entry.path("state").asString()), reasons(entry)));
        }
        for (JsonNode entry : line.path("containers")) {
            Opened opened = opened(entry);
            containers.put(opened.sha256(), opened);
        }
        if (!line.path("status").asString().equals("completed")) {
            return; // What a load that failed wanted to tell is told by the next one.
        }
        for (JsonNode entry : line.path("late")) {
            late.add(new Late(
                    new LateSource(
                            entry.path("source_code").asString(),
                            Instant.parse(entry.path("expected_at").asString()),
                            Instant.parse(entry.path("due_at").asString())),
                    run));
        }
    }

    /** A load that recorded what it brought and then failed; the next one releases it. */
    private void failure(JsonNode line) {
        long run = line.path("run").asLong();
        if (loads.get(run) instanceof ObjectNode load) {
            ObjectNode ended = load.deepCopy();
            ended.set("status", line.path("status"));
            ended.set("exit_code", line.path("exit_code"));
            loads.put(run, ended);
        }
    }

    private static Received received(long run, JsonNode entry) {
        String source = entry.path("source_code").asString("");
        State state = State.of(entry.path("state").asString());
        Delivery.Reasons reasons = reasons(entry);
        Delivery delivery = new Delivery(
                entry.path("sha256").asString(),
                entry.path("file_name").asString(),
                source.isEmpty() ? null : source,
                state,
                reasons,
                Instant.parse(entry.path("received_at").asString()),
                run,
                null,
                null);
        return new Received(
                delivery, LoadState.date(entry.path("published_option").asString("")), false, state);
    }

    private static Opened opened(JsonNode entry) {
        List<Opened.Member> members = new ArrayList<>();
        for (JsonNode member : entry.path("members")) {
            members.add(new Opened.Member(
                    member.path("file_name").asString(), member.path("sha256").asString()));
        }
        return new Opened(
                entry.path("sha256").asString(),
                entry.path("file_name").asString(),
                members,
                texts(entry.path("not_spreadsheets")));
    }

    private static Delivery.Reasons reasons(JsonNode entry) {
        return new Delivery.Reasons(texts(entry.path("reasons")), texts(entry.path("reasons_es")));
    }

    private static Decision decision(JsonNode line) {
        return new Decision(
                line.path("sha256").asString(),
                Verdict.of(line.path("decision").asString()),
                line.path("reason").asString(),
                line.path("decided_by").asString(),
                Instant.parse(line.path("decided_at").asString()),
                line.path("run").asLong());
    }

    private void finding(JsonNode line) {
        String finding = line.path("finding").asString();
        if (line.path("state").asString().equals("accepted")) {
            acceptedFindings.put(
                    finding,
                    new AcceptedFinding(
                            finding,
                            line.path("reason").asString(),
                            line.path("decided_by").asString(),
                            Instant.parse(line.path("decided_at").asString()),
                            line.path("run").asLong()));
        } else {
            acceptedFindings.remove(finding);
        }
    }

    private void release(JsonNode line, int index) {
        long number = line.path("release_number").asLong();
        Manifest manifest = new Manifest(
                number,
                Instant.parse(line.path("released_at").asString()),
                line.path("figures_digest").asString(),
                line.path("record_digest").asString(),
                map(line.path("record_digests")),
                line.path("set_digest").asString(),
                line.path("ledger_sha256").asString(""),
                texts(line.path("vintages")));
        JsonNode load = loads.get(line.path("run").asLong());
        Map<String, String> jobFiles = load == null ? Map.of() : map(load.path("job_files"));
        List<FigureChange> changes = new ArrayList<>();
        for (JsonNode change : line.path("mapping_changes")) {
            changes.add(new FigureChange(
                    number,
                    change.path("source_code").asString(),
                    change.path("vintage_code").asString(),
                    change.path("dimension").asString(),
                    change.path("member_code").asString(),
                    change.path("measure").asString("complaint_count"),
                    change.path("before_count").asLong(),
                    change.path("after_count").asLong()));
        }
        JsonNode program = line.path("program");
        releases.put(
                number,
                new Release(
                        manifest,
                        jobFiles,
                        map(line.path("mappings")),
                        changes,
                        line.path("run").asLong(),
                        program.isObject()
                                ? new Program(
                                        program.path("version").asString(),
                                        program.path("sql_digest").asString())
                                : null));
        lineOfRelease.put(number, index);
        current = number;
    }

    /** The states and decisions of the release return; what came after it is held until it is decided again. */
    private void rollback(JsonNode line) {
        long number = line.path("release_number").asLong();
        History then = at(number);
        decisions.clear();
        decisions.addAll(then.decisions);
        deliveries.replaceAll((sha256, now) -> then.deliveries.getOrDefault(sha256, now));
        for (JsonNode held : line.path("held")) {
            Decision hold = new Decision(
                    held.asString(),
                    Verdict.HOLD,
                    line.path("reason").asString(),
                    line.path("decided_by").asString(),
                    Instant.parse(line.path("decided_at").asString()),
                    line.path("run").asLong());
            decisions.add(hold);
            deliveries.computeIfPresent(
                    hold.sha256(),
                    (sha256, known) -> known.restated(State.HELD, Delivery.Reasons.of(List.of(hold.asReason()))));
        }
        current = number;
    }

    private static List<String> texts(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(text -> found.add(text.asString()));
        return List.copyOf(found);
    }

    static Map<String, String> map(JsonNode object) {
        Map<String, String> found = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        found.put(property.getKey(), property.getValue().asString()));
        return found;
    }
}
