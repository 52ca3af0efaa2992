package org.sumario.pipeline;

/** Hears how far a load has come. */
public interface Progress {
    /** A step of the load begins, with so many pieces of work. */
    void begins(String step, int pieces);

    /** One piece of the step is done; may be called from several threads. */
    void advances(String piece);
}
