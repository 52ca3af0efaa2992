package org.sumario.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.DeliveryContent.Label;

/** The labels of one dimension in a delivery, numbered from 1 as they appear. */
final class LabelIds {
    private final String dimension;
    private final Map<String, Integer> idByText = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();

    LabelIds(String dimension) {
        this.dimension = dimension;
    }

    int of(String text, @Nullable String code) {
        return idByText.computeIfAbsent(text, fresh -> {
            labels.add(new Label(dimension, labels.size() + 1, fresh, code));
            return labels.size();
        });
    }

    String text(int id) {
        return labels.get(id - 1).text();
    }

    List<Label> labels() {
        return labels;
    }
}
