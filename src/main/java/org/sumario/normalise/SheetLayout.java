package org.sumario.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Hierarchy;
import org.sumario.jobs.Layout;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place.Across;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/**
 * Where a layout's columns stand in one sheet, all found by content.
 *
 * @param headerRow the last row of the header, 1-based
 * @param header the rows of the header
 * @param columns the columns of the table that are wanted; each column that a measure goes across is one
 * @param constants what single places say for every row
 * @param unknownHeaders headers that the layout does not declare
 * @param leastIndent white space before the labels of a hierarchy's highest level
 * @param indent white space per level below it
 */
public record SheetLayout(
        Layout layout,
        String sheetName,
        int headerRow,
        List<PreviewRow> header,
        List<Bound> columns,
        List<Constant> constants,
        List<String> unknownHeaders,
        int leastIndent,
        int indent) {

    /**
     * A declared column found at a column index.
     *
     * @param columnIndex 0-based
     * @param header what stands above it, the rows of the header joined; of those that a measure goes across, the part that tells them apart
     */
    public record Bound(Column column, int columnIndex, RawValue header) {
        boolean isAcross() {
            return column.place() instanceof Across;
        }

        /** Whether its labels show their level by their indent. */
        boolean isIndented() {
            return column.role() instanceof Hierarchy hierarchy && hierarchy.by() == Hierarchy.By.INDENTATION;
        }
    }

    /**
     * What one place of the sheet or file says for every row.
     *
     * @param rowNumber 1-based, 0 where it is no cell
     * @param columnIndex 0-based, −1 where it is no cell
     */
    public record Constant(Column column, RawValue value, int rowNumber, int columnIndex) {}

    /**
     * A value that every row of the long form has.
     *
     * @param rowNumber of its cell where one cell serves all rows, else 0
     * @param columnIndex −1 where it is in no column of the table
     */
    record Slot(Column column, ColumnRole role, int rowNumber, int columnIndex) {
        String shown() {
            return column.shown();
        }

        /** Whether it is said once, by a single place or by a header, and not by each row. */
        boolean isConstant() {
            return rowNumber > 0 || columnIndex < 0 && !(role instanceof ColumnRole.Measure);
        }
    }

    /** The wanted columns, in the order of {@link #columns}. */
    public int[] columnIndices() {
        return columns.stream().mapToInt(Bound::columnIndex).toArray();
    }

    /** The column index of the labels whose indent shows their level, −1 where there are none. */
    public int indentedColumn() {
        return columns.stream()
                .filter(Bound::isIndented)
                .mapToInt(Bound::columnIndex)
                .findFirst()
                .orElse(-1);
    }

    /** The values of a row of the long form: first those of columns, then the constants. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        boolean hasHeader = false;
        for (Bound bound : columns) {
            Column column = bound.column();
            if (column.role() instanceof Hierarchy hierarchy) {
                hierarchy.levels().forEach(level -> slots.add(new Slot(column, level, 0, bound.columnIndex())));
            } else if (column.place() instanceof Across across) {
                if (!hasHeader) {
                    slots.add(new Slot(column, across.header(), headerRow, -1));
                    hasHeader = true;
                }
                if (slots.get(slots.size() - 1).role() != column.role()) {
                    slots.add(new Slot(column, column.role(), 0, -1));
                }
            } else if (!(column.role() instanceof ColumnRole.LevelCode
                    || column.role() instanceof ColumnRole.RowTotal)) {
                slots.add(new Slot(column, column.role(), 0, bound.columnIndex()));
            }
        }
        for (Constant constant : constants) {
            slots.add(new Slot(
                    constant.column(), constant.column().role(), constant.rowNumber(), constant.columnIndex()));
        }
        return slots;
    }

    /** The slots of measures that go across columns: each row of the long form says behind its slots where their counts stand. */
    int[] acrossSlots() {
        List<Slot> slots = slots();
        return IntStream.range(0, slots.size())
                .filter(slot -> slots.get(slot).column().place() instanceof Across
                        && slots.get(slot).role() instanceof ColumnRole.Measure)
                .toArray();
    }

    /** How many integers a row of the long form has. */
    public int width() {
        return slots().size() + acrossSlots().length;
    }
}
