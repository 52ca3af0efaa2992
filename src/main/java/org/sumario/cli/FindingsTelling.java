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
    private static final String COUNTS = "select count(*) filter (first_seen_run = ?), count(*) filter (state = 'open')"
            + " from published.finding where is_last_seen and severity <> 'info'";

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
            List<@Nullable Object> counts = register.rows(COUNTS, report.run()).get(0);
            Set<Object> before = openBefore(warehouse, report, history);
            Set<Object> fixed = before.isEmpty() ? new HashSet<>() : named(register, " and state = 'fixed'");
            fixed.retainAll(before);
            long found = (Long) Objects.requireNonNull(counts.get(0));
            long open = (Long) Objects.requireNonNull(counts.get(1));
            if (found + open + fixed.size() > 0) {
                said.accept(Reason.of(
                        "LOAD_FINDINGS",
                        LoadTelling.grouped(found),
                        LoadTelling.grouped((long) fixed.size()),
                        LoadTelling.grouped(open)));
            }
            if (!report.mapping().sources().isEmpty()) {
                tellMended(before, register);
            }
        } catch (Refused refused) {
            // The load is done, whatever can be told of it.
            said.accept(refused.reason());
        }
    }

    /** What nobody finds any more, since a code list or job file was mended. */
    private void tellMended(Set<Object> before, ReleasedWarehouse register) throws IOException {
        Set<Object> ended = new HashSet<>(before);
        ended.removeAll(named(register, ""));
        if (!ended.isEmpty()) {
            said.accept(Reason.of("LOAD_FINDINGS_MENDED", LoadTelling.grouped((long) ended.size())));
        }
    }

    /** What was open or accepted in the release before the one that this run made; nothing where it made none. */
    private static Set<Object> openBefore(Path warehouse, LoadReport report, History history) throws IOException {
        long number = report.release() == null ? 0 : report.release().manifest().releaseNumber();
        boolean isOfRun = history.release(number)
                .filter(release -> release.run() == report.run())
                .isPresent();
        Path before = new Releases(warehouse).file(number - 1);
        if (!isOfRun || !Files.exists(before)) {
            return Set.of();
        }
        try (ReleasedWarehouse released = FindingRegister.ofRelease(before)) {
            return named(released, " and state in ('open', 'accepted')");
        }
    }

    private static Set<Object> named(ReleasedWarehouse findings, String condition) throws IOException {
        Set<Object> named = new HashSet<>();
        findings.rows(NAMED + condition).forEach(row -> named.add(row.get(0)));
        return named;
    }
}
