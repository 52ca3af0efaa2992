/** One class per command; the only room that prints. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "model",
            "settings",
            "jobs",
            "normalise",
            "rows",
            "input",
            "archive",
            "warehouse",
            "report",
            "export",
            "correction",
            "pipeline",
            "audit",
            "scheduler",
            "console"
        })
package org.sumario.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
