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
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.DryRun;
import org.sumario.normalise.LayoutChange;
import org.sumario.normalise.Recognition;
import org.sumario.rows.RowSpool;
import org.sumario.warehouse.RowReceiver;

/** Shows what job files make of a spreadsheet, without loading it. */
final class JobTrial {
    private static final List<String> COLUMNS = List.of("what", "name", "found_at", "text");

    private JobTrial() {}

    /**
     * Prints where columns were found, the first observations, vintages, totals, findings, and labels that are unmapped or absent. Where no
     * layout fits, and the nearest is near, it tells how the columns differ and prints the change to the job file that would make it fit.
     *
     * @param jobs of which exactly one must describe the spreadsheet
     * @param onlyProposal whether nothing is printed but the change
     */
    static int run(
            SumarioCommand sumario,
            Path path,
            List<JobDefinition> jobs,
            @Nullable LocalDate published,
            boolean onlyProposal)
            throws IOException {
        String fileName = path.getFileName().toString();
        InputFile file = InputFiles.open(path, fileName, sumario.settings().limits());
        Recognition recognised;
        try {
            recognised = Recognition.of(file, fileName, jobs, null);
        } catch (Refused refused) {
            LayoutChange change = LayoutChange.of(file, jobs)
                    .filter(each -> explains(refused, each))
                    .orElse(null);
            if (change == null) {
                throw refused;
            }
            sumario.messages().print(refused.reason());
            ChangedLayout changed = new ChangedLayout(sumario, change);
            changed.tell();
            changed.propose();
            return tryAmended(sumario, file, fileName, jobs, change, published);
        }
        ChangedLayout changed = LayoutChange.of(file, List.of(recognised.job()))
                .filter(LayoutChange::isMoreThanOrder)
                .map(change -> new ChangedLayout(sumario, change))
                .orElse(null);
        if (onlyProposal) {
            if (changed == null) {
                sumario.tell(Reason.of(
                        "COLUMNS_AS_DECLARED", fileName, recognised.job().sourceCode()));
                return ExitCode.DONE;
            }
            changed.tell();
            changed.propose();
            return ExitCode.NEEDS_PERSON;
        }
        DryRun run = dryRun(sumario, file, recognised, published);
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            print(sumario, run, receiver);
        });
        if (changed != null) {
            changed.tell();
            sumario.tell(Reason.of("COLUMNS_PROPOSAL"));
        }
        return run.needsAPerson() ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
    }

    private static boolean explains(Refused refused, LayoutChange change) {
        return refused.reason().code().startsWith("SOURCE_UNKNOWN") && change.isMoreThanOrder();
    }

    /** What the labels of a changed delivery would be if the proposed change were accepted. */
    private static int tryAmended(
            SumarioCommand sumario,
            InputFile file,
            String fileName,
            List<JobDefinition> jobs,
            LayoutChange change,
            @Nullable LocalDate published)
            throws IOException {
        List<JobDefinition> amended = jobs.stream()
                .map(job -> job == change.job() ? change.amended() : job)
                .toList();
        Recognition recognised;
        try {
            recognised = Recognition.of(file, fileName, amended, change.job().sourceCode());
        } catch (Refused stillRefused) {
            sumario.messages().print(Reason.of("COLUMNS_NOT_ENOUGH").with(List.of(stillRefused.reason())));
            return ExitCode.NEEDS_PERSON;
        }
        DryRun run = dryRun(sumario, file, recognised, published);
        for (DryRun.UnmappedLabel label : run.unmapped()) {
            String nearest = label.nearest().isEmpty() ? "-" : String.join(" | ", label.nearest());
            sumario.messages().print(Reason.of("LABEL_NEW", label.label(), label.codelist(), nearest));
        }
        for (DryRun.AbsentCode code : run.absent()) {
            sumario.messages().print(Reason.of("LABEL_GONE", code.name(), code.codelist(), code.code()));
        }
        return ExitCode.NEEDS_PERSON;
    }

    private static DryRun dryRun(
            SumarioCommand sumario, InputFile file, Recognition recognised, @Nullable LocalDate published)
            throws IOException {
        Path scratch = Files.createTempDirectory("sumario-check");
        List<RowSpool> spools = new ArrayList<>();
        try {
            return DryRun.of(file, recognised, sumario.settings().limits(), published, sheet -> width -> {
                RowSpool spool = RowSpool.create(scratch.resolve(sheet + ".rows"), width);
                spools.add(spool);
                return spool;
            });
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
        absent(run, receiver);
    }

    private static void absent(DryRun run, RowReceiver receiver) throws IOException {
        for (DryRun.AbsentCode code : run.absent()) {
            row(receiver, "absent", code.dimension(), code.codelist(), code.code() + " " + code.name());
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
