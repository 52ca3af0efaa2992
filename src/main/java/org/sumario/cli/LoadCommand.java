package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadReport.Arrived;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.settings.Settings;
import org.sumario.warehouse.ReleaseFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The main job: from spreadsheets to a release. The table is one row per delivery with its control totals. */
@Command(name = "load")
final class LoadCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "delivery",
            "source_code",
            "file_name",
            "state",
            "rows",
            "observations",
            "facts",
            "rejections",
            "raw_sum",
            "fact_sum",
            "rejected_sum",
            "not_numbers",
            "reason");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "FILE", arity = "0..*", descriptionKey = "load.files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--source", paramLabel = "ID")
    private @Nullable String source;

    @Option(names = "--published", paramLabel = "DATE")
    private @Nullable LocalDate published;

    @Override
    public Integer call() throws IOException {
        Settings settings = sumario.settings();
        List<Path> named = files.stream().map(sumario::currentPath).toList();
        for (Path file : named) {
            if (!Files.isRegularFile(file)) {
                throw new Refused("USAGE_FILE_MISSING", file);
            }
        }
        LoadReport report;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            report = Loads.run(
                    new LoadRequest(settings.input(), settings.warehouse(), settings.jobs(), named, source, published),
                    progress,
                    Clock.systemUTC());
        }
        if (!report.arrived().isEmpty()) {
            sumario.print(receiver -> {
                receiver.columns(COLUMNS);
                for (Arrived arrived : report.arrived()) {
                    receiver.row(row(arrived));
                }
            });
        }
        tell(report);
        return report.exitCode();
    }

    private List<@Nullable Object> row(Arrived arrived) {
        Delivery delivery = arrived.delivery();
        ControlTotals totals = arrived.totals();
        List<@Nullable Object> row = new ArrayList<>();
        row.addAll(Arrays.asList(
                delivery.shortName(),
                delivery.sourceCode(),
                delivery.fileName(),
                delivery.state().word()));
        if (totals == null) {
            row.addAll(Arrays.asList(null, null, null, null, null, null, null, null));
        } else {
            row.addAll(Arrays.asList(
                    totals.rows(),
                    totals.observations(),
                    totals.facts(),
                    totals.rejections(),
                    plain(totals.rawSum()),
                    plain(totals.factSum()),
                    plain(totals.rejectedSum()),
                    totals.countsNotNumbers()));
        }
        row.add(reasons(delivery));
        return row;
    }

    private static java.math.BigDecimal plain(java.math.BigDecimal sum) {
        java.math.BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private String reasons(Delivery delivery) {
        return String.join("; ", sumario.messages().isSpanish() ? delivery.reasonsInSpanish() : delivery.reasons());
    }

    private void tell(LoadReport report) {
        if (!report.notSpreadsheets().isEmpty()) {
            sumario.tell(Reason.of("LOAD_NOT_SPREADSHEET", String.join(", ", report.notSpreadsheets())));
        }
        for (Delivery delivery : report.waiting()) {
            sumario.tell(Reason.of("LOAD_WAITING", delivery.shortName(), delivery.fileName(), reasons(delivery)));
        }
        if (report.arrived().isEmpty()) {
            sumario.tell(Reason.of("LOAD_NOTHING_NEW"));
        } else {
            long rows = report.arrived().stream()
                    .mapToLong(a -> a.totals() == null ? 0 : a.totals().rows())
                    .sum();
            long rejections = report.arrived().stream()
                    .mapToLong(a -> a.totals() == null ? 0 : a.totals().rejections())
                    .sum();
            sumario.tell(Reason.of("LOAD_DELIVERIES", report.arrived().size(), rows, rejections));
            for (Arrived arrived : report.arrived()) {
                Delivery delivery = arrived.delivery();
                if (!reasons(delivery).isEmpty()) {
                    sumario.tell(Reason.of(
                            "LOAD_STATE",
                            delivery.shortName(),
                            delivery.fileName(),
                            delivery.state().word(),
                            reasons(delivery)));
                }
            }
        }
        ReleaseFigures release = report.release();
        if (release == null) {
            sumario.tell(Reason.of("LOAD_NO_RELEASE"));
            return;
        }
        for (ReleaseFigures.CurrentVintage vintage : report.becameCurrent()) {
            sumario.tell(Reason.of(
                    "LOAD_CURRENT", vintage.vintageCode(), grouped(vintage.complaintCount()), vintage.monthsCovered()));
        }
        sumario.tell(Reason.of(
                "LOAD_RELEASE",
                release.manifest().releaseNumber(),
                report.releaseFile(),
                release.manifest().figuresDigest().substring(0, 16)));
        String language = sumario.messages().isSpanish() ? "es" : "en";
        for (LoadReport.HeadlineFigures headline : report.headlines()) {
            String years = headline.byYear().entrySet().stream()
                    .map(year -> year.getKey() + " " + grouped(year.getValue()))
                    .collect(Collectors.joining(" · "));
            sumario.tell(Reason.of("LOAD_HEADLINE", headline.titles().getOrDefault(language, ""), years));
        }
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
