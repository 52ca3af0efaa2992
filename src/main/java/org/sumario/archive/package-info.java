/** The record: deliveries, job files and code lists by hash, the ledger, the lock. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model"})
package org.sumario.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
