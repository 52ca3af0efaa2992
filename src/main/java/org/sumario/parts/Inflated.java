package org.sumario.parts;

import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;

/** Counts what comes out of a file's packed members, of each and of all, and stops at the limits. */
public final class Inflated {
    private static final int RATIO_FROM_BYTES = 1 << 20;

    private final Limits limits;
    private long total;

    public Inflated(Limits limits) {
        this.limits = limits;
    }

    /**
     * Counts what a reading gave.
     *
     * @param read bytes that it gave
     * @param member bytes that came out of the member with them
     * @param packed bytes that the member takes in the file
     * @throws LimitExceeded when the member, all members, or how densely it was packed is beyond a limit
     */
    public void add(int read, long member, long packed) {
        total += read;
        if (member > limits.entryBytes()) {
            throw new LimitExceeded("entryBytes", limits.entryBytes());
        }
        if (isTooMuch()) {
            throw new LimitExceeded("totalBytes", limits.totalBytes());
        }
        if (member > RATIO_FROM_BYTES && member / limits.ratio() > packed) {
            throw new LimitExceeded("ratio", limits.ratio());
        }
    }

    /** Bytes of all members so far. */
    public long total() {
        return total;
    }

    /** Whether all members are beyond the limit, so that none of them may follow. */
    public boolean isTooMuch() {
        return total > limits.totalBytes();
    }
}
