package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.archive.WarehouseLock;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.Labels;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.pipeline.PlanReport.Unmapped;
import org.sumario.pipeline.PlanReport.Verdict;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.StagedFindings;
import org.sumario.warehouse.StagingWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what a load would do, but for its last step, in a folder of its own: {@code plans/} of the warehouse. Nothing else there is written,
 * not the ledger, the archive, staging, releases or the run history.
 */
public final class Plans {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LoadState state;
    private final @Nullable Manifest base;

    private Plans(LoadState state) {
        this.state = state;
        base = state.history.current().map(History.Release::manifest).orElse(null);
    }

    /**
     * Plans a load.
     *
     * @param request what to load
     * @throws Refused for what a person can put right before there is anything to plan: a bad job file, a lock held by another, a released
     *     file that the next load has to put back first
     */
    public static PlanReport run(LoadRequest request, Progress progress, Clock clock) {
        List<JobDefinition> jobs = CheckedJobs.load(request.jobs());
        try (WarehouseLock lock = WarehouseLock.acquire(request.warehouse(), clock)) {
            History history = History.of(request.warehouse());
            Path made = Plan.folder(request.warehouse()).resolve("unfinished");
            Recovery.delete(made);
            long run = Recovery.nextRun(request.warehouse(), history);
            try {
                return new Plans(new LoadState(request, made, progress, clock, run, jobs, history)).run();
            } finally {
                Recovery.delete(made);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw Failures.of(e);
        }
    }

    /**
     * Deletes plans, since after a release none of them begins with what is current. Of those that this release overtook it leaves the
     * description, so that {@code load --plan} can say what moved.
     *
     * @param overtaken the release before, 0 where there was none
     */
    static void forget(Path warehouse, long overtaken) {
        Path plans = Plan.folder(warehouse);
        if (!Files.isDirectory(plans)) {
            return;
        }
        try (Stream<Path> folders = Files.list(plans)) {
            for (Path folder : folders.toList()) {
                if (Plan.isOf(folder, overtaken)) {
                    Recovery.delete(folder.resolve(Plan.RELEASE));
                    Recovery.delete(folder.resolve(Plan.STAGING));
                } else {
                    Recovery.delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlanReport run() {
        if (base != null) {
            if (!state.releases.shows(base)) {
                throw new Refused("PLAN_RELEASE_LOST", base.releaseNumber());
            }
            state.isShown = true;
            state.currentBefore = ReleaseFigures.of(current(), base).current();
        }
        state.recall();
        state.releases.requireSpace();
        Reason refusal = steps().orElse(null);
        Path release = state.built == null || refusal != null ? current() : BuildStar.scratch(state);
        StagedFindings found = findings();
        PlanReport told = new PlanReport(
                refusal == null && changesSomething() ? Plan.id(state) : null,
                verdict(refusal),
                refusal,
                base == null ? 0 : base.releaseNumber(),
                Loads.report(state, release),
                found.codes(),
                found.labels().stream().map(this::withNearest).toList(),
                differences(release));
        if (told.id() != null) {
            keep(told.id(), told);
        }
        return told;
    }

    /** The steps of a load but the last; answers why one refuses. */
    private Optional<Reason> steps() {
        try {
            new Receive(state).run();
            state.stopIfWanted();
            read();
            state.stopIfWanted();
            new Check(state).run();
            state.stopIfWanted();
            new BuildStar(state).run();
            return Optional.empty();
        } catch (Refused refused) {
            if (refused.reason().code().equals("LOAD_STOPPED")) {
                throw refused;
            }
            state.built = null;
            return Optional.of(refused.reason());
        }
    }

    /** Reads what has no staging, many at once. */
    private void read() {
        ReadDelivery reading = new ReadDelivery(state);
        List<Received> wanted = reading.wanted();
        state.progress.begins("read", wanted.size());
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Received received : wanted) {
                all.add(threads.submit(() -> {
                    state.stopIfWanted();
                    reading.attempt(received);
                    state.progress.advances(received.delivery().fileName());
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("LOAD_STOPPED");
        } finally {
            threads.shutdownNow();
        }
    }

    private Path current() {
        return state.request.warehouse().resolve(Releases.CURRENT);
    }

    private boolean changesSomething() {
        return state.built != null || state.deliveries.stream().anyMatch(Received::isTouched);
    }

    private Verdict verdict(@Nullable Reason refusal) {
        if (refusal != null) {
            return Verdict.REFUSED;
        }
        return Publish.exitCode(state) == 0 ? Verdict.READY : Verdict.NEEDS_DECISION;
    }

    private StagedFindings findings() {
        return StagedFindings.of(
                state.sources(),
                state.deliveries.stream()
                        .filter(Received::isNew)
                        .map(Received::delivery)
                        .filter(delivery -> delivery.staging() != null && StagingWriter.isWhole(delivery.staging()))
                        .toList());
    }

    private Unmapped withNearest(StagedFindings.UnmappedLabel label) {
        return new Unmapped(
                label.dimension(),
                label.codelist(),
                label.label(),
                label.cells(),
                label.example(),
                Labels.nearest(
                        requireNonNull(state.job(label.sourceCode()).codelists().get(label.codelist())),
                        label.label()));
    }

    private @Nullable ReleasedWarehouse differences(Path release) {
        if (base == null) {
            return state.built == null ? null : Differences.withNothing(release);
        }
        return Differences.betweenReleases(current(), release, List.of());
    }

    /** Puts it where a load finds it. What was copied of the inputs goes: they are where they were, and are looked at again. */
    private void keep(String id, PlanReport told) {
        Path folder = Plan.folder(state.request.warehouse()).resolve(id);
        Path built = BuildStar.scratch(state);
        Path release = state.made.resolve(Plan.RELEASE);
        try {
            Files.createDirectories(state.made);
            if (state.built != null) {
                Files.move(built, release);
            }
            Recovery.delete(state.made.resolve("archive"));
            Recovery.delete(state.made.resolve("work"));
            String sha256 = state.built == null ? "" : Archive.sha256(release);
            Plan.of(state, state.made, sha256).write(id, json(told));
            Recovery.delete(folder);
            Files.move(state.made, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a person is told, for programs. */
    private ObjectNode json(PlanReport told) {
        ObjectNode json = JSON.createObjectNode();
        json.put("planned_at", state.startedAt.toString());
        json.put("verdict", told.verdict().word());
        if (state.built != null) {
            json.put("figures_digest", state.built.manifest().figuresDigest());
        }
        for (Received received : state.deliveries) {
            if (received.isTouched()) {
                Delivery delivery = received.delivery();
                ObjectNode entry = json.withArray("deliveries").addObject();
                entry.put("sha256", delivery.sha256());
                entry.put("file_name", delivery.fileName());
                entry.put("source_code", delivery.sourceCode());
                entry.put("state", delivery.state().word());
                delivery.reasons().english().forEach(entry.withArray("reasons")::add);
                if (received.isNew() && delivery.staging() != null) {
                    entry.set("control_totals", Record.controlTotals(state.totals(delivery.staging())));
                }
            }
        }
        told.findings()
                .forEach(found -> json.withArray("findings")
                        .addObject()
                        .put("severity", found.severity())
                        .put("code", found.code())
                        .put("count", found.count())
                        .put("example", found.example())
                        .put("raw_text", found.rawText()));
        for (Unmapped label : told.labels()) {
            ObjectNode entry = json.withArray("unmapped_labels").addObject();
            entry.put("dimension", label.dimension());
            entry.put("codelist", label.codelist());
            entry.put("label", label.label());
            entry.put("cells", label.cells());
            entry.put("example", label.example());
            label.nearest().forEach(entry.withArray("nearest")::add);
        }
        state.jobs.forEach(job -> json.withObject("/mappings").put(job.sourceCode(), job.mappingDigest()));
        return json;
    }
}
