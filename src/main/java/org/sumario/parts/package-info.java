/** The parts of a zipped file and the XML in them, read within limits and never made into paths. */
@NullMarked
@ApplicationModule(allowedDependencies = {"rows"})
package org.sumario.parts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
