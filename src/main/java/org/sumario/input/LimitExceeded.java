package org.sumario.input;

/** A file costs more than a limit allows; {@link InputFile} makes a refusal of it that names the file. */
final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String limit;
    private final long value;

    /** @param limit the name of a component of {@link Limits} */
    LimitExceeded(String limit, long value) {
        super(limit + " " + value);
        this.limit = Limits.name(limit);
        this.value = value;
    }

    String limit() {
        return limit;
    }

    long value() {
        return value;
    }
}
