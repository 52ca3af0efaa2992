package org.sumario.rows;

/** Counts the texts that are held of a file besides its cells: names of sheets, properties, ways to show a number. */
public final class HeldTexts {
    /** What a text takes besides its characters, roughly. */
    private static final int OVERHEAD_BYTES = 64;

    private final Limits limits;
    private long bytes;

    public HeldTexts(Limits limits) {
        this.limits = limits;
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
