package org.sumario.rows;

import java.io.IOException;
import org.sumario.model.Reason;

/** A file is damaged in a way that has a name; what else is wrong with one comes in a library's words. */
public final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** @param code of the words within the sentence that refuses the file, such as {@code BROKEN_CUT_OFF} */
    public Broken(String code, Object... arguments) {
        this.reason = Reason.of(code, arguments);
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return reason.toString();
    }
}
