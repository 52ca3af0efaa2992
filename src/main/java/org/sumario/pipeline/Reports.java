package org.sumario.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.report.Account;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.Kind;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.Verdict;
import org.sumario.report.ChangedFigures;
import org.sumario.report.CurrentSeries;
import org.sumario.report.ReportFiles;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.Differences.Depth;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.StagedFindings;

/**
 * Writes what a run did beside its log, for people and for machines. The run is what it is without it: where the report cannot be written,
 * that is told and nothing else.
 */
final class Reports {
    private final LoadState state;
    private final Accounts accounts;

    private Reports(LoadState state) {
        this.state = state;
        accounts = new Accounts(state);
    }

    /** Writes the report of a run that ended. */
    static void write(LoadState state, LoadReport load) {
        Reports reports = new Reports(state);
        reports.write(() -> reports.of(load));
    }

    /** Writes the report of a run that released nothing. */
    static void write(LoadState state, Refused refused) {
        Reports reports = new Reports(state);
        reports.write(() -> reports.of(refused));
    }

    /** Writes the report of a rollback. */
    static void write(LoadState state, Rollbacks.Report rolled) {
        Reports reports = new Reports(state);
        reports.write(() -> reports.of(rolled));
    }

    /** Says what happened, from the files of the run. */
    private interface Telling {
        Account tell() throws IOException;
    }

    private void write(Telling telling) {
        Path folder = WarehouseFolder.run(state.request.warehouse(), state.run);
        try {
            Path page = ReportFiles.write(folder, telling.tell(), state.request.language());
            state.progress.tells(Reason.of("REPORT_WRITTEN", page));
        } catch (RuntimeException | IOException e) {
            state.progress.tells(Reason.of("REPORT_UNWRITTEN", folder.resolve(ReportFiles.PAGE), Failures.text(e)));
        }
    }

    private Account of(LoadReport load) throws IOException {
        Manifest before = before();
        Manifest after = load.release() == null ? null : load.release().manifest();
        Depth depth = before == null ? Depth.YEARS : Depth.TOTALS;
        try (ReleasedWarehouse opened = differences(before, load, depth)) {
            ChangedFigures differences = opened == null ? null : new ChangedFigures(opened, depth);
            Changes changes =
                    differences != null ? differences.changes() : hasOtherFigures(before, load) ? null : Changes.NONE;
            StagedFindings found = accounts.findings();
            return new Account(
                    Account.FORMAT,
                    state.decision == null ? Kind.LOAD : Kind.DECISION,
                    verdict(before, load),
                    null,
                    state.plan == null ? null : state.plan.id(),
                    state.run,
                    state.startedAt,
                    state.clock.instant(),
                    Accounts.release(before),
                    Accounts.release(after),
                    accounts.deliveries(),
                    accounts.waiting(),
                    state.notSpreadsheets,
                    Accounts.findings(found),
                    accounts.labels(found),
                    changes,
                    accounts.headlines(load, differences, changes),
                    Accounts.mapping(load.mapping()),
                    after == null ? List.of() : series(load.releaseFile(), changes),
                    List.of(),
                    Accounts.sentences(state.notices));
        }
    }

    private Account of(Refused refused) {
        // What was judged is not recorded: at the next load it arrives again.
        state.deliveries = state.deliveries.stream()
                .map(received -> received.isNew() && received.delivery().state() != State.UNREADABLE
                        ? received.with(received.delivery().as(State.ARRIVAL, Delivery.Reasons.NONE))
                        : received)
                .filter(received -> received.isNew() || !received.isTouched())
                .toList();
        StagedFindings found = accounts.findings();
        return new Account(
                Account.FORMAT,
                state.decision == null ? Kind.LOAD : Kind.DECISION,
                Verdict.REFUSED,
                Sentence.of(refused.reason()),
                state.plan == null ? null : state.plan.id(),
                state.run,
                state.startedAt,
                state.clock.instant(),
                Accounts.release(before()),
                Accounts.release(before()),
                accounts.deliveries(),
                accounts.waiting(),
                state.notSpreadsheets,
                Accounts.findings(found),
                accounts.labels(found),
                Changes.NONE,
                List.of(),
                Account.MappingChanges.NONE,
                List.of(),
                List.of(),
                Accounts.sentences(state.notices));
    }

    private Account of(Rollbacks.Report rolled) throws IOException {
        state.deliveries = rolled.held().stream()
                .map(delivery ->
                        new Received(delivery.as(State.HELD, Delivery.Reasons.NONE), null, false, delivery.state()))
                .toList();
        Manifest before = before();
        try (ReleasedWarehouse opened = before == null ? null : between(before, rolled.releaseFile(), Depth.TOTALS)) {
            Changes changes = opened == null ? null : new ChangedFigures(opened, Depth.TOTALS).changes();
            return new Account(
                    Account.FORMAT,
                    Kind.ROLLBACK,
                    Verdict.RELEASED,
                    null,
                    null,
                    state.run,
                    state.startedAt,
                    state.clock.instant(),
                    Accounts.release(before),
                    Accounts.release(rolled.release()),
                    accounts.deliveries(),
                    accounts.waiting(),
                    List.of(),
                    Account.Findings.NONE,
                    List.of(),
                    changes,
                    List.of(),
                    Account.MappingChanges.NONE,
                    series(rolled.releaseFile(), changes),
                    List.of(),
                    Accounts.sentences(rolled.notices()));
        }
    }

    private @Nullable Manifest before() {
        return state.history.current().map(History.Release::manifest).orElse(null);
    }

    private boolean hasReleased() {
        return state.built != null && !state.isRebuilt;
    }

    /** Whether readers see other figures now. */
    private boolean hasOtherFigures(@Nullable Manifest before, LoadReport load) {
        if (!hasReleased() || load.release() == null) {
            return false;
        }
        return before == null
                ? !load.release().current().isEmpty()
                : !before.figuresDigest().equals(load.release().manifest().figuresDigest());
    }

    private Verdict verdict(@Nullable Manifest before, LoadReport load) {
        if (load.exitCode() != 0) {
            return hasOtherFigures(before, load) ? Verdict.RELEASED_NEEDS_DECISION : Verdict.HELD;
        }
        return hasReleased() ? Verdict.RELEASED : Verdict.NOTHING_NEW;
    }

    /** The figures before and after; null where they are the same, or the release before has no file any more. */
    private @Nullable ReleasedWarehouse differences(@Nullable Manifest before, LoadReport load, Depth depth) {
        if (!hasOtherFigures(before, load)) {
            return null;
        }
        if (before == null) {
            return Differences.withNothing(load.releaseFile(), depth);
        }
        return between(before, load.releaseFile(), depth);
    }

    private @Nullable ReleasedWarehouse between(Manifest before, Path closing, Depth depth) {
        Path opening = state.releases.file(before.releaseNumber());
        return Files.isRegularFile(opening)
                ? Differences.betweenReleases(
                        opening, closing, Stream.ofNullable(state.decision).toList(), depth)
                : null;
    }

    private List<Account.Series> series(Path file, @Nullable Changes changes) throws IOException {
        try (ReleasedWarehouse release = ReleasedWarehouse.ofFile(file)) {
            return CurrentSeries.of(release, accounts.touched(), changes);
        }
    }
}
