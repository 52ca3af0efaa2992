package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobFiles;
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
        LoadRequest asThen = new LoadRequest(
                        request.input(),
                        request.warehouse(),
                        jobFiles(request.warehouse(), release),
                        request.files(),
                        null,
                        null)
                .within(request.limits());
        LoadState state = new LoadState(
                        asThen, progress, clock, 0, JobFiles.load(asThen.jobs()), history.at(releaseNumber), null)
                .recall();
        ReadDelivery reading = new ReadDelivery(state);
        reading.wanted().forEach(reading::run);
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

    /** Lays out the job files and code lists of a release, from the archive. */
    private static Path jobFiles(Path warehouse, History.Release release) {
        Archive archive = new Archive(warehouse);
        Path folder = warehouse.resolve("work").resolve("jobs");
        try {
            for (var file : release.jobFiles().entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(requireNonNull(target.getParent()));
                Files.copy(archive.find(file.getValue()), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
