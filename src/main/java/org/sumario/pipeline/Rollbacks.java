package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Releases;

/** Makes an earlier release current again. */
public final class Rollbacks {
    private Rollbacks() {}

    /**
     * What a rollback did.
     *
     * @param held deliveries that came after the release and wait to be decided again
     * @param withdrawn decisions made after the release
     */
    public record Report(
            long run,
            Manifest release,
            List<Delivery> held,
            List<Decision> withdrawn,
            List<Reason> notices,
            Path releaseFile) {}

    /**
     * Makes a release current in one rename and holds what came after it. A release whose file is no longer kept is built again from the
     * record, with the job files of its time.
     *
     * @param language of the page that is written about it
     * @throws Refused {@code RELEASE_UNKNOWN}, {@code RELEASE_IS_CURRENT}, or {@code REBUILD_DIFFERS_REFUSED} where the release cannot be
     *     built again to the same digit
     */
    public static Report run(
            Path warehouse,
            long releaseNumber,
            String reason,
            String decidedBy,
            Locale language,
            Progress progress,
            Clock clock) {
        try (WarehouseLock lock = WarehouseLock.acquire(warehouse, clock)) {
            History history = History.of(warehouse);
            Manifest target = history.release(releaseNumber)
                    .map(History.Release::manifest)
                    .orElseThrow(() -> new Refused("RELEASE_UNKNOWN", releaseNumber));
            if (history.current()
                    .filter(release -> release.manifest().releaseNumber() == releaseNumber)
                    .isPresent()) {
                throw new Refused("RELEASE_IS_CURRENT", releaseNumber);
            }
            Recovery.clearWork(warehouse);
            LoadRequest request = new LoadRequest(warehouse, warehouse, warehouse, List.of(), null, null).in(language);
            LoadState state = new LoadState(
                    request, progress, clock, Recovery.nextRun(warehouse, history), List.of(), history, null);
            Recovery.run(state);
            if (!state.releases.holds(target)) {
                Rebuild.run(request, releaseNumber, history, progress, clock);
            }
            List<Delivery> held = cameAfter(history, history.at(releaseNumber));
            Record.appendRollback(
                    state.ledger,
                    state.run,
                    releaseNumber,
                    held.stream().map(Delivery::sha256).toList(),
                    reason,
                    decidedBy,
                    state.startedAt.toString());
            state.releases.publish(releaseNumber);
            Recovery.clearWork(warehouse);
            List<Decision> withdrawn = new ArrayList<>(history.decisions());
            withdrawn.removeAll(history.at(releaseNumber).decisions());
            withdrawn.removeIf(decision -> decision.verdict() == Verdict.HOLD);
            Report report =
                    new Report(state.run, target, held, withdrawn, state.notices, warehouse.resolve(Releases.CURRENT));
            Reports.write(state, report);
            return report;
        }
    }

    /** What is in the figures now and was not then, and whatever was not there at all: none of it may return by itself. */
    static List<Delivery> cameAfter(History now, History then) {
        Map<String, State> before =
                then.received().stream().collect(Collectors.toMap(Delivery::sha256, Delivery::state));
        Set<State> inFigures = Set.of(State.ACCEPTED, State.DUPLICATE);
        return now.received().stream()
                .filter(delivery -> delivery.state() != State.UNREADABLE)
                .filter(delivery -> {
                    State was = before.get(delivery.sha256());
                    return was == null || (inFigures.contains(delivery.state()) && !inFigures.contains(was));
                })
                .toList();
    }
}
