/** When to launch what: each source's cron, the inbox, sources that are late; the loop behind {@code serve}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "jobs", "archive", "pipeline"})
package org.sumario.scheduler;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
