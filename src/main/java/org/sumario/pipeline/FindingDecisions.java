package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.AcceptedFinding;
import org.sumario.model.Refused;
import org.sumario.warehouse.FindingRegister;
import org.sumario.warehouse.ReleasedWarehouse;

/** Lets findings stand, each with a line in the ledger, and takes that back. Nothing is loaded; the next load releases their state. */
public final class FindingDecisions {
    private FindingDecisions() {}

    /**
     * Accepts open findings.
     *
     * @param digits first digits of what tells each finding again
     * @return what tells them again, in full
     * @throws Refused {@code FINDING_UNKNOWN}, {@code FINDING_AMBIGUOUS}, {@code FINDING_NOT_OPEN}, or {@code FINDING_BLOCKS} for one that
     *     holds its delivery, about which alone can be decided; nothing is written then
     */
    public static List<String> accept(Path warehouse, List<String> digits, String reason, String by, Clock clock) {
        return decide(warehouse, digits, "accepted", reason, by, clock);
    }

    /**
     * Opens accepted findings again.
     *
     * @return what tells them again, in full
     * @throws Refused as for {@link #accept}, {@code FINDING_NOT_ACCEPTED}
     */
    public static List<String> reopen(Path warehouse, List<String> digits, String reason, String by, Clock clock) {
        return decide(warehouse, digits, "open", reason, by, clock);
    }

    private static List<String> decide(
            Path warehouse, List<String> digits, String state, String reason, String by, Clock clock) {
        try (WarehouseLock lock = WarehouseLock.acquire(warehouse, clock)) {
            History history = History.of(warehouse);
            List<String> chosen = new ArrayList<>();
            try (ReleasedWarehouse register = open(warehouse, history)) {
                for (String one : digits) {
                    chosen.add(state.equals("accepted") ? openOne(register, one) : acceptedOne(history, one));
                }
            }
            Ledger ledger = new Ledger(warehouse);
            long run = Recovery.nextRun(warehouse, history);
            for (String finding : chosen) {
                Record.appendFinding(
                        ledger, run, finding, state, reason, by, clock.instant().toString());
            }
            return chosen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The register of a warehouse, as the ledger stands. */
    static ReleasedWarehouse open(Path warehouse, History history) {
        return FindingRegister.open(warehouse, history.received(), history.acceptedFindings());
    }

    private static String openOne(ReleasedWarehouse register, String digits) throws IOException {
        List<List<@Nullable Object>> found = register.rows(
                "select finding, state, severity, code from published.finding where is_last_seen and starts_with(finding, ?)"
                        + " order by finding",
                digits);
        Set<String> named = found.stream().map(row -> text(row, 0)).collect(Collectors.toSet());
        requireOne(named, digits);
        List<@Nullable Object> finding = found.get(0);
        if (text(finding, 2).equals("blocking")) {
            throw new Refused("FINDING_BLOCKS", text(finding, 0), text(finding, 3));
        }
        if (!text(finding, 1).equals("open")) {
            throw new Refused("FINDING_NOT_OPEN", text(finding, 0), text(finding, 1));
        }
        return text(finding, 0);
    }

    private static String acceptedOne(History history, String digits) {
        Set<String> named = history.acceptedFindings().stream()
                .map(AcceptedFinding::finding)
                .filter(finding -> finding.startsWith(digits))
                .collect(Collectors.toSet());
        if (named.isEmpty()) {
            throw new Refused("FINDING_NOT_ACCEPTED", digits);
        }
        requireOne(named, digits);
        return named.contains(digits) ? digits : named.iterator().next();
    }

    private static void requireOne(Set<String> named, String digits) {
        if (named.isEmpty()) {
            throw new Refused("FINDING_UNKNOWN", digits);
        }
        // One that reads like another ends with its number; named in full the other is meant alone, and comes first.
        if (named.size() > 1 && !named.contains(digits)) {
            throw new Refused(
                    "FINDING_AMBIGUOUS",
                    digits,
                    String.join(", ", named.stream().sorted().toList()));
        }
    }

    private static String text(List<@Nullable Object> row, int column) {
        return String.valueOf(row.get(column));
    }
}
