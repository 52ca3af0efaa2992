/** Reads options, environment and configuration file into the settings records. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "rows"})
package org.sumario.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
