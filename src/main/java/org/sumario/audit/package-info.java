/** Verify, replay, trace, proof: asks the rooms to do it again and compares. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"model", "jobs", "rows", "input", "normalise", "archive", "warehouse", "pipeline"})
package org.sumario.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
