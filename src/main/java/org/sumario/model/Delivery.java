package org.sumario.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file as received.
 *
 * @param sourceCode null where no source could be told
 * @param reasons why it is held or unreadable; empty otherwise
 * @param loadNumber the run that brought it
 * @param staging its staging folder, null where it has none
 */
public record Delivery(
        String sha256,
        String fileName,
        @Nullable String sourceCode,
        State state,
        List<String> reasons,
        List<String> reasonsInSpanish,
        Instant receivedAt,
        long loadNumber,
        @Nullable Path staging) {

    /** What became of a delivery; see the semantics of deliveries. */
    public enum State {
        ARRIVAL,
        ACCEPTED,
        DUPLICATE,
        CONFIRMING,
        HELD,
        REJECTED,
        UNREADABLE;

        /** The word in relations, the ledger and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The first eight digits of the hash, by which people name a delivery. */
    public String shortName() {
        return sha256.substring(0, 8);
    }

    public Delivery as(State newState, List<String> newReasons, List<String> newReasonsInSpanish) {
        return new Delivery(
                sha256,
                fileName,
                sourceCode,
                newState,
                newReasons,
                newReasonsInSpanish,
                receivedAt,
                loadNumber,
                staging);
    }
}
