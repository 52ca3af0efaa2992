/** A file is recognised by what it contains, in an archive or not, and opened; whatever is wrong with it becomes a refusal. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "rows", "parts", "excel", "ods", "csv"})
package org.sumario.input;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
