/** Products made from a release: workbooks for people who get no warehouse. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "warehouse"})
package org.sumario.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
