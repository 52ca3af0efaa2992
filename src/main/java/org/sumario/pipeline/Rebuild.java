package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Refused;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseBuilder.Built;

/** Builds the file of an earlier release again, from the record alone: its deliveries and decisions, and the job files of its time. */
final class Rebuild {
    private Rebuild() {}

    /**
     * Puts the file back into {@code releases/}.
     *
     * @throws Refused {@code REBUILD_DIFFERS_REFUSED} when the figures are not those that the ledger names
     */
    static void run(LoadRequest request, long releaseNumber, History history, Progress progress, Clock clock) {
        History.Release release = history.release(releaseNumber).orElseThrow();
        Path jobs = request.warehouse().resolve("work").resolve("jobs");
        List<JobDefinition> used = UsedJobFiles.load(request.warehouse(), release, jobs);
        LoadRequest asThen = new LoadRequest(request.input(), request.warehouse(), jobs, request.files(), null, null)
                .within(request.limits());
        LoadState state = new LoadState(asThen, progress, clock, 0, used, history.at(releaseNumber), null).recall();
        ReadDelivery reading = new ReadDelivery(state);
        reading.wanted().forEach(reading::run);
        new ApplyRules(state).run();
        Manifest known = release.manifest();
        Built built = new BuildStar(state).again(state.wanted(), known, history.changesBefore(releaseNumber + 1));
        if (!built.manifest().figuresDigest().equals(known.figuresDigest())) {
            throw new Refused(
                    "REBUILD_DIFFERS_REFUSED",
                    releaseNumber,
                    known.figuresDigest(),
                    built.manifest().figuresDigest());
        }
        state.releases.keep(BuildStar.scratch(state), known);
    }
}
