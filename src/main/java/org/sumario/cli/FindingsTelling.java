package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.History;
import org.sumario.pipeline.LoadReport;
import org.sumario.warehouse.FindingRegister;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;

/** Tells how many findings a load brought and closed. What is only information is not counted. */
final class FindingsTelling {
    private static final String COUNTS =
            "select count(*) filter (first_seen_run = ?), count(*) filter (state = 'fixed' and closed_run = ?),"
                    + " count(*) filter (state = 'open') from published.finding where is_last_seen and severity <> 'info'";

    private static final String NAMED =
            "select finding from published.finding where is_last_seen and severity <> 'info'";

    private final SumarioCommand sumario;
    private final Consumer<Reason> said;

    /** @param said where sentences go */
    FindingsTelling(SumarioCommand sumario, Consumer<Reason> said) {
        this.sumario = sumario;
        this.said = said;
    }

    void tell(LoadReport report) throws IOException {
        Path warehouse = sumario.settings().warehouse();
        History history = History.of(warehouse);
        if (!Files.exists(ReleasedWarehouse.currentFile(warehouse))) {
            return;
        }
        try (ReleasedWarehouse register =
                FindingRegister.open(warehouse, history.received(), history.acceptedFindings())) {
            tellCounts(register.rows(COUNTS, report.run(), report.run()).get(0));
            tellMended(report, register);
        } catch (Refused refused) {
            // The load is done, whatever can be told of it.
            said.accept(refused.reason());
        }
    }

    private void tellCounts(List<@Nullable Object> counts) {
        if (counts.stream().anyMatch(count -> !Objects.equals(count, 0L))) {
            said.accept(Reason.of(
                    "LOAD_FINDINGS",
                    counts.stream()
                            .map(count -> LoadTelling.grouped((Long) count))
                            .toArray()));
        }
    }

    /** What the release before had and nobody finds any more, since a code list or job file was mended. */
    private void tellMended(LoadReport report, ReleasedWarehouse register) throws IOException {
        if (report.mapping().sources().isEmpty() || report.release() == null) {
            return;
        }
        Path before = new Releases(sumario.settings().warehouse())
                .file(report.release().manifest().releaseNumber() - 1);
        if (!Files.exists(before)) {
            return;
        }
        Set<Object> ended = new HashSet<>();
        try (ReleasedWarehouse released = FindingRegister.ofRelease(before)) {
            released.rows(NAMED + " and state in ('open', 'accepted')").forEach(row -> ended.add(row.get(0)));
        }
        register.rows(NAMED).forEach(row -> ended.remove(row.get(0)));
        if (!ended.isEmpty()) {
            said.accept(Reason.of("LOAD_FINDINGS_MENDED", LoadTelling.grouped((long) ended.size())));
        }
    }
}
