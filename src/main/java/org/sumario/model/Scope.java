package org.sumario.model;

import org.jspecify.annotations.Nullable;

/**
 * The part of a source that a vintage states completely: one code for all of it, or the code of a dimension, as where a report covers one
 * region.
 *
 * @param code the only scope, such as {@code all}; null where a dimension tells it
 * @param dimension {@code fiscal_district} or {@code region}; null where there is only one scope
 */
public record Scope(@Nullable String code, @Nullable String dimension) {

    public static Scope of(String code) {
        return new Scope(code, null);
    }

    /** An observation belongs to the scope that its label of a dimension means. */
    public static Scope by(String dimension) {
        return new Scope(null, dimension);
    }
}
