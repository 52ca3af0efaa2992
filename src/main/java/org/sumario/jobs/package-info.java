/** Job files and code lists on disk become job definitions; a bad file is refused with its line. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model"})
package org.sumario.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
