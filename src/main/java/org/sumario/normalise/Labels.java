package org.sumario.normalise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sumario.model.Codelist;

/** What the labels of a code list mean. */
public final class Labels {
    private Labels() {}

    /** Code by label, the label cleaned as labels of a delivery are. */
    public static Map<String, String> codes(Codelist codelist) {
        Map<String, String> codes = new HashMap<>();
        for (Codelist.Code code : codelist.codes()) {
            code.labels().forEach(label -> codes.put(Texts.fold(label), code.code()));
        }
        return codes;
    }

    /** What an unmapped label may have meant: at most three codes with their labels as printed, the nearest first. */
    public static List<String> nearest(Codelist codelist, String label) {
        return new NearLabels(codelist)
                .nearest(label).stream()
                        .map(near -> near.code() + " " + near.label())
                        .toList();
    }
}
