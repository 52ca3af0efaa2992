package org.sumario.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct raw values of one delivery; rows carry their codes. Code 0 is blank. */
public final class Dictionary {
    private final Map<RawValue, Integer> codes = new HashMap<>();
    private final List<RawValue> values = new ArrayList<>();

    public Dictionary() {
        codeOf(RawValue.BLANK);
    }

    /** The code of a value, given on first sight. */
    public int codeOf(RawValue value) {
        Integer known = codes.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    public RawValue value(int code) {
        return values.get(code);
    }

    public int size() {
        return values.size();
    }
}
