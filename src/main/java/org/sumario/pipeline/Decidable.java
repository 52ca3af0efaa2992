package org.sumario.pipeline;

import java.util.List;
import org.sumario.archive.Archive;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;

/** Finds the delivery that a person names, and refuses what cannot be decided of it. */
public final class Decidable {
    private Decidable() {}

    /**
     * The one delivery whose SHA-256 begins so.
     *
     * @throws Refused {@code DELIVERY_UNKNOWN}, {@code DELIVERY_AMBIGUOUS}, or {@code DECIDE_UNREADABLE} where it could never be read, or
     *     {@code DECIDE_PRUNED} where its file was taken out of the archive
     */
    static Delivery find(History history, Archive archive, String digits, Verdict verdict) {
        Delivery delivery = named(history, digits);
        if (delivery.state() == State.UNREADABLE) {
            throw new Refused("DECIDE_UNREADABLE", delivery.shortName(), delivery.fileName(), verdict.word());
        }
        if (history.pruned().contains(delivery.sha256()) && !archive.contains(delivery.sha256())) {
            throw new Refused("DECIDE_PRUNED", delivery.shortName(), delivery.fileName());
        }
        return delivery;
    }

    /**
     * The one delivery whose SHA-256 begins so, whatever became of it.
     *
     * @throws Refused {@code DELIVERY_UNKNOWN}, {@code DELIVERY_AMBIGUOUS}
     */
    public static Delivery named(History history, String digits) {
        List<Delivery> found = history.received().stream()
                .filter(delivery -> delivery.sha256().startsWith(digits))
                .toList();
        if (found.isEmpty()) {
            throw new Refused("DELIVERY_UNKNOWN", digits);
        }
        if (found.size() > 1) {
            throw new Refused(
                    "DELIVERY_AMBIGUOUS",
                    digits,
                    String.join(", ", found.stream().map(Delivery::sha256).toList()));
        }
        return found.get(0);
    }
}
