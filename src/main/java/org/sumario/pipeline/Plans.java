package org.sumario.pipeline;

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
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.report.Account;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.Verdict;
import org.sumario.report.ChangedFigures;
import org.sumario.report.CurrentSeries;
import org.sumario.report.ReportFiles;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.Differences.Depth;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.StagedFindings;

/**
 * Does what a load would do, but for its last step, in a folder of its own: {@code plans/} of the warehouse. Nothing else there is written,
 * not the ledger, the archive, staging, releases or the run history.
 */
public final class Plans {
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
            } catch (IOException e) {
                throw new UncheckedIOException(e);
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

    private PlanReport run() throws IOException {
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
        ReleasedWarehouse differences = differences(release);
        try {
            LoadReport load = Loads.report(state, release);
            PlanReport told = new PlanReport(account(refusal, load, differences, release), refusal, load, differences);
            if (told.id() != null) {
                keep(told.id(), told.account());
            }
            return told;
        } catch (RuntimeException | IOException e) {
            if (differences != null) {
                differences.close();
            }
            throw e;
        }
    }

    private Account account(
            @Nullable Reason refusal, LoadReport load, @Nullable ReleasedWarehouse differences, Path release)
            throws IOException {
        Accounts accounts = new Accounts(state);
        ChangedFigures changed = differences == null ? null : new ChangedFigures(differences, Depth.CELLS);
        Changes changes = changed == null ? Changes.NONE : changed.changes();
        StagedFindings found = accounts.findings();
        Manifest after = state.built == null ? base : state.built.manifest();
        return new Account(
                Account.FORMAT,
                Account.Kind.PLAN,
                verdict(refusal),
                refusal == null ? null : Sentence.of(refusal),
                refusal == null && changesSomething() ? Plan.id(state) : null,
                state.run,
                state.startedAt,
                state.clock.instant(),
                Accounts.release(base),
                Accounts.release(after),
                accounts.deliveries(),
                accounts.waiting(),
                state.notSpreadsheets,
                Accounts.findings(found),
                accounts.labels(found),
                changes,
                accounts.headlines(load, changed, changes),
                Accounts.mapping(load.mapping()),
                series(release, accounts, changes),
                refusal == null && Files.exists(release) ? new HeldArrivals(state, release).ifAccepted() : List.of(),
                Accounts.sentences(state.notices));
    }

    private static List<Account.Series> series(Path release, Accounts accounts, Changes changes) throws IOException {
        if (!Files.exists(release)) {
            return List.of();
        }
        try (ReleasedWarehouse opened = ReleasedWarehouse.ofFile(release)) {
            return CurrentSeries.of(opened, accounts.touched(), changes);
        }
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

    private @Nullable ReleasedWarehouse differences(Path release) {
        if (base == null) {
            return state.built == null ? null : Differences.withNothing(release, Depth.CELLS);
        }
        return Differences.betweenReleases(current(), release, List.of());
    }

    /** Puts it where a load finds it. What was copied of the inputs goes: they are where they were, and are looked at again. */
    private void keep(String id, Account told) {
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
            Plan.of(state, state.made, sha256).write(ReportFiles.json(told));
            ReportFiles.writePage(state.made, told, state.request.language());
            Recovery.delete(folder);
            Files.move(state.made, folder, StandardCopyOption.ATOMIC_MOVE);
            state.progress.tells(Reason.of("REPORT_WRITTEN", folder.resolve(ReportFiles.PAGE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
