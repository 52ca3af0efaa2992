/** Dictionaries and a job definition become codes, numbers, dates and periods; observations or rejections. */
@NullMarked
@ApplicationModule(allowedDependencies = {"model", "jobs", "rows", "input"})
package org.sumario.normalise;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
