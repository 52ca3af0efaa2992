package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            "select finding, state from published.finding where is_last_seen and severity <> 'info'";

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
            Map<Object, Object> now = before.isEmpty() ? Map.of() : states(register, "");
            long fixed = before.stream()
                    .filter(finding -> "fixed".equals(now.get(finding)))
                    .count();
            long found = (Long) Objects.requireNonNull(counts.get(0));
            long open = (Long) Objects.requireNonNull(counts.get(1));
            if (found + open + fixed > 0) {
                said.accept(Reason.of(
                        "LOAD_FINDINGS",
                        LoadTelling.grouped(found),
                        LoadTelling.grouped(fixed),
                        LoadTelling.grouped(open)));
            }
            long ended =
                    before.stream().filter(finding -> !now.containsKey(finding)).count();
            // Nobody finds them any more, since a code list or job file was mended.
            if (ended > 0 && !report.mapping().sources().isEmpty()) {
                said.accept(Reason.of("LOAD_FINDINGS_MENDED", LoadTelling.grouped(ended)));
            }
        } catch (Refused refused) {
            // The load is done, whatever can be told of it.
            said.accept(refused.reason());
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
            return states(released, " and state in ('open', 'accepted')").keySet();
        }
    }

    /** The state of each finding. */
    private static Map<Object, Object> states(ReleasedWarehouse findings, String condition) throws IOException {
        Map<Object, Object> states = new HashMap<>();
        findings.rows(NAMED + condition)
                .forEach(row -> states.put(Objects.requireNonNull(row.get(0)), Objects.requireNonNull(row.get(1))));
        return states;
    }
}
