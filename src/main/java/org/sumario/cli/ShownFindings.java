package org.sumario.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.input.InputFiles;
import org.sumario.model.CellRef;
import org.sumario.rows.Limits;
import org.sumario.warehouse.RowReceiver;

/** Puts what a cell shows where the last column of a finding has the hash of its file: read from the archive, some findings at a time. */
final class ShownFindings implements Listing.Way, RowReceiver {
    private static final int AT_A_TIME = 10_000;

    private final List<String> columns;
    private final Archive archive;
    private final Limits limits;
    private final List<List<@Nullable Object>> findings = new ArrayList<>();
    private @Nullable RowReceiver output;

    ShownFindings(List<String> columns, Path warehouse, Limits limits) {
        this.columns = columns;
        this.archive = new Archive(warehouse);
        this.limits = limits;
    }

    @Override
    public void take(Listing.Query query, RowReceiver printed) throws IOException {
        output = printed;
        query.into(this);
        print(printed);
    }

    @Override
    public void columns(List<String> names) throws IOException {
        requireNonNull(output).columns(names);
    }

    @Override
    public void row(List<@Nullable Object> finding) throws IOException {
        findings.add(new ArrayList<>(finding));
        if (findings.size() == AT_A_TIME) {
            print(requireNonNull(output));
        }
    }

    private void print(RowReceiver printed) throws IOException {
        Map<String, Set<CellRef>> cells = new HashMap<>();
        for (List<@Nullable Object> finding : findings) {
            cell(finding)
                    .ifPresent(cell -> cells.computeIfAbsent(hash(finding), file -> new HashSet<>())
                            .add(cell));
        }
        Map<String, Map<CellRef, String>> shown = new HashMap<>();
        cells.forEach((hash, wanted) -> {
            String fileName = wanted.iterator().next().fileName();
            shown.put(
                    hash, InputFiles.open(archive.find(hash), fileName, limits).shown(wanted));
        });
        for (List<@Nullable Object> finding : findings) {
            Optional<CellRef> cell = cell(finding);
            finding.set(
                    finding.size() - 1,
                    cell.isEmpty()
                            ? null
                            : requireNonNull(shown.get(hash(finding))).get(cell.get()));
            printed.row(finding);
        }
        findings.clear();
    }

    private static String hash(List<@Nullable Object> finding) {
        return String.valueOf(finding.get(finding.size() - 1));
    }

    /** The cell that a finding is about; none where it is about a row, a column, a sheet or a source. */
    private Optional<CellRef> cell(List<@Nullable Object> finding) {
        return CellRef.parse(text(finding, "file_name"), text(finding, "sheet_name"), text(finding, "cell"));
    }

    private String text(List<@Nullable Object> finding, String column) {
        return String.valueOf(finding.get(columns.indexOf(column)));
    }
}
