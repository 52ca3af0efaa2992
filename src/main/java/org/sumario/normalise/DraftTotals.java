package org.sumario.normalise;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumario.jobs.ColumnRole;
import org.sumario.model.Reason;

/** Which rows of a drafted table are totals of others or follow its end, and by which labels a load can tell them. */
final class DraftTotals {
    /** A label is quoted in comments and patterns only so far. */
    private static final int LONGEST = 60;

    private static final Pattern BEFORE = Pattern.compile("((?:sub ?-?)?total) .+", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEHIND = Pattern.compile(".+? ((?:sub ?-?)?total)", Pattern.CASE_INSENSITIVE);

    private final DraftedLayout layout;
    private final Optional<DraftColumn> indented;
    private final DraftRows rows;
    private final Set<Integer> columns = new HashSet<>();

    private DraftTotals(DraftedLayout layout, Optional<DraftColumn> indented) {
        this.layout = layout;
        this.indented = indented;
        this.rows = layout.rows();
    }

    /**
     * Finds them among the columns that are still open, all of them labels.
     *
     * @param indented the labels of a hierarchy, among which only words tell totals: every upper row is the sum of others
     * @return the columns in which they are told
     */
    static Set<Integer> find(DraftedLayout layout, DraftSums sums, Optional<DraftColumn> indented) {
        DraftTotals totals = new DraftTotals(layout, indented);
        totals.labels(sums);
        totals.elsewhere();
        totals.notes();
        return totals.columns;
    }

    private void labels(DraftSums sums) {
        List<DraftColumn> labels = Stream.concat(layout.open().stream(), indented.stream())
                .filter(column -> column.isUnheaded() || column.share(DraftTable::isNumber) < DraftColumn.NEARLY_ALL)
                .toList();
        boolean hasLevels = layout.has(ColumnRole.Hierarchy.class);
        Map<Integer, List<Integer>> nested = hasLevels ? Map.of() : sums.nested();
        if (!nested.isEmpty()) {
            nested(labels, nested);
        }
        for (DraftSums.RowTotals found : sums.ofRows(labels, nested.keySet())) {
            if (hasLevels && !found.byWord()) {
                continue;
            }
            if (!found.byWord() && !found.agree()) {
                layout.doubt(Reason.of(
                        "DRAFT_TOTAL_PERHAPS",
                        quoted(found.labels()),
                        found.column().heading()));
                continue;
            }
            columns.add(found.column().index());
            patterns(found.labels()).stream()
                    .filter(pattern -> !layout.totals().contains(pattern))
                    .forEach(layout.totals()::add);
            String quoted = quoted(found.labels());
            if (!found.byWord()) {
                layout.doubt(
                        Reason.of("DRAFT_TOTAL_BY_SUM", quoted, found.column().heading()));
            } else if (!found.agree() && !hasLevels) {
                layout.doubt(
                        Reason.of("DRAFT_TOTALS_DIFFER", quoted, found.column().heading()));
            }
        }
    }

    /** Rows of sums without a word for it are told by their labels, where no other row has these. */
    private void nested(List<DraftColumn> labels, Map<Integer, List<Integer>> nested) {
        for (DraftColumn column : labels) {
            Set<String> ofSums = new LinkedHashSet<>();
            Set<String> ofParts = new HashSet<>();
            boolean areTold = true;
            for (int row = 0; row < rows.size(); row++) {
                String label = Texts.fold(rows.value(column.index(), row).text());
                if (nested.containsKey(row)) {
                    ofSums.add(label);
                    areTold &= !label.isEmpty();
                } else if (rows.isData(row)) {
                    ofParts.add(LayoutSearch.fold(label));
                }
            }
            if (areTold && ofSums.stream().map(LayoutSearch::fold).noneMatch(ofParts::contains)) {
                layout.totals().addAll(ofSums);
                columns.add(column.index());
                layout.doubt(Reason.of("DRAFT_ROWS_SUM", quoted(List.copyOf(ofSums)), column.heading()));
                return;
            }
        }
        layout.doubt(Reason.of(
                "DRAFT_ROWS_DOUBLE",
                nested.keySet().stream().mapToInt(rows::rowNumber).min().orElse(0),
                nested.size()));
    }

    private static String quoted(List<String> labels) {
        return String.join(" · ", labels.subList(0, Math.min(labels.size(), 5))) + (labels.size() > 5 ? " …" : "");
    }

    /** One pattern for totals that differ in the member which they sum. */
    private static Set<String> patterns(List<String> labels) {
        Map<String, Long> alike =
                labels.stream().collect(Collectors.groupingBy(DraftTotals::pattern, Collectors.counting()));
        Set<String> patterns = new LinkedHashSet<>();
        for (String label : labels) {
            String pattern = pattern(label);
            patterns.add(alike.getOrDefault(pattern, 0L) > 1 ? pattern : label);
        }
        return patterns;
    }

    private static String pattern(String label) {
        Matcher before = BEFORE.matcher(label);
        Matcher behind = BEHIND.matcher(label);
        if (before.matches()) {
            return capitalised(before.group(1)) + " *";
        }
        return behind.matches() ? "* " + capitalised(behind.group(1)) : label;
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** A total told in a column of time or counts ends the table where nothing follows it; else only a person can say what it is. */
    private void elsewhere() {
        Set<Integer> open = new HashSet<>();
        layout.open().forEach(column -> open.add(column.index()));
        layout.all()
                .filter(drafted -> drafted.column().role() instanceof ColumnRole.Hierarchy)
                .forEach(drafted -> open.add(layout.indexOf(drafted)));
        Set<String> ofTime = new LinkedHashSet<>();
        int lastPart =
                IntStream.range(0, rows.size()).filter(rows::isPart).max().orElse(-1);
        for (int row = 0; row < rows.size(); row++) {
            if (!rows.isData(row) || rows.isPart(row)) {
                continue;
            }
            int current = row;
            int told = IntStream.range(0, rows.width())
                    .filter(column -> !rows.isBlank(column, current)
                            && HeaderWord.TOTAL.isIn(rows.value(column, current).text()))
                    .findFirst()
                    .orElse(-1);
            if (told >= 0 && !open.contains(told)) {
                String text = Texts.fold(rows.value(told, row).text());
                if (layout.isTime(told)) {
                    ofTime.add(text);
                    continue;
                }
                if (row > lastPart && !isAbove(text, lastPart)) {
                    layout.until().add(text);
                    return;
                }
                layout.doubt(Reason.of("DRAFT_TOTAL_ELSEWHERE", text, rows.rowNumber(row)));
                return;
            }
        }
        patterns(List.copyOf(ofTime)).stream()
                .filter(pattern -> !layout.totals().contains(pattern))
                .forEach(layout.totals()::add);
    }

    /** In tables of two columns a note looks like a label whose count is missing: what stands before its colon ends the table. */
    private void notes() {
        for (String note : rows.notesBelow()) {
            String beginning = note.contains(":") ? note.substring(0, note.indexOf(':')) : note;
            boolean isPlain = beginning.length() < LONGEST && beginning.chars().noneMatch(c -> c == '*' || c == '{');
            int lastPart =
                    IntStream.range(0, rows.size()).filter(rows::isPart).max().orElse(-1);
            if (isPlain && !beginning.isBlank() && !isAbove(beginning, lastPart)) {
                layout.until().add(note.contains(":") ? beginning + ":*" : beginning);
                return;
            }
        }
    }

    /** Whether a row of the table begins with a text, which then cannot end it. */
    private boolean isAbove(String beginning, int lastPart) {
        String folded = LayoutSearch.fold(beginning);
        return IntStream.rangeClosed(0, lastPart)
                .anyMatch(row -> IntStream.range(0, rows.width())
                        .filter(column -> !rows.isBlank(column, row))
                        .mapToObj(column ->
                                LayoutSearch.fold(rows.value(column, row).text()))
                        .findFirst()
                        .filter(text -> text.startsWith(folded))
                        .isPresent());
    }
}
