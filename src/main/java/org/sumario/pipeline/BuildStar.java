package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sumario.model.Reason;
import org.sumario.warehouse.EarlierReleases;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.PlannedRelease;
import org.sumario.warehouse.ReleaseBuilder;
import org.sumario.warehouse.ReleaseBuilder.Built;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.WantedRelease;

/** The star step: builds the wanted release beside the current one, where the wanted set differs from what is released. */
final class BuildStar {
    private final LoadState state;

    BuildStar(LoadState state) {
        this.state = state;
    }

    static Path scratch(LoadState state) {
        return state.scratch("release.duckdb");
    }

    void run() {
        WantedRelease wanted = state.wanted();
        Plan plan = state.plan;
        if (plan != null) {
            plan.require(wanted);
        }
        Optional<History.Release> same = state.history
                .current()
                .filter(release -> release.manifest().setDigest().equals(wanted.digest()));
        if (!wanted.hasStaging() || (same.isPresent() && state.isShown)) {
            return;
        }
        state.progress.begins("star", 1);
        if (same.isPresent()) {
            again(wanted, same.get());
        }
        if (state.built == null) {
            List<Manifest> earlier = state.history.manifests();
            long number =
                    earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).releaseNumber() + 1;
            EarlierReleases before = new EarlierReleases(
                    earlier,
                    state.ledger.examine().head(),
                    state.history.changesBefore(number),
                    state.isShown ? state.request.warehouse().resolve(Releases.CURRENT) : null,
                    state.remappedSources());
            state.built = planned(wanted, before.ledgerSha256())
                    .orElseGet(() -> build(wanted, number, state.clock.instant(), before));
        }
        state.progress.advances("");
    }

    /** The release that a plan built, where it is the one that would be built now. */
    private Optional<Built> planned(WantedRelease wanted, String ledgerSha256) {
        Plan plan = state.plan;
        if (plan == null || !plan.isBuiltFor(state.run, ledgerSha256)) {
            return Optional.empty();
        }
        Path scratch = prepare(state);
        try {
            Files.move(plan.release(), scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(PlannedRelease.take(scratch, state.clock.instant(), wanted, ledgerSha256));
    }

    /** Builds a release whose file was lost from the same set: it must be the same to the digit. */
    private void again(WantedRelease wanted, History.Release lost) {
        Built built = again(
                wanted,
                lost.manifest(),
                state.history.changesBefore(lost.manifest().releaseNumber() + 1));
        if (built.manifest().figuresDigest().equals(lost.manifest().figuresDigest())) {
            state.built = new Built(lost.manifest(), List.of());
            state.isRebuilt = true;
            state.notices.add(Reason.of("RELEASE_REBUILT", lost.manifest().releaseNumber()));
        } else {
            state.notices.add(Reason.of(
                    "REBUILD_DIFFERS",
                    lost.manifest().releaseNumber(),
                    lost.manifest().figuresDigest(),
                    built.manifest().figuresDigest()));
        }
    }

    /** Builds a known release from a set, under its number and date. */
    Built again(WantedRelease wanted, Manifest known, List<FigureChange> changes) {
        List<Manifest> earlier = state.history.manifests().stream()
                .filter(manifest -> manifest.releaseNumber() < known.releaseNumber())
                .toList();
        return build(
                wanted,
                known.releaseNumber(),
                known.releasedAt(),
                new EarlierReleases(earlier, known.ledgerSha256(), changes, null, Set.of()));
    }

    private Built build(WantedRelease wanted, long number, Instant releasedAt, EarlierReleases earlier) {
        return ReleaseBuilder.build(prepare(state), number, releasedAt, wanted, earlier);
    }

    /** Makes room for a file of its own. */
    private static Path prepare(LoadState state) {
        Path scratch = scratch(state);
        try {
            Files.createDirectories(scratch.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReleaseBuilder.clear(scratch);
        return scratch;
    }
}
