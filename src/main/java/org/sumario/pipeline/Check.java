package org.sumario.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.sumario.model.Delivery;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Guards;

/** The check step: guards decide what becomes of the deliveries that arrived. */
final class Check {
    private final LoadState state;

    Check(LoadState state) {
        this.state = state;
    }

    void run() {
        state.progress.begins("check", 1);
        List<Delivery> judged = Guards.judge(state.sources(), state.allDeliveries());
        List<Received> changed = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            changed.add(state.deliveries.get(i).with(judged.get(i)));
        }
        state.deliveries = changed;
        state.progress.advances("");
    }
}
