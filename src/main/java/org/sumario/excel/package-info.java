/** Workbooks of Excel, {@code .xlsx} and {@code .xls}, become rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"rows", "parts"})
package org.sumario.excel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
