package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Hierarchy;
import org.sumario.model.Finding;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.Dictionary;

/** The hierarchy of a report's rows while they pass: each row's level, and the labels above it. Levels may be skipped. */
final class Outline {
    /** The level of a row whose code says that it is the total of all. */
    static final int ALL = -2;

    private final SheetLayout layout;
    private final Dictionary dictionary;
    private final Hierarchy hierarchy;
    private final int labelColumn;
    private final int codeColumn;
    private final int firstSlot;
    private final int[] path;
    private final List<Finding> findings = new ArrayList<>();
    private LevelCodes codes;

    private Outline(SheetLayout layout, Dictionary dictionary, Hierarchy hierarchy, int labelColumn) {
        this.layout = layout;
        this.dictionary = dictionary;
        this.hierarchy = hierarchy;
        this.labelColumn = labelColumn;
        this.firstSlot = slot(layout);
        this.path = new int[hierarchy.levels().size()];
        this.codes = levelCodes();
        int ofCode = labelColumn;
        for (int i = 0; i < layout.columns().size(); i++) {
            ofCode = layout.columns().get(i).column().role() instanceof ColumnRole.LevelCode ? i : ofCode;
        }
        codeColumn = ofCode;
    }

    /** The outline of a layout, null where it has no hierarchy. */
    static @Nullable Outline of(SheetLayout layout, Dictionary dictionary) {
        for (int i = 0; i < layout.columns().size(); i++) {
            if (layout.columns().get(i).column().role() instanceof Hierarchy hierarchy) {
                return new Outline(layout, dictionary, hierarchy, i);
            }
        }
        return null;
    }

    /** The slot of the highest level; the others follow. */
    static int slot(SheetLayout layout) {
        List<Slot> slots = layout.slots();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).column().role() instanceof Hierarchy) {
                return i;
            }
        }
        return -1;
    }

    void restart() {
        Arrays.fill(path, 0);
        findings.clear();
        codes = levelCodes();
    }

    private LevelCodes levelCodes() {
        return hierarchy.widths().isEmpty() ? LevelCodes.dotted() : LevelCodes.digits(hierarchy.widths());
    }

    /** The code that a label begins with, where it has no column of its own. */
    private String leading(String shown) {
        return codeColumn == labelColumn ? Texts.fold(shown).split(" ", 2)[0] : shown;
    }

    /** The level of a row, 0 for the highest; {@link #ALL}; −1 where it has no label or no level, which is a finding. */
    int depth(int rowNumber, int[] row) {
        String label = dictionary.value(row[labelColumn]).text();
        String shown = dictionary.value(row[codeColumn]).text();
        if (label.isBlank()) {
            return trouble("LEVEL_LABEL_BLANK", rowNumber, labelColumn, label);
        }
        if (hierarchy.by() == Hierarchy.By.INDENTATION) {
            int width = Indents.width(label) - layout.leastIndent();
            if (width < 0 || width % layout.indent() != 0) {
                return trouble("LEVEL_UNCLEAR", rowNumber, labelColumn, label);
            }
            return within(width / layout.indent(), rowNumber, labelColumn, label);
        }
        LevelCodes.Place place = codes.add(hierarchy.widths().isEmpty() ? leading(shown) : shown);
        if (place.problem() != null) {
            return trouble(place.problem(), rowNumber, codeColumn, shown);
        }
        return place.depth() == 0 ? ALL : within(place.depth() - 1, rowNumber, codeColumn, shown);
    }

    private int within(int depth, int rowNumber, int column, String raw) {
        return depth < path.length ? depth : trouble("LEVEL_TOO_DEEP", rowNumber, column, raw);
    }

    private int trouble(String code, int rowNumber, int column, String raw) {
        findings.add(new Finding(
                Severity.BLOCKING,
                Reason.of(code, Texts.fold(raw), path.length),
                layout.sheetName(),
                rowNumber,
                layout.columns().get(column).columnIndex(),
                raw,
                false));
        return -1;
    }

    /** A row of a level has come: what was below its level is over. */
    void enter(int depth, int[] row) {
        path[depth] = row[labelColumn];
        Arrays.fill(path, depth + 1, path.length, 0);
    }

    /** The labels from the highest level down to a row's own; 0 for levels that are skipped. */
    int[] path(int depth) {
        int[] labels = path.clone();
        Arrays.fill(labels, depth + 1, labels.length, 0);
        return labels;
    }

    /** What the rows below a level have in common. */
    List<PrintedTotals.Restriction> restrictions(int depth) {
        List<PrintedTotals.Restriction> restrictions = new ArrayList<>();
        for (int level = 0; level <= depth; level++) {
            restrictions.add(new PrintedTotals.Restriction(firstSlot + level, path[level]));
        }
        return restrictions;
    }

    List<Finding> findings() {
        return findings;
    }
}
