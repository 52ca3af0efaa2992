/** The workbook that goes back to whoever made it, with what is wrong marked in it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "rows", "parts", "input"})
package org.sumario.correction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
