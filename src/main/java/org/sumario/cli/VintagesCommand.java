package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Every vintage with its period, dates and totals. */
@Command(name = "vintages")
final class VintagesCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "vintage_code",
            "source_code",
            "scope",
            "year",
            "period_start",
            "period_end",
            "extraction_date",
            "published_date",
            "last_confirmed_date",
            "complaint_count",
            "received_count",
            "resolved_count",
            "figures_digest",
            "is_current");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Option(names = "--source", paramLabel = "ID")
    private @Nullable String source;

    @Option(names = "--year", paramLabel = "YEAR")
    private @Nullable Integer year;

    @Override
    public Integer call() throws IOException {
        Listing listing = new Listing(sumario, COLUMNS);
        if (source != null) {
            listing.where("source_code = ?", source);
        }
        if (year != null) {
            listing.where("year = ?", year);
        }
        return listing.print("vintage", "source_code, scope, year, period_end, extraction_date, published_date");
    }
}
