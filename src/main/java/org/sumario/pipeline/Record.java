package org.sumario.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Manifest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads deliveries from the ledger and writes a run's lines into it. */
final class Record {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Record() {}

    /** Every delivery the ledger knows, in the order received, under today's mapping. */
    static List<Received> deliveries(LoadState state) {
        Map<String, Received> known = new LinkedHashMap<>();
        for (JsonNode line : state.ledger.lines()) {
            if (line.path("type").asString().equals("load")) {
                for (JsonNode entry : line.path("deliveries")) {
                    Received received = received(state, line.path("run").asLong(), entry);
                    known.put(received.delivery().sha256(), received);
                }
            }
        }
        return new ArrayList<>(known.values());
    }

    private static Received received(LoadState state, long run, JsonNode entry) {
        String sha256 = entry.path("sha256").asString();
        String source =
                entry.hasNonNull("source_code") ? entry.path("source_code").asString() : null;
        Delivery.State became = Delivery.State.of(entry.path("state").asString());
        java.time.LocalDate option =
                LoadState.date(entry.path("published_option").asString(""));
        java.nio.file.Path staging = source == null || became == Delivery.State.UNREADABLE
                ? null
                : state.stagingFolder(sha256, state.job(source), option);
        return new Received(
                new Delivery(
                        sha256,
                        entry.path("file_name").asString(),
                        source,
                        became,
                        texts(entry.path("reasons")),
                        texts(entry.path("reasons_es")),
                        Instant.parse(entry.path("received_at").asString()),
                        run,
                        staging),
                option,
                false);
    }

    /** Appends the line of this run: what arrived, what became of it, which job files were used. */
    static void appendLoad(LoadState state) {
        ObjectNode line = JSON.createObjectNode();
        line.put("type", "load");
        line.put("run", state.run);
        line.put("started_at", state.startedAt.toString());
        line.put("duration_ms", state.clock.millis() - state.startedAt.toEpochMilli());
        line.put("status", "completed");
        appendTrigger(state.request, line);
        for (Received received : state.deliveries) {
            if (received.isNew()) {
                append(state, line.withArray("deliveries").addObject(), received);
            }
        }
        for (JobDefinition job : state.jobs) {
            for (java.nio.file.Path file : job.files()) {
                ObjectNode used = line.withArray("job_files").addObject();
                used.put("file_name", file.getFileName().toString());
                used.put("sha256", state.archive.store(file));
            }
        }
        state.ledger.append(line);
    }

    private static void appendTrigger(LoadRequest request, ObjectNode line) {
        LoadRequest.Trigger trigger = request.trigger();
        line.put("trigger", trigger.kind().word());
        if (trigger.sourceCode() != null) {
            line.put("scheduled_source", trigger.sourceCode());
        }
        if (trigger.scheduledFor() != null) {
            line.put("scheduled_for", trigger.scheduledFor().toString());
        }
        for (LoadRequest.LateSource late : request.late()) {
            ObjectNode entry = line.withArray("late").addObject();
            entry.put("source_code", late.sourceCode());
            entry.put("expected_at", late.expectedAt().toString());
            entry.put("due_at", late.dueAt().toString());
        }
    }

    private static void append(LoadState state, ObjectNode entry, Received received) {
        Delivery delivery = received.delivery();
        entry.put("sha256", delivery.sha256());
        entry.put("file_name", delivery.fileName());
        entry.put("source_code", delivery.sourceCode());
        entry.put("state", delivery.state().word());
        delivery.reasons().forEach(entry.withArray("reasons")::add);
        delivery.reasonsInSpanish().forEach(entry.withArray("reasons_es")::add);
        entry.put("received_at", delivery.receivedAt().toString());
        if (received.publishedOption() != null) {
            entry.put("published_option", received.publishedOption().toString());
        }
        if (delivery.staging() != null) {
            ControlTotals totals = state.totals(delivery.staging());
            ObjectNode control = entry.putObject("control_totals");
            control.put("rows", totals.rows());
            control.put("observations", totals.observations());
            control.put("facts", totals.facts());
            control.put("rejections", totals.rejections());
            control.put("raw_sum", totals.rawSum().stripTrailingZeros().toPlainString());
            control.put("fact_sum", totals.factSum().stripTrailingZeros().toPlainString());
            control.put(
                    "rejected_sum", totals.rejectedSum().stripTrailingZeros().toPlainString());
            control.put("counts_not_numbers", totals.countsNotNumbers());
        }
    }

    /** Appends the line of a release, synced before its rename. */
    static void appendRelease(LoadState state, Manifest manifest) {
        ObjectNode line = JSON.createObjectNode();
        line.put("type", "release");
        line.put("run", state.run);
        line.put("release_number", manifest.releaseNumber());
        line.put("released_at", manifest.releasedAt().toString());
        line.put("figures_digest", manifest.figuresDigest());
        line.put("record_digest", manifest.recordDigest());
        line.put("set_digest", manifest.setDigest());
        state.ledger.append(line);
    }

    private static List<String> texts(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(text -> found.add(text.asString()));
        return List.copyOf(found);
    }
}
