/** The field's words as small records; imports no other room. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.sumario.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
