/** What a load did and what a plan would do, as a page for people and as JSON for machines. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "warehouse"})
package org.sumario.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
