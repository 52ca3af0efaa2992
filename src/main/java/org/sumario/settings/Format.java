package org.sumario.settings;

/** How a result table is written to standard output. */
public enum Format {
    TABLE,
    CSV,
    JSON
}
