package org.sumario.correction;

import java.io.IOException;

/** The findings of one delivery, the most serious first, then in the order of the file. */
public interface Remarks {
    /** Takes them one by one. */
    interface Receiver {
        void take(Remark remark) throws IOException;
    }

    /** Gives all of them; can be asked again, and gives the same. */
    void each(Receiver receiver) throws IOException;

    /** Whether they say what is expected. */
    boolean hasExpected();

    /** Whether they say what is at stake. */
    boolean hasAtStake();
}
