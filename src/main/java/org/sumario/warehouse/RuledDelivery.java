package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.List;
import org.sumario.model.Delivery;

/**
 * A delivery and what its rules compare it with.
 *
 * @param preceding the accepted vintages that precede its own in vintage order
 * @param yearBefore those of the nearest year before that there is, over the same part of the year where there is one
 */
public record RuledDelivery(Delivery delivery, List<Compared> preceding, List<Compared> yearBefore) {
    /**
     * A vintage in the staging of a delivery.
     *
     * @param nextYear the year of the ruled delivery that it is compared with
     */
    public record Compared(Path staging, String scope, int year, int nextYear) {}
}
