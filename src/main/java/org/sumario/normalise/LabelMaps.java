package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Codelist;
import org.sumario.model.DeliveryContent.Label;
import org.sumario.rows.Dictionary;

/** The label maps of a delivery: one for all columns of a dimension that are cleaned alike. */
final class LabelMaps {
    private final JobDefinition job;
    private final Dictionary dictionary;
    private final Map<String, LabelIds> labelIds = new LinkedHashMap<>();
    private final Map<List<Object>, LabelMap> labelMaps = new HashMap<>();

    LabelMaps(JobDefinition job, Dictionary dictionary) {
        this.job = job;
        this.dictionary = dictionary;
    }

    /** The labels of all dimensions met so far. */
    List<Label> all() {
        List<Label> labels = new ArrayList<>();
        labelIds.values().forEach(ids -> labels.addAll(ids.labels()));
        return labels;
    }

    /** The label map of a dimension or attribute; null for other roles. */
    @Nullable
    LabelMap of(SheetLayout.Slot slot) {
        ColumnRole role = slot.role();
        if (role instanceof ColumnRole.Dimension dimension) {
            Codelist codelist = dimension.codelist() == null
                    ? null
                    : requireNonNull(job.codelists().get(dimension.codelist()));
            return of(slot, dimension.name(), codelist, dimension.blank(), dimension.pad());
        }
        if (role instanceof ColumnRole.Attribute attribute) {
            return of(slot, attribute.name(), null, ColumnRole.Blank.NOT_APPLICABLE, attribute.pad());
        }
        return null;
    }

    /** One map for all columns of a dimension that are cleaned alike; all of them number its labels together. */
    private LabelMap of(
            SheetLayout.Slot slot, String name, @Nullable Codelist codelist, ColumnRole.Blank blank, int pad) {
        // In a hierarchy what stands above others is a total anyway.
        boolean mayNameTotals = codelist == null && !(slot.column().role() instanceof ColumnRole.Hierarchy);
        List<Object> alike = List.of(name, slot.column().clean(), slot.column().marks(), blank, pad, mayNameTotals);
        return labelMaps.computeIfAbsent(
                alike,
                first -> new LabelMap(
                        labelIds.computeIfAbsent(name, LabelIds::new),
                        dictionary,
                        CleanTexts.of(dictionary, slot.column()),
                        codelist,
                        blank,
                        pad,
                        mayNameTotals));
    }
}
