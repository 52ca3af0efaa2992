package org.sumario.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.settings.Format;
import org.sumario.warehouse.RowReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Every vintage with its period, dates and totals; behind the table for a person, a drawing of them over the months of the year. */
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

    @Option(names = "--scope", paramLabel = "CODE", descriptionKey = "vintages.scope")
    private @Nullable String scope;

    @Override
    public Integer call() throws IOException {
        List<DrawnVintage> drawn = new ArrayList<>();
        Listing listing = new Listing(sumario, COLUMNS);
        if (sumario.format() == Format.TABLE) {
            listing.and(DrawnVintage.COLUMNS).through((query, output) -> query.into(new Apart(output, drawn)));
        }
        if (source != null) {
            listing.where("source_code = ?", source);
        }
        if (year != null) {
            listing.where("year = ?", year);
        }
        if (scope != null) {
            listing.where("scope = ?", scope);
        }
        int exitCode =
                listing.print("vintage", "source_code, scope, year, period_end, extraction_date, published_date");
        sumario.write(Timeline.draw(drawn, sumario.messages()));
        return exitCode;
    }

    /** Prints the columns of the table and keeps those behind them, which are drawn. */
    private record Apart(RowReceiver output, List<DrawnVintage> drawn) implements RowReceiver {
        @Override
        public void columns(List<String> names) throws IOException {
            output.columns(names.subList(0, COLUMNS.size()));
        }

        @Override
        public void row(List<@Nullable Object> values) throws IOException {
            output.row(values.subList(0, COLUMNS.size()));
            drawn.add(DrawnVintage.of(values.subList(COLUMNS.size(), values.size())));
        }
    }
}
