package org.sumario.model;

import java.util.List;

/**
 * The rules of a source, in their order, and the dimensions and measures that they can name.
 *
 * @param measures in the order of {@link ObservationBatch#MEASURES}
 */
public record RuleSet(List<String> dimensions, List<String> measures, List<Rule> rules) {
    public boolean isEmpty() {
        return rules.isEmpty();
    }
}
