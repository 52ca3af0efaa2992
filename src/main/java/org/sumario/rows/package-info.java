/** A sheet's rows and cells with their addresses and raw values, whatever the format; what a file may cost at most. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model"})
package org.sumario.rows;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
