package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.model.Finding;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.normalise.SheetLayout.Constant;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/**
 * Rows of a sheet as they stand become rows of the long form: one per observation, with a code for every {@link SheetLayout#slots slot}. A
 * row whose measure goes across columns gives one for each; labels of a hierarchy become one per level; what single places say is repeated;
 * notes, repeated headers and printed totals are left out and counted.
 */
final class Reshape implements RowReceiver {
    private final SheetLayout layout;
    private final Dictionary dictionary;
    private final RowReceiver target;
    private final RowKinds kinds;
    private final PrintedTotals totals;
    private final @Nullable Outline outline;
    private final int[] constants;
    private final RowBatch out;

    /** By bound column: the slot it fills, −1 for none. */
    private final int[] slotOf;

    private final boolean[] fillsDown;
    private final boolean[] isMeasure;
    private final int[] lastFilled;
    private final AcrossColumns across;
    private final int rowTotal;
    private final int firstLevel;
    private final int firstConstant;
    private final boolean isPlain;
    private long rowsRead;

    /** The row that may turn out to be the total of the rows that follow. */
    private int @Nullable [] waiting;

    private int waitingRow;
    private int waitingDepth;

    Reshape(SheetLayout layout, Dictionary dictionary, RowReceiver target, PrintedTotals totals) {
        this.layout = layout;
        this.dictionary = dictionary;
        this.target = target;
        this.totals = totals;
        this.kinds = new RowKinds(layout, dictionary);
        this.outline = Outline.of(layout, dictionary);
        this.out = new RowBatch(layout.width());
        List<SheetLayout.Slot> slots = layout.slots();
        int columns = layout.columns().size();
        slotOf = new int[columns];
        fillsDown = new boolean[columns];
        isMeasure = new boolean[columns];
        lastFilled = new int[columns];
        int ofRowTotal = -1;
        for (int i = 0; i < columns; i++) {
            Bound bound = layout.columns().get(i);
            slotOf[i] = -1;
            for (int slot = 0; slot < slots.size(); slot++) {
                boolean isOwn = slots.get(slot).column() == bound.column()
                        && slots.get(slot).role() == bound.column().role();
                slotOf[i] = isOwn ? slot : slotOf[i];
            }
            fillsDown[i] = bound.column().fillDown();
            isMeasure[i] = bound.column().role() instanceof ColumnRole.Measure;
            ofRowTotal = bound.column().role() instanceof ColumnRole.RowTotal ? i : ofRowTotal;
        }
        rowTotal = ofRowTotal;
        firstLevel = Outline.slot(layout);
        across = new AcrossColumns(layout, dictionary);
        constants = layout.constants().stream()
                .map(Constant::value)
                .mapToInt(dictionary::codeOf)
                .toArray();
        firstConstant = slots.size() - constants.length;
        isPlain = outline == null && across.isEmpty() && slots.size() == columns && none(fillsDown);
    }

    @Override
    public void restart() {
        kinds.restart();
        totals.restart();
        if (outline != null) {
            outline.restart();
        }
        Arrays.fill(lastFilled, 0);
        waiting = null;
        rowsRead = 0;
        out.size = 0;
        target.restart();
    }

    @Override
    public void accept(RowBatch batch) {
        rowsRead += batch.size;
        if (isPlain && kinds.areAllObservations(batch)) {
            flush();
            target.accept(batch);
            return;
        }
        int[] codes = new int[layout.columns().size()];
        for (int row = 0; row < batch.size; row++) {
            for (int column = 0; column < codes.length; column++) {
                codes[column] = batch.codes[column][row];
            }
            row(batch.rowNumbers[row], codes);
        }
    }

    private static boolean none(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return false;
            }
        }
        return true;
    }

    /** Ends the sheet. */
    void finish() {
        release(-1);
        flush();
    }

    /** Rows of the sheet below its header, blank ones left out. */
    long rowsRead() {
        return rowsRead;
    }

    /** What is to be said of rows that gave no observation. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(kinds.findings());
        if (outline != null) {
            findings.addAll(outline.findings());
        }
        return findings;
    }

    private void row(int rowNumber, int[] codes) {
        switch (kinds.of(rowNumber, codes)) {
            case OBSERVATION -> observation(rowNumber, codes);
            case TOTAL -> total(rowNumber, codes);
            default -> {}
        }
    }

    private void observation(int rowNumber, int[] codes) {
        for (int column = 0; column < codes.length; column++) {
            if (fillsDown[column]) {
                if (dictionary.isBlank(codes[column])) {
                    codes[column] = lastFilled[column];
                } else {
                    lastFilled[column] = codes[column];
                }
            }
        }
        if (outline == null) {
            emit(rowNumber, codes, new int[0]);
            return;
        }
        int depth = outline.depth(rowNumber, codes);
        if (depth == Outline.ALL) {
            release(0);
            print(rowNumber, codes, List.of(), null);
            kinds.countTotal();
        }
        if (depth < 0) {
            return;
        }
        release(depth);
        outline.enter(depth, codes);
        waiting = codes.clone();
        waitingRow = rowNumber;
        waitingDepth = depth;
    }

    /** Settles the row that waits: one with a deeper row below is the printed total of what stands below it. */
    private void release(int nextDepth) {
        if (waiting == null || outline == null) {
            return;
        }
        if (nextDepth > waitingDepth) {
            print(waitingRow, waiting, outline.restrictions(waitingDepth), null);
            kinds.countTotal();
        } else if (kinds.isWithoutCount(waiting)) {
            kinds.countNote(waitingRow);
        } else {
            emit(waitingRow, waiting, outline.path(waitingDepth));
        }
        waiting = null;
    }

    /** A row that the layout declares a total: of the rows with which it shares what it says elsewhere. */
    private void total(int rowNumber, int[] codes) {
        int column = kinds.totalColumn();
        String member = kinds.totalMember();
        Bound bound = layout.columns().get(column);
        if (outline != null && bound.column().role() instanceof ColumnRole.Hierarchy) {
            int depth = Math.max(outline.depth(rowNumber, codes), 0);
            release(depth);
            print(rowNumber, codes, depth == 0 ? List.of() : outline.restrictions(depth - 1), null);
            return;
        }
        List<PrintedTotals.Restriction> restrictions = new ArrayList<>();
        for (int other = 0; other < codes.length; other++) {
            ColumnRole role = layout.columns().get(other).column().role();
            boolean isTime = role instanceof ColumnRole.Year || role instanceof ColumnRole.Period;
            boolean isLabel = other != column && (isTime || role instanceof ColumnRole.Dimension);
            int code = fillsDown[other] && other < column && dictionary.isBlank(codes[other])
                    ? lastFilled[other]
                    : codes[other];
            if (isLabel && slotOf[other] >= 0 && !dictionary.isBlank(code)) {
                restrictions.add(new PrintedTotals.Restriction(slotOf[other], code));
            }
        }
        PrintedTotals.Restriction of = member == null || slotOf[column] < 0
                ? null
                : new PrintedTotals.Restriction(slotOf[column], dictionary.codeOf(new RawValue(CellType.TEXT, member)));
        print(rowNumber, codes, restrictions, of);
    }

    private void print(
            int rowNumber,
            int[] codes,
            List<PrintedTotals.Restriction> restrictions,
            PrintedTotals.@Nullable Restriction member) {
        for (int column = 0; column < codes.length; column++) {
            if (!isMeasure[column]) {
                continue;
            }
            List<PrintedTotals.Restriction> all = new ArrayList<>(restrictions);
            if (!across.isEmpty()) {
                all.add(new PrintedTotals.Restriction(across.headerSlot(), across.headerOf(column)));
            }
            totals.add(
                    slotOf[column],
                    all,
                    member,
                    codes[column],
                    rowNumber,
                    layout.columns().get(column).columnIndex());
        }
    }

    private void emit(int rowNumber, int[] codes, int[] levels) {
        if (across.isEmpty()) {
            if (kinds.hasCount(codes)) {
                fill(rowNumber, codes, levels);
                out.size++;
                flushIfFull();
            }
            return;
        }
        for (AcrossColumns.Group group : across.groups()) {
            if (kinds.hasCount(group.columns(), codes)) {
                fill(rowNumber, codes, levels);
                across.fill(group, codes, out);
                out.size++;
                flushIfFull();
            }
        }
        if (rowTotal >= 0) {
            totals.compareRow(
                    rowNumber,
                    layout.columns().get(rowTotal),
                    codes[rowTotal],
                    layout.columns().get(across.columns()[0]),
                    across.columns(),
                    codes);
        }
    }

    private void fill(int rowNumber, int[] codes, int[] levels) {
        out.rowNumbers[out.size] = rowNumber;
        for (int column = 0; column < codes.length; column++) {
            if (slotOf[column] >= 0) {
                out.codes[slotOf[column]][out.size] = codes[column];
            }
        }
        for (int level = 0; level < levels.length; level++) {
            out.codes[firstLevel + level][out.size] = levels[level];
        }
        for (int i = 0; i < constants.length; i++) {
            out.codes[firstConstant + i][out.size] = constants[i];
        }
    }

    private void flushIfFull() {
        if (out.size == RowBatch.CAPACITY) {
            flush();
        }
    }

    private void flush() {
        if (out.size > 0) {
            target.accept(out);
            out.size = 0;
        }
    }
}
