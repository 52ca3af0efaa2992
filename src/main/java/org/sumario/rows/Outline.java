package org.sumario.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a file holds besides its cells, within limits: its sheets and its properties, and whatever else a format needs of it. */
public final class Outline {
    /** What a text takes besides its characters, roughly. */
    private static final int OVERHEAD_BYTES = 64;

    private final Limits limits;
    private final List<Sheet> sheets = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();
    private long bytes;

    public Outline(Limits limits) {
        this.limits = limits;
    }

    /** A sheet's name, and whether a person who opens the file does not see it. */
    public record Sheet(String name, boolean hidden) {}

    /** The sheets in the file's order. */
    public List<Sheet> sheets() {
        return List.copyOf(sheets);
    }

    /** Custom and core properties by name. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** @throws LimitExceeded when there are more than a file may have, or its name is too long */
    public void addSheet(String name, boolean hidden) {
        if (sheets.size() == limits.sheets()) {
            throw new LimitExceeded("sheets", limits.sheets());
        }
        sheets.add(new Sheet(hold(name), hidden));
    }

    public void addProperty(String name, String value) {
        properties.put(hold(name), hold(value));
    }

    /**
     * A text that will be held.
     *
     * @throws LimitExceeded when it is longer than a cell may be, or all are more than may be held
     */
    public String hold(String text) {
        if (text.length() > limits.cellLength()) {
            throw new LimitExceeded("cellLength", limits.cellLength());
        }
        bytes += OVERHEAD_BYTES + (long) text.length() * Character.BYTES;
        if (bytes > limits.textBytes()) {
            throw new LimitExceeded("textBytes", limits.textBytes());
        }
        return text;
    }
}
