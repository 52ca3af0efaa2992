package org.sumario.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.settings.Settings;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.Agreement.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Settles a delivery. For one that confirms, the table is one row per key at which it does not agree with the figures. */
@Command(name = "decide")
final class DecideCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("scope", "year", "finest_grain", "grain", "key", "slice_count", "whole_count");
    private static final List<String> VERDICTS = List.of("accept", "confirm", "reject");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(index = "0", paramLabel = "DELIVERY", descriptionKey = "decide.delivery")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String delivery;

    @Parameters(index = "1", paramLabel = "accept|confirm|reject", descriptionKey = "decide.verdict")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String verdict;

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String reason;

    @Override
    public Integer call() throws IOException {
        Settings settings = sumario.settings();
        String digits = DeliveryId.parse(delivery);
        String word = verdict.toLowerCase(Locale.ROOT);
        if (!VERDICTS.contains(word)) {
            throw new Refused("USAGE_VALUE", "DELIVERY " + verdict, verdict, String.join(", ", VERDICTS));
        }
        LoadReport report;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            report = Loads.decide(
                    new LoadRequest(settings.input(), settings.warehouse(), settings.jobs(), List.of(), null, null)
                            .within(settings.limits())
                            .in(settings.language()),
                    digits,
                    Verdict.of(word),
                    ReasonText.parse(reason),
                    System.getProperty("user.name"),
                    progress,
                    Clock.systemUTC());
        }
        printDifferences(report.agreements());
        report.agreements().forEach(this::tell);
        new LoadTelling(sumario).tell(report);
        return report.exitCode();
    }

    private void printDifferences(List<Agreement> agreements) throws IOException {
        if (agreements.isEmpty()) {
            return;
        }
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Agreement year : agreements) {
                if (year.differences().isEmpty()) {
                    receiver.row(Arrays.asList(year.scope(), year.year(), year.finestGrain(), null, null, null, null));
                }
                for (Difference difference : year.differences()) {
                    receiver.row(Arrays.asList(
                            year.scope(),
                            year.year(),
                            year.finestGrain(),
                            difference.grain(),
                            difference.key(),
                            difference.sliceCount(),
                            difference.wholeCount()));
                }
            }
        });
    }

    private void tell(Agreement year) {
        String grain = year.finestGrain();
        String code =
                switch (grain) {
                    case "none" -> "DECIDE_AGREEMENT_NONE";
                    case "no_vintage" -> "DECIDE_AGREEMENT_NO_VINTAGE";
                    default -> "DECIDE_AGREEMENT";
                };
        String named = code.equals("DECIDE_AGREEMENT") ? sumario.messages().text(Reason.of("GRAIN_" + grain)) : grain;
        sumario.tell(Reason.of(
                code, year.scope(), year.year(), named, year.differences().size()));
    }
}
