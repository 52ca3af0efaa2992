package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place.Across;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;

/** The columns that measures go across, in groups of one header: each group gives an observation, a count of every measure. */
final class AcrossColumns {
    private final int headerSlot;
    private final int[] measureSlots;
    private final int firstAddress;
    private final int[] columns;

    /** By bound column: its index in the sheet. */
    private final int[] indices;

    /** By bound column: the code of its header as cleaned. */
    private final int[] headers;

    /** By bound column: which of the measures it holds. */
    private final int[] measures;

    private final List<Group> groups = new ArrayList<>();

    /** Columns under one header, one of each measure. */
    record Group(int header, int[] columns) {}

    AcrossColumns(SheetLayout layout, Dictionary dictionary) {
        List<Bound> bound = layout.columns();
        List<Slot> slots = layout.slots();
        indices = layout.columnIndices();
        columns = IntStream.range(0, bound.size())
                .filter(column -> bound.get(column).isAcross())
                .toArray();
        measureSlots = layout.acrossSlots();
        firstAddress = slots.size();
        headerSlot = IntStream.range(0, slots.size())
                .filter(slot -> slots.get(slot).column().place() instanceof Across across
                        && slots.get(slot).role() == across.header())
                .findFirst()
                .orElse(-1);
        headers = new int[bound.size()];
        measures = new int[bound.size()];
        List<Column> declared = Arrays.stream(measureSlots)
                .mapToObj(slot -> slots.get(slot).column())
                .toList();
        for (int column : columns) {
            Column of = bound.get(column).column();
            headers[column] =
                    dictionary.codeOf(CleanTexts.clean(bound.get(column).header(), Cleaning.of(of.clean())));
            measures[column] = IntStream.range(0, declared.size())
                    .filter(measure -> declared.get(measure) == of)
                    .findFirst()
                    .orElseThrow();
            join(column);
        }
    }

    /** Adds a column to the first group of its header that has none of its measure: a header may stand twice. */
    private void join(int column) {
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            boolean isFree = Arrays.stream(group.columns()).noneMatch(other -> measures[other] == measures[column]);
            if (group.header() == headers[column] && isFree) {
                int[] joined = Arrays.copyOf(group.columns(), group.columns().length + 1);
                joined[group.columns().length] = column;
                groups.set(i, new Group(group.header(), joined));
                return;
            }
        }
        groups.add(new Group(headers[column], new int[] {column}));
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    int[] columns() {
        return columns;
    }

    List<Group> groups() {
        return groups;
    }

    /** The slot that says what the header of a count says. */
    int headerSlot() {
        return headerSlot;
    }

    /** The code of a column's header. */
    int headerOf(int column) {
        return headers[column];
    }

    /** Puts the counts of a group into a row of the long form, with what its header says and where each count stands. */
    void fill(Group group, int[] codes, RowBatch out) {
        out.codes[headerSlot][out.size] = group.header();
        for (int measure = 0; measure < measureSlots.length; measure++) {
            out.codes[measureSlots[measure]][out.size] = 0;
            out.codes[firstAddress + measure][out.size] = indices[group.columns()[0]];
        }
        for (int column : group.columns()) {
            out.codes[measureSlots[measures[column]]][out.size] = codes[column];
            out.codes[firstAddress + measures[column]][out.size] = indices[column];
        }
    }
}
