/** DuckDB: staging files, the SQL files, guards, checks, digests, releases, queries. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model"})
package org.sumario.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
