package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Finding;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;

/**
 * The findings of a delivery, those of its rows each with what the row is about: the labels of its other columns. By them the same problem is
 * known again in the next file, where it stands in another row.
 */
final class RowFindings {
    private static final String SEPARATOR = " · ";

    private final JobDefinition job;
    private final Dictionary dictionary;
    private final List<Finding> findings = new ArrayList<>();

    /** Each kept once, since many findings share them: reasons of a sheet by problem, column and text. */
    private final Map<String, Map<Long, Reason>> reasons = new HashMap<>();

    private final Map<String, String> subjects = new HashMap<>();

    /** What one place says for all rows, and what one telling of is enough. */
    private final Set<List<Integer>> told = new HashSet<>();

    private int sheetNumber;
    private @Nullable SheetRows sheet;
    private @Nullable SheetColumns columns;

    /** By slot, where the finding stands that was told of it last. */
    private int[] last = new int[0];

    RowFindings(JobDefinition job, Dictionary dictionary) {
        this.job = job;
        this.dictionary = dictionary;
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    void addAll(List<Finding> others) {
        findings.addAll(others);
    }

    /** Begins with the rows of a sheet. */
    void begin(SheetRows next, SheetColumns its) {
        sheetNumber++;
        sheet = next;
        columns = its;
        reasons.clear();
        last = new int[next.slots.size()];
        Arrays.fill(last, -1);
    }

    /** Adds what is odd about a label. */
    void note(String problem, int column, RowBatch rows, int row, int code) {
        if (problem.equals(LabelMap.LIKE_TOTAL)) {
            // One is enough to hold the delivery; the next look at the rows finds the others.
            if (told.add(List.of(sheetNumber, column))) {
                add(Severity.BLOCKING, problem, column, rows, row, code, false);
            }
            return;
        }
        // What one place says for all rows is wrong once.
        if (!slot(column).isConstant() || told.add(List.of(sheetNumber, column, code))) {
            add(Severity.WARNING, problem, column, rows, row, code, false);
        }
    }

    /** Adds what is wrong in a row; where several observations share its cell, it is wrong once, and all of their counts are at stake. */
    void add(Severity severity, String problem, int column, RowBatch rows, int row, int code, boolean isRejection) {
        SheetLayout.Slot slot = slot(column);
        String raw = dictionary.value(code).text();
        int address = requireNonNull(columns).address(column);
        Finding finding = new Finding(
                severity,
                reason(problem, column, code),
                requireNonNull(sheet).layout.sheetName(),
                slot.rowNumber() > 0 ? slot.rowNumber() : rows.rowNumbers[row],
                address < 0 ? slot.columnIndex() : rows.codes[address][row],
                raw,
                isRejection,
                new Finding.About(
                        slot.shown(),
                        subjects.computeIfAbsent(subject(column, rows, row, isRejection), first -> first),
                        atStake(rows, row)));
        Finding before = last[column] < 0 ? null : findings.get(last[column]);
        if (before != null && isSameCell(before, finding)) {
            Long count = before.about().atStakeCount();
            Long more = finding.about().atStakeCount();
            findings.set(
                    last[column], before.atStake(count == null || more == null ? null : Math.addExact(count, more)));
        } else {
            last[column] = findings.size();
            findings.add(finding);
        }
    }

    private Reason reason(String problem, int column, int code) {
        return reasons.computeIfAbsent(problem, first -> new HashMap<>())
                .computeIfAbsent(
                        (long) column << Integer.SIZE | code,
                        first -> new Reason(
                                problem,
                                List.of(
                                        slot(column).shown(),
                                        dictionary.value(code).text())));
    }

    private static boolean isSameCell(Finding one, Finding other) {
        return !one.isRejection()
                && !other.isRejection()
                && one.rowNumber() == other.rowNumber()
                && one.columnIndex() == other.columnIndex()
                && one.reason().code().equals(other.reason().code());
    }

    private SheetLayout.Slot slot(int column) {
        return requireNonNull(sheet).slots.get(column);
    }

    /**
     * The other labels of a row, as staging keeps them and in the order of the dimensions, so that the same comes out where labels are looked
     * up again. What was left out of the figures is told by its year and period too.
     */
    private String subject(int column, RowBatch rows, int row, boolean isRejection) {
        SheetColumns at = requireNonNull(columns);
        StringJoiner subject = new StringJoiner(SEPARATOR);
        for (int dimension = 0; dimension < ObservationBatch.DIMENSIONS.size(); dimension++) {
            LabelMap map = at.maps[dimension];
            int slot = at.dimensions[dimension];
            boolean isLabel = map != null && requireNonNull(sheet).role(slot) instanceof ColumnRole.Dimension;
            if (isLabel && slot != column) {
                String label = requireNonNull(map).label(rows.codes[slot][row]);
                if (label != null) {
                    subject.add(label);
                }
            }
        }
        if (isRejection) {
            tell(subject, at.year, column, rows, row);
            // How far the year has come is another thing in each file.
            if (job.accumulation() != JobDefinition.Accumulation.YEAR_TO_DATE) {
                tell(subject, at.period, column, rows, row);
            }
        }
        return subject.toString();
    }

    private void tell(StringJoiner subject, int slot, int column, RowBatch rows, int row) {
        if (slot >= 0 && slot != column) {
            subject.add(Texts.fold(dictionary.value(rows.codes[slot][row]).text()));
        }
    }

    /** The row's first count that can be read. */
    private @Nullable Long atStake(RowBatch rows, int row) {
        SheetColumns at = requireNonNull(columns);
        for (int i = 0; i < at.measures.length; i++) {
            Counts.Count count = at.count(i, rows, row);
            if (count.isReadable()) {
                return count.value();
            }
        }
        return null;
    }
}
