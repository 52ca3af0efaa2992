package org.sumario.normalise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/** Where a job's columns stand in one sheet: the header row found by content, and each column's place. */
public record SheetLayout(String sheetName, int headerRow, List<Bound> columns, List<String> unknownHeaders) {

    /** A declared column found at a column index. */
    public record Bound(JobDefinition.Column column, int columnIndex) {}

    /** The wanted columns, in the order of {@link #columns}. */
    public int[] columnIndices() {
        return columns.stream().mapToInt(Bound::columnIndex).toArray();
    }

    /** Finds the first row that carries every required header; empty where the sheet has none. */
    public static Optional<SheetLayout> find(JobDefinition job, SheetPreview sheet) {
        for (PreviewRow row : sheet.rows()) {
            List<String> headers =
                    row.values().stream().map(SheetLayout::header).toList();
            List<Bound> bound = new ArrayList<>();
            Set<Integer> taken = new HashSet<>();
            boolean complete = true;
            for (JobDefinition.Column column : job.columns()) {
                int index = place(column, headers);
                if (index < 0) {
                    complete &= !column.required();
                    continue;
                }
                taken.add(index);
                if (!(column.role() instanceof ColumnRole.Ignored)) {
                    bound.add(new Bound(column, index));
                }
            }
            if (complete && !bound.isEmpty()) {
                List<String> unknown = new ArrayList<>();
                for (int i = 0; i < headers.size(); i++) {
                    if (!taken.contains(i) && !headers.get(i).isEmpty()) {
                        unknown.add(row.values().get(i).text());
                    }
                }
                return Optional.of(new SheetLayout(sheet.sheetName(), row.rowNumber(), bound, unknown));
            }
        }
        return Optional.empty();
    }

    /** Headers that a sheet lacks to be of this job, seen from its best row; for the refusal. */
    static List<String> missing(JobDefinition job, SheetPreview sheet) {
        List<String> best = required(job);
        for (PreviewRow row : sheet.rows()) {
            List<String> headers =
                    row.values().stream().map(SheetLayout::header).toList();
            List<String> missing = job.columns().stream()
                    .filter(column -> column.required() && place(column, headers) < 0)
                    .map(JobDefinition.Column::header)
                    .toList();
            best = missing.size() < best.size() ? missing : best;
        }
        return best;
    }

    /** The headers that a sheet must carry to be of this job. */
    static List<String> required(JobDefinition job) {
        return job.columns().stream()
                .filter(JobDefinition.Column::required)
                .map(JobDefinition.Column::header)
                .toList();
    }

    private static int place(JobDefinition.Column column, List<String> headers) {
        int index = headers.indexOf(fold(column.header()));
        for (int i = 0; index < 0 && i < column.aliases().size(); i++) {
            index = headers.indexOf(fold(column.aliases().get(i)));
        }
        return index;
    }

    private static String header(RawValue value) {
        return fold(value.text());
    }

    private static String fold(String text) {
        return Texts.fold(text).toLowerCase(Locale.ROOT);
    }
}
