package org.sumario.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sumario.archive.Ledger;
import org.sumario.model.Decision;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.DeliveryContent.MeasureTotals;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Opened;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Program;
import org.sumario.warehouse.ReleaseBuilder.Built;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the lines of the ledger; {@link History} reads them. */
final class Record {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Record() {}

    /** Appends what a person decided, with how far a confirming delivery agrees. */
    static void appendDecision(LoadState state, Decision decision) {
        ObjectNode line = line("decision", state.run);
        line.put("sha256", decision.sha256());
        line.put("decision", decision.verdict().word());
        decidedBy(line, decision.decidedBy(), decision.decidedAt().toString(), decision.reason());
        for (Agreement year : state.agreements) {
            ObjectNode entry = line.withArray("agreement").addObject();
            entry.put("scope", year.scope());
            entry.put("year", year.year());
            entry.put("finest_grain", year.finestGrain());
            for (Agreement.Difference difference : year.differences()) {
                ObjectNode differs = entry.withArray("differences").addObject();
                differs.put("grain", difference.grain());
                differs.put("key", difference.key());
                differs.put("slice_count", difference.sliceCount());
                differs.put("whole_count", difference.wholeCount());
            }
        }
        state.ledger.append(line);
    }

    /** Appends the line of this run: why it ran, what arrived, what became of it and of others. */
    static void appendLoad(LoadState state, int exitCode) {
        ObjectNode line = loadLine(state, "completed");
        line.put("exit_code", exitCode);
        jobFiles(state).forEach(line.putObject("job_files")::put);
        for (Received received : state.deliveries) {
            if (received.isNew()) {
                append(state, line.withArray("deliveries").addObject(), received);
            } else if (received.isTouched()) {
                ObjectNode entry = line.withArray("restated").addObject();
                entry.put("sha256", received.delivery().sha256());
                entry.put("state", received.delivery().state().word());
                append(entry, received.delivery().reasons());
            }
        }
        state.opened.forEach(opened -> append(line.withArray("containers").addObject(), opened));
        state.ledger.append(line);
        state.isRecorded = true;
    }

    /** Appends that this run failed, was refused or was stopped, and why. */
    static void appendFailure(LoadState state, Refused failure) {
        String status = failure.reason().code().equals("LOAD_STOPPED") ? "stopped" : "failed";
        // One line per load: where it has one, what it brought stays, and only its end is told.
        ObjectNode line = state.isRecorded ? line("failure", state.run) : loadLine(state, status);
        line.put("status", status);
        line.put("exit_code", failure.reason().code().startsWith("DECIDE_") ? 2 : 1);
        line.put("reason", failure.reason().text(Locale.ENGLISH));
        state.ledger.append(line);
    }

    /** Appends that an earlier run was killed before it could leave a line. */
    static void appendDied(LoadState state, long died) {
        ObjectNode line = line("load", died);
        line.put("status", "died");
        line.put("noticed_by_run", state.run);
        state.ledger.append(line);
    }

    private static ObjectNode loadLine(LoadState state, String status) {
        ObjectNode line = line("load", state.run);
        line.put("started_at", state.startedAt.toString());
        line.put("duration_ms", state.clock.millis() - state.startedAt.toEpochMilli());
        line.put("status", status);
        appendTrigger(state.request, line);
        return line;
    }

    private static ObjectNode line(String type, long run) {
        ObjectNode line = JSON.createObjectNode();
        line.put("type", type);
        line.put("run", run);
        return line;
    }

    private static void decidedBy(ObjectNode line, String decidedBy, String decidedAt, String reason) {
        line.put("decided_by", decidedBy);
        line.put("decided_at", decidedAt);
        line.put("reason", reason);
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
        append(entry, delivery.reasons());
        entry.put("received_at", delivery.receivedAt().toString());
        if (received.publishedOption() != null) {
            entry.put("published_option", received.publishedOption().toString());
        }
        if (delivery.staging() != null) {
            entry.set("control_totals", controlTotals(state.totals(delivery.staging())));
        }
    }

    /** What a line says of what went in and where it went. */
    static ObjectNode controlTotals(ControlTotals totals) {
        ObjectNode control = JSON.createObjectNode();
        control.put("rows", totals.rows());
        control.put("observations", totals.observations());
        control.put("facts", totals.facts());
        control.put("rejections", totals.rejections());
        for (MeasureTotals measure : totals.measures()) {
            ObjectNode sums = control.withArray("measures").addObject();
            sums.put("measure", measure.name());
            sums.put("raw_sum", measure.rawSum().stripTrailingZeros().toPlainString());
            sums.put("fact_sum", measure.factSum().stripTrailingZeros().toPlainString());
            sums.put("rejected_sum", measure.rejectedSum().stripTrailingZeros().toPlainString());
            sums.put("left_out", measure.leftOut());
            sums.put("counts_not_numbers", measure.notNumbers());
        }
        return control;
    }

    private static void append(ObjectNode entry, Opened opened) {
        entry.put("sha256", opened.sha256());
        entry.put("file_name", opened.fileName());
        for (Opened.Member member : opened.members()) {
            ObjectNode one = entry.withArray("members").addObject();
            one.put("file_name", member.fileName());
            one.put("sha256", member.sha256());
        }
        opened.notSpreadsheets().forEach(entry.withArray("not_spreadsheets")::add);
    }

    private static void append(ObjectNode entry, Delivery.Reasons reasons) {
        reasons.english().forEach(entry.withArray("reasons")::add);
        reasons.spanish().forEach(entry.withArray("reasons_es")::add);
    }

    /** Appends the line of a release, synced before its rename: with it the release is made, and can be built again. */
    static void appendRelease(LoadState state, Built built) {
        Manifest manifest = built.manifest();
        ObjectNode line = line("release", state.run);
        line.put("release_number", manifest.releaseNumber());
        line.put("released_at", manifest.releasedAt().toString());
        line.put("figures_digest", manifest.figuresDigest());
        line.put("record_digest", manifest.recordDigest());
        manifest.recordDigests().forEach(line.putObject("record_digests")::put);
        line.put("set_digest", manifest.setDigest());
        line.put("ledger_sha256", manifest.ledgerSha256());
        manifest.vintages().forEach(line.putArray("vintages")::add);
        Program program = Program.running();
        line.putObject("program").put("version", program.version()).put("sql_digest", program.sqlDigest());
        state.jobs.forEach(job -> line.withObject("/mappings").put(job.sourceCode(), job.mappingDigest()));
        for (Delivery delivery : state.remapped()) {
            line.withObject("/mapped_again")
                    .put(delivery.sha256(), state.readAgain.contains(delivery.sha256()) ? "file" : "labels");
        }
        for (FigureChange change : built.changes()) {
            ObjectNode entry = line.withArray("mapping_changes").addObject();
            entry.put("source_code", change.sourceCode());
            entry.put("vintage_code", change.vintageCode());
            entry.put("dimension", change.dimension());
            entry.put("member_code", change.memberCode());
            entry.put("measure", change.measure());
            entry.put("before_count", change.beforeCount());
            entry.put("after_count", change.afterCount());
        }
        state.ledger.append(line);
    }

    /** Puts the job files and code lists of this run into the archive; answers their SHA-256 by path below their folder. */
    private static Map<String, String> jobFiles(LoadState state) {
        Map<String, String> hashes = new TreeMap<>();
        UsedJobFiles.paths(state.jobs).forEach((path, file) -> hashes.put(path, state.archive.restore(file)));
        return hashes;
    }

    /** Appends which old release files were removed. */
    static void appendPrune(LoadState state, List<Long> releases) {
        ObjectNode line = line("prune", state.run);
        releases.forEach(line.putArray("release_files")::add);
        state.ledger.append(line);
    }

    /** Appends which files a person took out of the archive. */
    static void appendArchivePrune(
            Ledger ledger, long run, List<Prune.Prunable> files, String reason, String by, String at) {
        ObjectNode line = line("prune", run);
        decidedBy(line, by, at, reason);
        for (Prune.Prunable file : files) {
            ObjectNode entry = line.withArray("archive").addObject();
            entry.put("sha256", file.sha256());
            entry.put("file_name", file.fileName());
            entry.put("state", file.state());
        }
        ledger.append(line);
    }

    /**
     * Appends that a person lets a finding stand, or takes that back.
     *
     * @param state {@code accepted} or {@code open}
     */
    static void appendFinding(
            Ledger ledger, long run, String finding, String state, String reason, String by, String at) {
        ObjectNode line = line("finding", run);
        line.put("finding", finding);
        line.put("state", state);
        decidedBy(line, by, at, reason);
        ledger.append(line);
    }

    /**
     * Appends that an earlier release is current again.
     *
     * @param held the deliveries that came after it, held until they are decided again
     */
    static void appendRollback(
            Ledger ledger, long run, long releaseNumber, List<String> held, String reason, String by, String at) {
        ObjectNode line = line("rollback", run);
        line.put("release_number", releaseNumber);
        decidedBy(line, by, at, reason);
        held.forEach(line.putArray("held")::add);
        ledger.append(line);
    }
}
