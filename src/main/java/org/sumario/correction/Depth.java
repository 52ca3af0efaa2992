package org.sumario.correction;

/** How many elements are open where a piece stands. */
final class Depth {
    private int elements;

    int elements() {
        return elements;
    }

    /** Takes the piece that was just read. */
    void follow(Markup markup) {
        if (markup.kind() == Markup.Kind.START) {
            elements++;
        } else if (markup.kind() == Markup.Kind.END) {
            elements--;
        }
    }
}
