package org.sumario.scheduler;

import java.time.Clock;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Progress;

/** Runs one load to its end: {@link org.sumario.pipeline.Loads#run}. */
public interface Launcher {
    LoadReport run(LoadRequest request, Progress progress, Clock clock);
}
