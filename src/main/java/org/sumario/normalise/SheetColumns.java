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

    /** By slot of a measure that goes across columns, where each row says in which column its count stands; −1 for others. */
    private final int[] addresses;

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
        addresses = new int[sheet.slots.size()];
        Arrays.fill(addresses, -1);
        int[] across = sheet.layout.acrossSlots();
        for (int i = 0; i < across.length; i++) {
            addresses[across[i]] = sheet.slots.size() + i;
        }
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

    /** The slot of the sheet's first measure: an observation stands in its cell; the sheet tells the columns of the others. */
    int firstMeasure() {
        return Arrays.stream(measures).filter(slot -> slot >= 0).findFirst().orElseThrow();
    }

    /** Where each row says in which column the value of a slot stands, −1 where all stand in one. */
    int address(int slot) {
        return addresses[slot];
    }

    int columnIndex(int slot) {
        return sheet.slots.get(slot).columnIndex();
    }

    /** The map that the labels of a slot go through, null where they are none. */
    @Nullable
    LabelMap map(int slot) {
        for (int dimension = 0; dimension < dimensions.length; dimension++) {
            if (dimensions[dimension] == slot) {
                return maps[dimension];
            }
        }
        return watchers.get(slot);
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
