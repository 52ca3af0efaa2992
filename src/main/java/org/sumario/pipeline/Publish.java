package org.sumario.pipeline;

import org.sumario.model.Delivery.State;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Manifest;

/** The release step: the ledger first, synced, then one rename. */
final class Publish {
    private final LoadState state;

    Publish(LoadState state) {
        this.state = state;
    }

    void run() {
        Record.appendLoad(state);
        Manifest built = state.built;
        if (built == null) {
            return;
        }
        state.progress.begins("release", 1);
        state.releases.keep(BuildStar.scratch(state), built);
        Record.appendRelease(state, built);
        state.releases.publish(built.releaseNumber());
        state.progress.advances("");
    }

    /** 3 when something this run brought needs a person, else 0. */
    static int exitCode(LoadState state) {
        for (Received received : state.deliveries) {
            if (received.isNew()) {
                State became = received.delivery().state();
                boolean waits = became == State.HELD || became == State.REJECTED || became == State.UNREADABLE;
                if (waits || (received.delivery().staging() != null && rejections(state, received) > 0)) {
                    return 3;
                }
            }
        }
        return 0;
    }

    private static long rejections(LoadState state, Received received) {
        return state.totals(java.util.Objects.requireNonNull(received.delivery().staging()))
                .rejections();
    }
}
