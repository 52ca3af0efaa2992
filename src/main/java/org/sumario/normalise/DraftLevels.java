package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Hierarchy;
import org.sumario.jobs.ColumnRole.Hierarchy.By;
import org.sumario.model.Reason;
import org.sumario.rows.CellType;

/** Finds labels of several levels in one column of a drafted table: shown by white space before them, or by codes that nest. */
final class DraftLevels {
    private static final List<String> NAMES =
            List.of("level_1", "level_2", "level_3", "level_4", "specialty", "case_type");

    /** A leading blank now and then is a slip; a report indents most of its rows, and says each label about once or prints sums. */
    private static final double MOST_INDENTED = 0.3;

    private static final double MOST_LABELS = 0.7;

    private final DraftedLayout layout;
    private final DraftSums sums;

    private DraftLevels(DraftedLayout layout, DraftSums sums) {
        this.layout = layout;
        this.sums = sums;
    }

    /** Claims the columns of a hierarchy, where there is one; answers the one with indented labels. */
    static Optional<DraftColumn> find(DraftedLayout layout, DraftSums sums) {
        DraftLevels levels = new DraftLevels(layout, sums);
        Optional<DraftColumn> indented =
                layout.open().stream().filter(levels::isIndented).findFirst();
        if (indented.isEmpty()) {
            levels.hasCodes();
        }
        return indented;
    }

    private void hasCodes() {
        for (DraftColumn column : layout.open()) {
            if (hasCodes(column)) {
                return;
            }
        }
    }

    private boolean isIndented(DraftColumn column) {
        if (column.share(value -> Indents.width(value.text()) > 0) < MOST_INDENTED || column.filled() < 3) {
            return false;
        }
        int[] widths = IntStream.range(0, layout.rows().size())
                .map(row ->
                        Indents.width(layout.rows().value(column.index(), row).text()))
                .toArray();
        // A column that is indented for its looks, all of it, has no rows above others.
        boolean hasLevels = IntStream.range(1, widths.length)
                .filter(row -> widths[row] > widths[row - 1])
                .mapToObj(row -> layout.rows().value(column.index(), row - 1).text())
                .anyMatch(above -> !above.isBlank() && !HeaderWord.TOTAL.isIn(above));
        boolean isReport = column.frequencies().size() >= column.filled() * MOST_LABELS || sums.addUpBelow(widths);
        if (!hasLevels || !isReport) {
            return false;
        }
        int unit = Indents.perLevel(widths);
        int least = Indents.least(widths);
        int[] depths =
                Arrays.stream(widths).map(width -> (width - least) / unit).toArray();
        claim(column, depths, By.INDENTATION, unit, List.of());
        return true;
    }

    private boolean hasCodes(DraftColumn column) {
        boolean areTold = column.labels().size() == column.filled() && column.filled() > 2;
        boolean areCodes = column.isNearlyAll(value -> !value.text().isBlank()
                && (value.type() == CellType.NUMBER
                        || value.text().chars().filter(Character::isLetter).count() < 3));
        if (!areTold) {
            return false;
        }
        List<Integer> rows = IntStream.range(0, layout.rows().size())
                .filter(row -> layout.rows().isData(row) && !layout.rows().isBlank(column.index(), row))
                .boxed()
                .toList();
        List<String> codes = rows.stream()
                .map(row -> Texts.fold(layout.rows().value(column.index(), row).text()))
                .map(text -> areCodes ? text : text.split(" ", 2)[0])
                .toList();
        if (new HashSet<>(codes).size() < codes.size()) {
            return false;
        }
        Optional<LevelCodes> notation = LevelCodes.recognise(codes);
        Optional<DraftColumn> labels = areCodes ? labelsOf(column) : Optional.of(column);
        if (notation.isEmpty()
                || labels.isEmpty()
                || !areCodes && !notation.get().widths().isEmpty()) {
            return false;
        }
        int[] depths = new int[layout.rows().size()];
        Arrays.fill(depths, -1);
        for (int i = 0; i < codes.size(); i++) {
            depths[rows.get(i)] = notation.get().add(codes.get(i)).depth();
        }
        if (!sums.addUpBelow(depths)) {
            return false;
        }
        int[] levels = Arrays.stream(depths).map(depth -> depth - 1).toArray();
        if (areCodes) {
            layout.claim(
                    column,
                    DraftedColumn.of(
                            column.place(),
                            new ColumnRole.LevelCode(),
                            Reason.of("DRAFT_LEVEL_CODES", column.firstText())));
        }
        claim(labels.get(), levels, By.CODE, 0, notation.get().widths());
        return true;
    }

    private Optional<DraftColumn> labelsOf(DraftColumn codes) {
        return layout.open().stream()
                .filter(column -> column != codes && column.filled() >= codes.filled())
                .filter(column ->
                        column.isNearlyAll(value -> value.text().chars().anyMatch(Character::isLetter)))
                .findFirst();
    }

    private void claim(DraftColumn column, int[] depths, By by, int unit, List<Integer> widths) {
        int deepest = Arrays.stream(depths).max().orElse(0);
        List<ColumnRole.Dimension> levels = new ArrayList<>();
        for (String name : NAMES) {
            if (levels.size() < Math.max(2, deepest + 1) && !layout.dimensions().contains(name)) {
                levels.add(DraftedColumn.dimension(name));
            }
        }
        boolean isShown = by == By.CODE
                || unit == Indents.perLevel(Indents.widths(layout.table().rows(), column.index()));
        DraftedColumn drafted = DraftedColumn.of(
                column.place(),
                new Hierarchy(List.copyOf(levels), by, isShown ? 0 : unit, widths),
                Reason.of(by == By.CODE ? "DRAFT_LEVELS_BY_CODE" : "DRAFT_LEVELS_BY_INDENT", deepest + 1));
        layout.claim(
                column,
                sums.addUpBelow(depths)
                        ? drafted
                        : drafted.doubted(Reason.of("DRAFT_LEVELS_DIFFER", column.heading())));
    }
}
