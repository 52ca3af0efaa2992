package org.sumario.pipeline;

import java.nio.file.Path;
import org.sumario.model.Reason;

/** Hears how far a load has come, and may ask it to stop. */
public interface Progress {
    /** Hears nothing. */
    Progress UNHEARD = new Progress() {
        @Override
        public void begins(String step, int pieces) {
            // Nobody looks.
        }

        @Override
        public void advances(String piece) {
            // Nobody looks.
        }
    };

    /** A step of the load begins, with so many pieces of work. */
    void begins(String step, int pieces);

    /** One piece of the step is done; may be called from several threads. */
    void advances(String piece);

    /** Something that a person should know besides the result, such as where the report lies. */
    default void tells(Reason news) {}

    /**
     * Asked before every step and every delivery. Once true, the load ends there with {@code LOAD_STOPPED} and nothing is released;
     * the next load does it again.
     */
    default boolean wantsToStop() {
        return false;
    }

    /** Asked of every file of the inbox before it is read; one that may still be half copied is left for the next load. */
    default boolean isReady(Path file) {
        return true;
    }
}
