package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Place.Wildcard;
import org.sumario.model.Finding;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowPreview.PreviewRow;

/** Tells rows with observations from notes, repeated headers, printed totals and what follows the table; counts what it leaves out. */
final class RowKinds {

    /** What a row of a sheet is. */
    enum Kind {
        OBSERVATION,
        TOTAL,
        NOTE,
        REPEATED_HEADER,
        AFTER_END
    }

    private final SheetLayout layout;
    private final Dictionary dictionary;
    private final CodePatterns totals;
    private final CodePatterns until;
    private final List<int[]> headers = new ArrayList<>();
    private final int[] measures;
    private final int[] labels;
    private final Counts[] counts;
    private final long[] rows = new long[Kind.values().length];
    private final int[] firstRow = new int[Kind.values().length];
    private boolean hasEnded;
    private int totalColumn;
    private @Nullable String totalMember;

    RowKinds(SheetLayout layout, Dictionary dictionary) {
        this.layout = layout;
        this.dictionary = dictionary;
        totals = new CodePatterns(layout.layout().totals(), dictionary);
        until = new CodePatterns(layout.layout().until(), dictionary);
        int columns = layout.columns().size();
        counts = new Counts[columns];
        List<Integer> ofMeasures = new ArrayList<>();
        List<Integer> ofLabels = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            Bound bound = layout.columns().get(column);
            if (bound.column().role() instanceof ColumnRole.Measure) {
                ofMeasures.add(column);
                boolean goesOn = column > 0 && layout.columns().get(column - 1).column() == bound.column();
                counts[column] = goesOn ? counts[column - 1] : Counts.of(dictionary, bound.column());
            } else if (bound.column().role() instanceof ColumnRole.Dimension
                    || bound.column().role() instanceof ColumnRole.Hierarchy
                    || bound.column().role() instanceof ColumnRole.Year
                    || bound.column().role() instanceof ColumnRole.Period) {
                ofLabels.add(column);
            }
        }
        measures = ofMeasures.stream().mapToInt(Integer::intValue).toArray();
        labels = ofLabels.stream().mapToInt(Integer::intValue).toArray();
        for (PreviewRow row : layout.header()) {
            int[] codes = layout.columns().stream()
                    .mapToInt(bound -> {
                        List<RawValue> values = bound.isIndented() ? row.indented() : row.values();
                        return bound.columnIndex() < values.size()
                                ? dictionary.codeOf(values.get(bound.columnIndex()))
                                : 0;
                    })
                    .toArray();
            if (Arrays.stream(codes).anyMatch(code -> code != 0)) {
                headers.add(codes);
            }
        }
    }

    void restart() {
        hasEnded = false;
        Arrays.fill(rows, 0);
        Arrays.fill(firstRow, 0);
    }

    /** Whether every row of a batch is an observation beyond doubt: it has a count in every measure, and nothing marks totals or an end. */
    boolean areAllObservations(RowBatch batch) {
        if (hasEnded || !totals.isEmpty() || !until.isEmpty()) {
            return false;
        }
        for (int measure : measures) {
            int[] codes = batch.codes[measure];
            for (int row = 0; row < batch.size; row++) {
                if (counts[measure].of(codes[row]).problem() != null
                        || counts[measure].of(codes[row]).isAbsent()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a row is; for a total, {@link #totalColumn} and {@link #totalMember} tell of what. */
    Kind of(int rowNumber, int[] codes) {
        Kind kind = kind(codes);
        if (rows[kind.ordinal()]++ == 0) {
            firstRow[kind.ordinal()] = rowNumber;
        }
        return kind;
    }

    private Kind kind(int[] codes) {
        if (!hasEnded && !until.isEmpty()) {
            hasEnded = Arrays.stream(codes)
                    .filter(code -> !dictionary.isBlank(code))
                    .limit(1)
                    .anyMatch(code -> until.first(code).isPresent());
        }
        if (hasEnded) {
            return Kind.AFTER_END;
        }
        if (isHeader(codes)) {
            return Kind.REPEATED_HEADER;
        }
        if (isTotal(codes)) {
            return Kind.TOTAL;
        }
        return isNote(codes) ? Kind.NOTE : Kind.OBSERVATION;
    }

    /** Whether a row repeats a row of the header, as pages do. */
    private boolean isHeader(int[] codes) {
        return headers.stream().anyMatch(header -> Arrays.equals(header, codes));
    }

    /** One cell only, and no count: a heading or a footnote. Hierarchies have headings of their own. */
    private boolean isNote(int[] codes) {
        int filled = 0;
        for (int code : codes) {
            filled += dictionary.isBlank(code) ? 0 : 1;
        }
        boolean isHeading =
                layout.columns().stream().anyMatch(bound -> bound.column().role() instanceof ColumnRole.Hierarchy);
        return filled <= 1 && isWithoutCount(codes) && !isHeading && codes.length > 2;
    }

    private boolean isTotal(int[] codes) {
        if (totals.isEmpty()) {
            return false;
        }
        for (int column : labels) {
            Optional<Wildcard> found = totals.first(codes[column]);
            if (found.isPresent()) {
                totalColumn = column;
                totalMember = found.filter(Wildcard::hasValue)
                        .flatMap(pattern ->
                                pattern.match(dictionary.value(codes[column]).text()))
                        .orElse(null);
                return true;
            }
        }
        return false;
    }

    /** The column whose label says that a row is a total. */
    int totalColumn() {
        return totalColumn;
    }

    /** The member that a total is of, null for all. */
    @Nullable
    String totalMember() {
        return totalMember;
    }

    /** A row that has turned out to be the total of those below it. */
    void countTotal() {
        rows[Kind.TOTAL.ordinal()]++;
        rows[Kind.OBSERVATION.ordinal()]--;
    }

    /** Whether every measure of a row is blank. */
    boolean isWithoutCount(int[] codes) {
        return Arrays.stream(measures).allMatch(column -> dictionary.isBlank(codes[column]));
    }

    /** A row of a hierarchy that has turned out to hold neither a count nor rows below it: a footnote. */
    void countNote(int rowNumber) {
        if (rows[Kind.NOTE.ordinal()]++ == 0) {
            firstRow[Kind.NOTE.ordinal()] = rowNumber;
        }
        rows[Kind.OBSERVATION.ordinal()]--;
    }

    /** Whether any measure of a row is an observation: neither blank nor a mark where that means none. */
    boolean hasCount(int[] codes) {
        return hasCount(measures, codes);
    }

    /** The same of some columns. */
    boolean hasCount(int[] columns, int[] codes) {
        for (int column : columns) {
            if (!counts[column].of(codes[column]).isAbsent()) {
                return true;
            }
        }
        return false;
    }

    /** What was left out, one finding per kind. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Kind kind : List.of(Kind.NOTE, Kind.REPEATED_HEADER, Kind.AFTER_END)) {
            if (rows[kind.ordinal()] > 0) {
                findings.add(new Finding(
                        Severity.INFO,
                        Reason.of("ROWS_" + kind, rows[kind.ordinal()]),
                        layout.sheetName(),
                        firstRow[kind.ordinal()],
                        -1,
                        "",
                        false));
            }
        }
        return findings;
    }
}
