/** Delimited text becomes rows; its encoding and delimiter are found from its content. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "rows"})
package org.sumario.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
