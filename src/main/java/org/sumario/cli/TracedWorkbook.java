package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sumario.audit.SourceRows;
import org.sumario.audit.Trace;
import org.sumario.export.TraceWorkbook;
import org.sumario.export.TracedFigure;
import org.sumario.export.WrittenSheet;
import org.sumario.rows.Limits;

/** Fills a workbook with a traced figure: its cells while they are traced, then the rows in which they stand. */
final class TracedWorkbook {
    private final SourceRows rows = new SourceRows();
    private final TracedLines lines;
    private final TraceWorkbook workbook;

    TracedWorkbook(TracedLines lines, TraceWorkbook workbook) {
        this.lines = lines;
        this.workbook = workbook;
    }

    /** Takes the cells. */
    Trace.Receiver receiver() {
        return (cell, raw, rules) -> {
            workbook.cell(lines.line(cell, raw, rules));
            rows.count(cell);
        };
    }

    /** Adds the rows and writes the workbook. */
    List<WrittenSheet> write(String asked, Trace.Report report, Path warehouse, Limits limits, Path file)
            throws IOException {
        Set<List<String>> copied = new HashSet<>();
        for (Trace.Sheet sheet : report.sheets()) {
            // The cells of another measure may stand in the same rows.
            if (copied.add(List.of(sheet.sha256(), sheet.sheetName())) && workbook.hasRoomForSource()) {
                rows.give(sheet, warehouse, limits, copyOf(sheet));
            }
        }
        return workbook.write(figure(asked, report), file);
    }

    private SourceRows.Receiver copyOf(Trace.Sheet sheet) {
        return new SourceRows.Receiver() {
            @Override
            public void begin(int columnCount) throws IOException {
                workbook.beginSource(sheet.sha256(), sheet.sheetName(), columnCount);
            }

            @Override
            public void row(int rowNumber, List<String> shown, BitSet counted) {
                workbook.sourceRow(rowNumber, shown, counted);
            }
        };
    }

    private TracedFigure figure(String asked, Trace.Report report) {
        var manifest = report.release().manifest();
        return new TracedFigure(
                asked,
                manifest.releaseNumber(),
                manifest.releasedAt(),
                manifest.figuresDigest(),
                report.figures().figures(),
                Stream.concat(report.figures().byMeasure().keySet().stream(), report.differingMeasures().stream())
                        .distinct()
                        .map(measure -> new TracedFigure.Sum(
                                measure, report.figures().byMeasure().getOrDefault(measure, 0L), report.sum(measure)))
                        .toList(),
                report.vintages(),
                report.sheets().stream()
                        .map(sheet -> new TracedFigure.Place(
                                sheet.fileName(),
                                sheet.sha256(),
                                sheet.sheetName(),
                                sheet.measure(),
                                sheet.cells(),
                                sheet.sum(),
                                sheet.firstCell(),
                                sheet.lastCell()))
                        .toList(),
                lines.cellsByRule().entrySet().stream()
                        .map(rule -> new TracedFigure.Rule(rule.getKey(), rule.getValue()))
                        .toList(),
                report.differing());
    }
}
