package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.Refused;
import org.sumario.model.SourceDescription;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.StagingTotals;

/** What the steps of one run hand to each other. All of it can be made again from the record. */
final class LoadState {
    final LoadRequest request;
    final Progress progress;
    final Clock clock;
    final Instant startedAt;
    final long run;
    final Archive archive;
    final Ledger ledger;
    final Releases releases;
    final List<JobDefinition> jobs;

    /** Everything received so far, and, after the receive step, what this run brings. */
    List<Received> deliveries = new ArrayList<>();

    private final Map<Path, ControlTotals> totals = new ConcurrentHashMap<>();

    final List<String> notSpreadsheets = new ArrayList<>();

    @Nullable
    Manifest built;

    /** What was released when the run began. */
    final @Nullable Manifest before;

    /**
     * A delivery with what the record keeps beside it.
     *
     * @param publishedOption the publication date a person gave when it was loaded
     * @param isNew whether this run brought it
     */
    record Received(Delivery delivery, @Nullable LocalDate publishedOption, boolean isNew) {
        Received with(Delivery changed) {
            return new Received(changed, publishedOption, isNew);
        }
    }

    LoadState(LoadRequest request, Progress progress, Clock clock, long run, List<JobDefinition> jobs) {
        this.request = request;
        this.progress = progress;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.run = run;
        this.jobs = jobs;
        archive = new Archive(request.warehouse());
        ledger = new Ledger(request.warehouse());
        releases = new Releases(request.warehouse());
        before = releases.current().orElse(null);
    }

    List<Delivery> allDeliveries() {
        return deliveries.stream().map(Received::delivery).toList();
    }

    /** Ends the run where it may safely end. */
    void stopIfWanted() {
        if (progress.wantsToStop()) {
            throw new Refused("LOAD_STOPPED");
        }
    }

    /** Control totals of a staged delivery, read from its staging once. */
    ControlTotals totals(Path staging) {
        return totals.computeIfAbsent(staging, StagingTotals::of);
    }

    JobDefinition job(String sourceCode) {
        return findJob(sourceCode).orElseThrow(() -> new Refused("SOURCE_JOB_MISSING", sourceCode));
    }

    Optional<JobDefinition> findJob(String sourceCode) {
        return jobs.stream().filter(job -> job.sourceCode().equals(sourceCode)).findFirst();
    }

    List<SourceDescription> sources() {
        return jobs.stream().map(Sources::describe).toList();
    }

    /** The staging folder of a delivery under today's mapping. */
    Path stagingFolder(String sha256, JobDefinition job, @Nullable LocalDate publishedOption) {
        String option = publishedOption == null ? "" : "-" + publishedOption;
        return request.warehouse()
                .resolve("staging")
                .resolve(sha256 + "-" + job.mappingDigest().substring(0, 12) + option + "-v1")
                .toAbsolutePath();
    }

    /** The publication date that a person gave, where the ledger kept one. */
    static @Nullable LocalDate date(@Nullable String text) {
        return text == null || text.isEmpty() ? null : LocalDate.parse(text);
    }
}
