package org.sumario.settings;

import org.sumario.model.Refused;

/** A value and where a person gave it: an option, a variable, a line of the file. */
record Given(String origin, String value) {

    Refused bad(String allowed) {
        return new Refused("SETTINGS_VALUE_BAD", origin, value, allowed);
    }
}
