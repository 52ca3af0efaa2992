package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.Trace;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.settings.Format;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;
import org.sumario.warehouse.TracedFigures;
import org.sumario.warehouse.TracedFigures.Cell;
import org.sumario.warehouse.TracedFigures.Condition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A published figure down to the cells it was made of: file, sheet, row, raw text, and what was applied in between. */
@Command(name = "trace")
final class TraceCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "vintage_code",
            "file_name",
            "file_sha256",
            "sheet_name",
            "row_number",
            "cell",
            "raw_text",
            "complaint_count",
            "rules");

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

    /** Sentences of rules: the same ones belong to many cells. */
    private final Map<Reason, String> sentences = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        List<Condition> conditions =
                Arrays.stream(given).map(TraceCommand::parse).toList();
        Path warehouse = sumario.settings().warehouse();
        Path scratch = Files.createTempDirectory("sumario-trace");
        try (ReleasedWarehouse released = OpenedRelease.of(sumario, release)) {
            TracedFigures figures = TracedFigures.of(released, relation, conditions);
            List<Trace.Report> reports = new ArrayList<>();
            sumario.print(output -> {
                output.columns(columns(figures));
                reports.add(Trace.of(
                        figures,
                        warehouse,
                        sumario.settings().limits(),
                        scratch,
                        (cell, raw, rules) -> print(output, figures, cell, raw, rules)));
            });
            return tell(reports.get(0), conditions);
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

    private static List<String> columns(TracedFigures figures) {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (figures.hasSeveralMeasures()) {
            columns.add("measure");
        }
        return columns;
    }

    private void print(RowReceiver output, TracedFigures figures, Cell cell, @Nullable String raw, List<Reason> rules)
            throws IOException {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                cell.vintageCode(),
                cell.fileName(),
                cell.sha256(),
                cell.sheetName(),
                cell.rowNumber(),
                cell.cell(),
                raw,
                cell.count(),
                rules.stream().map(this::sentence).collect(Collectors.joining("; "))));
        if (figures.hasSeveralMeasures()) {
            values.add(cell.measure());
        }
        output.row(values);
    }

    private String sentence(Reason rule) {
        return sentences.computeIfAbsent(rule, sumario.messages()::text);
    }

    private int tell(Trace.Report report, List<Condition> conditions) throws IOException {
        String asked =
                relation + conditions.stream().map(condition -> " " + condition).collect(Collectors.joining());
        List<Reason> told = new ArrayList<>();
        if (report.figures().figures() == 0) {
            told.add(Reason.of("TRACE_NOTHING", asked));
        }
        report.figures()
                .byMeasure()
                .forEach((measure, sum) -> told.add(Reason.of(
                        "TRACE_SUM",
                        measure,
                        LoadTelling.grouped(report.sums().getOrDefault(measure, 0L)),
                        LoadTelling.grouped(report.cells().getOrDefault(measure, 0L)),
                        LoadTelling.grouped((long) report.files()),
                        LoadTelling.grouped(report.figures().figures()),
                        asked)));
        told.add(Reason.of(
                "TRACE_RELEASE",
                report.release().manifest().releaseNumber(),
                report.release().manifest().releasedAt().truncatedTo(ChronoUnit.SECONDS),
                LoadTelling.grouped((long) report.vintageCount()),
                String.join(", ", report.vintages())
                        + (report.vintageCount() > report.vintages().size() ? ", …" : "")));
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
        report.figures().byMeasure().forEach((measure, sum) -> {
            if (!sum.equals(report.sums().getOrDefault(measure, 0L))) {
                sumario.messages()
                        .print(Reason.of(
                                "TRACE_SUM_DIFFERS",
                                measure,
                                LoadTelling.grouped(sum),
                                LoadTelling.grouped(report.sums().getOrDefault(measure, 0L))));
            }
        });
        return ExitCode.DIFFERENCE;
    }
}
