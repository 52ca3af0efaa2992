package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.model.Severity;
import org.sumario.pipeline.History;
import org.sumario.settings.Format;
import org.sumario.warehouse.FindingRegister;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What the checks had to say, with the place and what to do about it: each problem once, where it was seen last. */
@Command(
        name = "findings",
        subcommands = {FindingsAcceptCommand.class, FindingsReopenCommand.class})
final class FindingsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "run",
            "severity",
            "code",
            "file_name",
            "sheet_name",
            "cell",
            "row_number",
            "raw_text",
            "advice",
            "finding",
            "state",
            "first_seen_run",
            "last_seen_run",
            "expected",
            "at_stake_count");

    private static final List<String> WITH_SHOWN =
            Stream.concat(COLUMNS.stream(), Stream.of("shown_text")).toList();

    private static final List<String> STATES = List.of("open", "accepted", "fixed", "gone", "all");
    private static final String ORDER = "run, file_name, sheet_name, row_number, cell, code, raw_text";

    @ParentCommand
    private @Nullable SumarioCommand parent;

    @Option(names = "--run", paramLabel = "RUN")
    private @Nullable Long run;

    @Option(names = "--delivery", paramLabel = "DELIVERY")
    private @Nullable String delivery;

    @Option(names = "--severity", paramLabel = "SEVERITY")
    private @Nullable String severity;

    @Option(names = "--code", paramLabel = "CODE")
    private @Nullable String code;

    @Option(names = "--state", paramLabel = "STATE", descriptionKey = "findings.state")
    private @Nullable String state;

    @Option(names = "--new", descriptionKey = "findings.new")
    private boolean isNew;

    @Option(names = "--raw", descriptionKey = "findings.raw")
    private boolean isRaw;

    @Option(names = "--shown", descriptionKey = "findings.shown")
    private boolean withShown;

    @Option(names = "--workbook", paramLabel = "DELIVERY", descriptionKey = "findings.workbook")
    private @Nullable String workbook;

    @Option(names = "--output", paramLabel = "PATH", descriptionKey = "findings.output")
    private @Nullable Path output;

    SumarioCommand sumario() {
        return Objects.requireNonNull(parent);
    }

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = sumario();
        if (workbook != null) {
            return new FindingsWorkbook(sumario).write(workbook, output);
        }
        if (output != null) {
            throw new Refused("USAGE_VALUE", "--output", output, "--workbook DELIVERY");
        }
        Path warehouse = sumario.settings().warehouse();
        History history = History.of(warehouse);
        List<String> columns = withShown ? WITH_SHOWN : COLUMNS;
        Listing listing = new Listing(sumario, columns);
        if (withShown) {
            listing.with("shown_text", "file_sha256")
                    .through(new ShownFindings(
                            WITH_SHOWN, warehouse, sumario.settings().limits()));
        }
        if (sumario.format() == Format.TABLE) {
            listing.through(new SummedFindings(columns, count -> sumario.tell(Reason.of("FINDINGS_SUMMED", count))));
        } else if (sumario.format() == Format.CSV && !isRaw) {
            listing.through(new HarmlessTexts());
        }
        if (sumario.messages().isSpanish()) {
            listing.with("advice", "advice_es").with("expected", "expected_es");
        }
        narrow(listing, history);
        return listing.print(
                "finding",
                ORDER,
                () -> FindingRegister.open(warehouse, history.received(), history.acceptedFindings()));
    }

    private void narrow(Listing listing, History history) throws IOException {
        if (run != null) {
            listing.where("run = ?", run);
        }
        if (delivery != null) {
            String digits = DeliveryId.parse(delivery);
            DeliveryId.requireOne(sumario().settings().warehouse(), digits);
            listing.where("starts_with(file_sha256, ?)", digits);
        } else if (run == null) {
            listing.where("is_last_seen = ?", true);
        }
        if (severity != null) {
            listing.where("upper(severity) = ?", severityName(severity));
        }
        if (code != null) {
            listing.where("code = ?", code.toUpperCase(Locale.ROOT));
        }
        if (isNew) {
            listing.where(
                    "first_seen_run = ?",
                    history.runs().stream().max(Long::compare).orElse(0L));
        }
        String wanted = state != null ? stateName(state) : run == null && delivery == null ? "open" : "all";
        if (!wanted.equals("all")) {
            listing.where("state = ?", wanted);
        }
    }

    private static String stateName(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (!STATES.contains(name)) {
            throw new Refused("USAGE_VALUE", "--state", text, String.join(", ", STATES));
        }
        return name;
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
