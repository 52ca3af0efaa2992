package org.sumario.scheduler;

import org.sumario.model.Reason;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest.Trigger;

/** Hears what the scheduler does, for the log. */
public interface Journal {
    void tell(Reason reason);

    /** A load completed. */
    void loaded(Trigger trigger, LoadReport report);
}
