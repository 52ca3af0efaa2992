package org.sumario.model;

/** Something cannot be done for a reason that a person can act upon; never a program error. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public Refused(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Refused(String code, Object... arguments) {
        this(Reason.of(code, arguments));
    }

    public Reason reason() {
        return reason;
    }
}
