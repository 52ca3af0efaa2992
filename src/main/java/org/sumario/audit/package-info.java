/** Verify, replay, trace, proof: asks the rooms to do it again and compares. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "model",
            "jobs",
            "rows",
            "parts",
            "input",
            "normalise",
            "archive",
            "warehouse",
            "export",
            "pipeline"
        })
package org.sumario.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
