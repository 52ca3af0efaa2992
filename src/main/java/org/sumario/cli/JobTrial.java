package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.DeliveryContent;
import org.sumario.model.Finding;
import org.sumario.normalise.DryRun;
import org.sumario.normalise.Recognition;
import org.sumario.rows.RowSpool;
import org.sumario.warehouse.RowReceiver;

/** Shows what job files make of a spreadsheet, without loading it. */
final class JobTrial {
    private static final List<String> COLUMNS = List.of("what", "name", "found_at", "text");

    private JobTrial() {}

    /**
     * Prints where columns were found, the first observations, vintages, totals, findings and unmapped labels.
     *
     * @param jobs of which exactly one must describe the spreadsheet
     */
    static int run(SumarioCommand sumario, Path path, List<JobDefinition> jobs, @Nullable LocalDate published)
            throws IOException {
        String fileName = path.getFileName().toString();
        InputFile file = InputFiles.open(path, fileName, sumario.settings().limits());
        Recognition recognised = Recognition.of(file, fileName, jobs, null);
        Path scratch = Files.createTempDirectory("sumario-check");
        List<RowSpool> spools = new ArrayList<>();
        try {
            DryRun run = DryRun.of(file, recognised, sumario.settings().limits(), published, sheet -> width -> {
                RowSpool spool = RowSpool.create(scratch.resolve(sheet + ".rows"), width);
                spools.add(spool);
                return spool;
            });
            sumario.print(receiver -> {
                receiver.columns(COLUMNS);
                print(sumario, run, receiver);
            });
            return run.needsAPerson() ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
        } finally {
            spools.forEach(RowSpool::close);
            Files.delete(scratch);
        }
    }

    private static void print(SumarioCommand sumario, DryRun run, RowReceiver receiver) throws IOException {
        row(receiver, "source", run.job().sourceCode(), "", run.job().titles().getOrDefault("en", ""));
        for (DryRun.FoundColumn column : run.columns()) {
            String place = column.sheetName() + (column.cell().isEmpty() ? "" : "!" + column.cell());
            row(
                    receiver,
                    "column",
                    column.shown(),
                    place,
                    column.role() + ": " + column.distinctValues() + " ("
                            + String.join(", ", column.firstValues())
                            + (column.distinctValues() > column.firstValues().size() ? ", …" : "")
                            + ")");
        }
        for (DryRun.SeenObservation seen : run.observations()) {
            List<String> words = new ArrayList<>(seen.labels().values());
            seen.counts().forEach((measure, count) -> words.add(measure + " " + count));
            row(
                    receiver,
                    "observation",
                    seen.period(),
                    seen.sheetName() + "!" + seen.cell(),
                    String.join(" · ", words));
        }
        DeliveryContent content = run.content();
        for (DeliveryContent.VintageStatement vintage : content.vintages()) {
            row(
                    receiver,
                    "vintage",
                    Integer.toString(vintage.year()),
                    "",
                    vintage.periodStart() + "/" + vintage.periodEnd()
                            + ", extraction_date " + said(vintage.extractionDate()) + ", published_date "
                            + said(vintage.publishedDate()));
        }
        DeliveryContent.ControlTotals totals = content.totals();
        row(
                receiver,
                "total",
                "rows",
                "",
                totals.rows() + ", observations " + totals.observations() + ", facts " + totals.facts()
                        + ", rejections " + totals.rejections());
        for (DeliveryContent.MeasureTotals measure : totals.measures()) {
            row(
                    receiver,
                    "total",
                    measure.name(),
                    "",
                    measure.rawSum().toPlainString() + " = " + measure.factSum().toPlainString() + " + "
                            + measure.rejectedSum().toPlainString());
        }
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        content.findings()
                .forEach(finding -> byCode.computeIfAbsent(
                                finding.severity().name().toLowerCase(Locale.ROOT) + " "
                                        + finding.reason().code(),
                                first -> new ArrayList<>())
                        .add(finding));
        for (Map.Entry<String, List<Finding>> each : byCode.entrySet()) {
            Finding first = each.getValue().get(0);
            row(
                    receiver,
                    "finding",
                    each.getKey(),
                    first.sheetName() + (first.cell().isEmpty() ? "" : "!" + first.cell()),
                    each.getValue().size() + " × " + sumario.messages().text(first.reason()));
        }
        for (DryRun.UnmappedLabel label : run.unmapped()) {
            row(
                    receiver,
                    "unmapped",
                    label.dimension(),
                    label.codelist(),
                    label.label() + (label.nearest().isEmpty() ? "" : " ≈ " + String.join(" | ", label.nearest())));
        }
    }

    private static String said(@Nullable LocalDate date) {
        return date == null ? "-" : date.toString();
    }

    private static void row(RowReceiver receiver, String what, String name, String place, String text)
            throws IOException {
        List<@Nullable Object> values = new ArrayList<>(List.of(what, name, place, text));
        receiver.row(values);
    }
}
