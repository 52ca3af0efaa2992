package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.model.Severity;
import org.sumario.pipeline.History;
import org.sumario.warehouse.ReleasedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What the checks had to say, with the place and what to do about it. */
@Command(name = "findings")
final class FindingsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("run", "severity", "code", "file_name", "sheet_name", "cell", "row_number", "raw_text", "advice");

    private static final List<String> WITH_SHOWN =
            Stream.concat(COLUMNS.stream(), Stream.of("shown_text")).toList();

    private static final String ORDER = "run, file_name, sheet_name, row_number, cell, code, raw_text";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Option(names = "--run", paramLabel = "RUN")
    private @Nullable Long run;

    @Option(names = "--delivery", paramLabel = "DELIVERY")
    private @Nullable String delivery;

    @Option(names = "--severity", paramLabel = "SEVERITY")
    private @Nullable String severity;

    @Option(names = "--code", paramLabel = "CODE")
    private @Nullable String code;

    @Option(names = "--shown", descriptionKey = "findings.shown")
    private boolean withShown;

    @Override
    public Integer call() throws IOException {
        Listing listing = new Listing(sumario, withShown ? WITH_SHOWN : COLUMNS);
        if (withShown) {
            listing.with("shown_text", "file_sha256")
                    .through(new ShownFindings(
                            WITH_SHOWN,
                            sumario.settings().warehouse(),
                            sumario.settings().limits()));
        }
        if (sumario.messages().isSpanish()) {
            listing.with("advice", "advice_es");
        }
        if (run != null) {
            listing.where("run = ?", run);
        }
        if (delivery != null) {
            String digits = DeliveryId.parse(delivery);
            DeliveryId.requireOne(sumario.settings().warehouse(), digits);
            listing.where("starts_with(file_sha256, ?)", digits);
        }
        if (severity != null) {
            listing.where("upper(severity) = ?", severityName(severity));
        }
        if (code != null) {
            listing.where("code = ?", code.toUpperCase(Locale.ROOT));
        }
        Optional<ReleasedWarehouse> unreleased = unreleased();
        return unreleased.isPresent()
                ? listing.print("finding", ORDER, unreleased::get)
                : listing.print("finding", ORDER);
    }

    /** A release carries the findings of what is accepted; those of anything else are read where it is staged. */
    private Optional<ReleasedWarehouse> unreleased() throws IOException {
        if (delivery == null) {
            return Optional.empty();
        }
        Path warehouse = sumario.settings().warehouse();
        String digits = DeliveryId.parse(delivery);
        Optional<Delivery> named = History.of(warehouse).received().stream()
                .filter(one -> one.sha256().startsWith(digits) && one.state() != Delivery.State.ACCEPTED)
                .findFirst();
        return named.isPresent() ? ReleasedWarehouse.ofFindings(warehouse, named.get()) : Optional.empty();
    }

    private static String severityName(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        List<String> names =
                Arrays.stream(Severity.values()).map(Severity::name).toList();
        if (!names.contains(name)) {
            throw new Refused(
                    "USAGE_VALUE", "--severity", text, String.join(", ", names).toLowerCase(Locale.ROOT));
        }
        return name;
    }
}
