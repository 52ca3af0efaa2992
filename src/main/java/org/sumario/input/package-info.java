/** A file becomes sheets, rows and cells with addresses and raw values, never what a cell means. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model"})
package org.sumario.input;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
