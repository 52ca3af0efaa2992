/** OpenDocument spreadsheets become rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "rows", "parts"})
package org.sumario.ods;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
