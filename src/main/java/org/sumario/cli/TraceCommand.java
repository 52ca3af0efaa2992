package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.Trace;
import org.sumario.export.TraceWorkbook;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;
import org.sumario.settings.Format;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.TracedFigures;
import org.sumario.warehouse.TracedFigures.Condition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A published figure down to the cells it was made of: file, sheet, row, raw text, and what was applied in between. */
@Command(name = "trace")
final class TraceCommand implements Callable<Integer> {
    private static final int VINTAGES_TOLD = 12;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(index = "0", paramLabel = "RELATION", descriptionKey = "trace.relation")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String relation;

    @Parameters(index = "1..*", paramLabel = "COLUMN=VALUE", descriptionKey = "trace.condition")
    private String[] given = {};

    @Option(names = "--release", paramLabel = "N", descriptionKey = "query.release")
    private @Nullable Long release;

    @Option(names = "--xlsx", paramLabel = "PATH", descriptionKey = "trace.xlsx")
    private @Nullable Path xlsx;

    @Override
    public Integer call() throws IOException {
        List<Condition> conditions =
                Arrays.stream(given).map(TraceCommand::parse).toList();
        String asked =
                relation + conditions.stream().map(condition -> " " + condition).collect(Collectors.joining());
        Path workbook = xlsx == null ? null : NamedWorkbook.path(sumario, "--xlsx", xlsx);
        Path scratch = Files.createTempDirectory("sumario-trace");
        try (ReleasedWarehouse released = OpenedRelease.inPassing(sumario, release)) {
            TracedFigures figures = TracedFigures.of(released, relation, conditions);
            TracedLines lines = new TracedLines(sumario.messages(), figures.hasSeveralMeasures());
            List<Reason> told = new ArrayList<>();
            Trace.Report report;
            if (workbook != null) {
                report = write(figures, lines, asked, scratch, workbook);
            } else if (sumario.format() == Format.TABLE) {
                TracedTable table = new TracedTable();
                report = trace(figures, scratch, (cell, raw, rules) -> table.line(lines.line(cell, raw, rules)));
                sumario.print(output -> table.print(output, lines.columns(), report));
                if (table.isGrouped()) {
                    told.add(Reason.of("TRACE_GROUPED", TracedTable.MOST_CELLS));
                }
            } else {
                report = print(figures, lines, scratch);
            }
            told.addAll(sums(report, asked));
            return tell(told, report);
        } finally {
            Files.delete(scratch);
        }
    }

    private static Condition parse(String text) {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw new Refused("USAGE_CONDITION", text);
        }
        return new Condition(text.substring(0, sign), text.substring(sign + 1));
    }

    private Trace.Report trace(TracedFigures figures, Path scratch, Trace.Receiver receiver) throws IOException {
        return Trace.of(
                figures, sumario.settings().warehouse(), sumario.settings().limits(), scratch, receiver);
    }

    private Trace.Report print(TracedFigures figures, TracedLines lines, Path scratch) throws IOException {
        List<Trace.Report> reports = new ArrayList<>();
        sumario.print(output -> {
            output.columns(lines.columns());
            reports.add(trace(figures, scratch, (cell, raw, rules) -> output.row(lines.line(cell, raw, rules))));
        });
        return reports.get(0);
    }

    private Trace.Report write(TracedFigures figures, TracedLines lines, String asked, Path scratch, Path file)
            throws IOException {
        Path warehouse = sumario.settings().warehouse();
        Limits limits = sumario.settings().limits();
        try (TraceWorkbook workbook = new TraceWorkbook(sumario.settings().language(), figures.hasSeveralMeasures())) {
            TracedWorkbook filled = new TracedWorkbook(lines, workbook);
            Trace.Report report = trace(figures, scratch, filled.receiver());
            NamedWorkbook.write(sumario, file, () -> filled.write(asked, report, warehouse, limits, file));
            return report;
        }
    }

    private List<Reason> sums(Trace.Report report, String asked) {
        List<Reason> told = new ArrayList<>();
        if (report.figures().byMeasure().isEmpty()) {
            told.add(Reason.of("TRACE_NOTHING", asked));
        }
        report.figures()
                .byMeasure()
                .forEach((measure, sum) -> told.add(Reason.of(
                        "TRACE_SUM",
                        measure,
                        LoadTelling.grouped(report.sum(measure)),
                        LoadTelling.grouped(report.cells(measure)),
                        LoadTelling.grouped(report.files(measure)),
                        LoadTelling.grouped(report.figures().figures()),
                        asked)));
        List<String> vintages = report.vintages();
        told.add(Reason.of(
                "TRACE_RELEASE",
                report.release().manifest().releaseNumber(),
                report.release().manifest().releasedAt().truncatedTo(ChronoUnit.SECONDS),
                LoadTelling.grouped((long) vintages.size()),
                vintages.stream().limit(VINTAGES_TOLD).collect(Collectors.joining(", "))
                        + (vintages.size() > VINTAGES_TOLD ? ", …" : "")));
        return told;
    }

    private int tell(List<Reason> told, Trace.Report report) throws IOException {
        if (sumario.format() == Format.TABLE) {
            sumario.write(told.stream()
                    .map(reason -> sumario.messages().text(reason) + "\n")
                    .collect(Collectors.joining()));
        } else {
            told.forEach(sumario::tell);
        }
        if (report.holds()) {
            return ExitCode.DONE;
        }
        report.differing().forEach(address -> sumario.messages().print(Reason.of("TRACE_CELL_DIFFERS", address)));
        for (String measure : report.differingMeasures()) {
            sumario.messages()
                    .print(Reason.of(
                            "TRACE_SUM_DIFFERS",
                            measure,
                            LoadTelling.grouped(report.figures().byMeasure().getOrDefault(measure, 0L)),
                            LoadTelling.grouped(report.sum(measure))));
        }
        return ExitCode.DIFFERENCE;
    }
}
