package org.sumario.rows;

/** A file costs more than a limit allows; whoever opened it makes a refusal of it that names the file. */
public final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String limit;
    private final long value;

    /** @param limit the name of a component of {@link Limits} */
    public LimitExceeded(String limit, long value) {
        super(limit + " " + value);
        this.limit = Limits.name(limit);
        this.value = value;
    }

    public String limit() {
        return limit;
    }

    public long value() {
        return value;
    }
}
