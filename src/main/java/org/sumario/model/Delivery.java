package org.sumario.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file as received.
 *
 * @param sourceCode null where no source could be told
 * @param reasons why it is held, rejected or unreadable; none otherwise
 * @param loadNumber the run that brought it
 * @param staging its staging folder, null where it has none
 * @param ruled the folder of what the rules of its source find in it, null where it has none or they have not been run
 */
public record Delivery(
        String sha256,
        String fileName,
        @Nullable String sourceCode,
        State state,
        Reasons reasons,
        Instant receivedAt,
        long loadNumber,
        @Nullable Path staging,
        @Nullable Path ruled) {

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

    /** Sentences that say why, in both languages and in the same order. */
    public record Reasons(List<String> english, List<String> spanish) {
        public static final Reasons NONE = new Reasons(List.of(), List.of());

        public static Reasons of(List<Reason> reasons) {
            return new Reasons(
                    reasons.stream().map(reason -> reason.text(Locale.ENGLISH)).toList(),
                    reasons.stream()
                            .map(reason -> reason.text(Locale.forLanguageTag("es")))
                            .toList());
        }

        public Reasons and(Reasons others) {
            List<String> bothEnglish = new ArrayList<>(english);
            bothEnglish.addAll(others.english);
            List<String> bothSpanish = new ArrayList<>(spanish);
            bothSpanish.addAll(others.spanish);
            return new Reasons(List.copyOf(bothEnglish), List.copyOf(bothSpanish));
        }

        public boolean isEmpty() {
            return english.isEmpty();
        }
    }

    /** The first eight digits of the hash, by which people name a delivery. */
    public String shortName() {
        return sha256.substring(0, 8);
    }

    public Delivery as(State newState, Reasons newReasons) {
        return new Delivery(sha256, fileName, sourceCode, newState, newReasons, receivedAt, loadNumber, staging, ruled);
    }

    public Delivery at(@Nullable Path newStaging) {
        return new Delivery(sha256, fileName, sourceCode, state, reasons, receivedAt, loadNumber, newStaging, null);
    }

    public Delivery ruledIn(@Nullable Path newRuled) {
        return new Delivery(sha256, fileName, sourceCode, state, reasons, receivedAt, loadNumber, staging, newRuled);
    }
}
