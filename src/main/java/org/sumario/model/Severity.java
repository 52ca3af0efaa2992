package org.sumario.model;

/** How much a finding matters: information, a warning, an error (something was left out), or blocking (a delivery is held). */
public enum Severity {
    INFO,
    WARNING,
    ERROR,
    BLOCKING
}
