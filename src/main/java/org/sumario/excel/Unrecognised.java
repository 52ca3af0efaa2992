package org.sumario.excel;

/** The fast reader met what it does not know for sure; the thorough one takes over. No fault of the file. */
final class Unrecognised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    Unrecognised(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
