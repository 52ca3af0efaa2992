package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.sumario.model.Delivery.State;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseBuilder.Built;

/** The release step: the ledger first, synced, then one rename. */
final class Publish {
    private final LoadState state;

    Publish(LoadState state) {
        this.state = state;
    }

    void run() {
        if (state.decision != null) {
            Record.appendDecision(state, state.decision);
        }
        Record.appendLoad(state, exitCode(state));
        Built built = state.built;
        if (built == null) {
            return;
        }
        state.progress.begins("release", 1);
        Manifest manifest = built.manifest();
        state.releases.keep(BuildStar.scratch(state), manifest);
        if (!state.isRebuilt) {
            Record.appendRelease(state, built);
        }
        state.releases.publish(manifest.releaseNumber());
        state.isShown = true;
        List<Long> forgotten = state.releases.forgetOldFiles(
                Stream.concat(state.history.manifests().stream(), Stream.of(manifest))
                        .map(Manifest::releaseNumber)
                        .distinct()
                        .toList(),
                manifest.releaseNumber());
        if (!forgotten.isEmpty()) {
            Record.appendPrune(state, forgotten);
        }
        Plans.forget(
                state.request.warehouse(),
                state.history
                        .current()
                        .map(release -> release.manifest().releaseNumber())
                        .orElse(0L));
        state.progress.advances("");
    }

    /** 3 when something this run brought, or set free, needs a person; else 0. */
    static int exitCode(LoadState state) {
        for (Received received : state.deliveries) {
            State became = received.delivery().state();
            boolean isHeldNow = received.isTouched() && became == State.HELD;
            boolean isBadArrival = received.isNew()
                    && (became == State.REJECTED || became == State.UNREADABLE || hasRejections(state, received));
            if (isHeldNow || isBadArrival) {
                return 3;
            }
        }
        return 0;
    }

    private static boolean hasRejections(LoadState state, Received received) {
        return received.delivery().staging() != null
                && state.totals(requireNonNull(received.delivery().staging())).rejections() > 0;
    }
}
