/** The Spring Batch job, its steps and its H2 job repository; nothing else. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "model",
            "settings",
            "jobs",
            "rows",
            "input",
            "normalise",
            "archive",
            "warehouse",
            "report"
        })
package org.sumario.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
