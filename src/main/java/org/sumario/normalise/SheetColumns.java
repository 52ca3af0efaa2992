package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.model.ObservationBatch;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;

/** Which slot of a sheet serves which purpose, and the label maps that its cells go through. */
final class SheetColumns {
    /** The slot of each measure of the source, −1 where the sheet has none. */
    final int[] measures;

    final int year;
    final int period;

    /** Where each row says in which column its count stands, −1 where all stand in one. */
    final int countColumn;

    private final @Nullable Counts[] counts;
    final int[] dimensions = new int[ObservationBatch.DIMENSIONS.size()];
    final @Nullable LabelMap[] maps = new LabelMap[ObservationBatch.DIMENSIONS.size()];

    /** Slots of cells that are no part of an observation but should be readable all the same. */
    final int[] watched;

    private final Map<Integer, LabelMap> watchers = new HashMap<>();
    private final SheetRows sheet;

    /** @param labelMap gives the map of a dimension or attribute, null for others */
    SheetColumns(
            SheetRows sheet,
            Dictionary dictionary,
            List<MeasureTally> tallies,
            Function<Slot, @Nullable LabelMap> labelMap) {
        this.sheet = sheet;
        measures = tallies.stream()
                .mapToInt(tally -> sheet.slotOfMeasure(tally.name))
                .toArray();
        counts = new Counts[measures.length];
        for (int i = 0; i < measures.length; i++) {
            counts[i] = measures[i] < 0
                    ? null
                    : Counts.of(dictionary, sheet.slots.get(measures[i]).column());
        }
        year = sheet.slotOf(ColumnRole.Year.class);
        period = sheet.slotOf(ColumnRole.Period.class);
        countColumn = sheet.layout.isAcross() ? sheet.slots.size() : -1;
        Arrays.fill(dimensions, -1);
        List<Integer> others = new ArrayList<>();
        for (int slot = 0; slot < sheet.slots.size(); slot++) {
            ColumnRole role = sheet.role(slot);
            LabelMap map = labelMap.apply(sheet.slots.get(slot));
            int dimension = map == null ? -1 : ObservationBatch.DIMENSIONS.indexOf(nameOf(role));
            if (dimension >= 0) {
                dimensions[dimension] = slot;
                maps[dimension] = map;
            } else if (map != null) {
                others.add(slot);
                watchers.put(slot, map);
            }
        }
        watched = others.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The count cell of a measure, by its position among those of the source; absent where the sheet has none. */
    Counts.Count count(int measure, RowBatch rows, int row) {
        Counts of = counts[measure];
        return of == null ? Counts.NONE : of.of(rows.codes[measures[measure]][row]);
    }

    /** Where the counts of the sheet stand: the first measure's column; the sheet tells those of the others. */
    int countColumnIndex() {
        return Arrays.stream(measures)
                .filter(slot -> slot >= 0)
                .map(this::columnIndex)
                .findFirst()
                .orElseThrow();
    }

    int columnIndex(int slot) {
        return sheet.slots.get(slot).columnIndex();
    }

    /** The map of a watched slot. */
    LabelMap watcher(int slot) {
        return requireNonNull(watchers.get(slot));
    }

    /** The name of a dimension, measure or attribute, empty for other roles. */
    static String nameOf(ColumnRole role) {
        if (role instanceof ColumnRole.Dimension dimension) {
            return dimension.name();
        }
        if (role instanceof ColumnRole.Measure measure) {
            return measure.name();
        }
        return role instanceof ColumnRole.Attribute attribute ? attribute.name() : "";
    }
}
