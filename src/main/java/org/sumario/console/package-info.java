/** The web pages and the HTTP interface, on this machine alone; so far health and metrics of the scheduler. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "warehouse", "pipeline", "scheduler"})
package org.sumario.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
