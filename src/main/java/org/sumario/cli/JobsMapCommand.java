package org.sumario.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.LabelDecisions;
import org.sumario.model.Codelist;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Records what a label means that no code list knows: a person decides, never the program. */
@Command(name = "map")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
final class JobsMapCommand implements Callable<Integer> {
    @ParentCommand
    private JobsCommand parent;

    @Parameters(index = "0", paramLabel = "LABEL", descriptionKey = "jobs.map.label")
    private String label;

    @Parameters(index = "1", paramLabel = "CODE", descriptionKey = "jobs.map.code")
    private String code;

    @Option(names = "--codelist", paramLabel = "NAME", required = true, descriptionKey = "jobs.map.codelist")
    private String codelist;

    @Option(names = "--delivery", paramLabel = "DELIVERY", descriptionKey = "jobs.map.delivery")
    private @Nullable String delivery;

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    private String reason;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        String metIn = delivery == null ? "" : sha256(sumario, DeliveryId.parse(delivery));
        LabelDecisions.Decided decided = new LabelDecisions.Decided(
                label,
                code,
                System.getProperty("user.name"),
                Clock.systemUTC().instant(),
                metIn,
                ReasonText.parse(reason));
        Codelist.Code mapped = LabelDecisions.record(sumario.settings().jobs(), codelist, decided);
        sumario.tell(
                Reason.of("JOBS_MAPPED", label, mapped.code(), mapped.name(), "codelists/" + codelist + ".labels.csv"));
        return ExitCode.DONE;
    }

    private static String sha256(SumarioCommand sumario, String digits) {
        List<String> found = History.of(sumario.settings().warehouse()).received().stream()
                .map(Delivery::sha256)
                .filter(sha256 -> sha256.startsWith(digits))
                .toList();
        if (found.size() > 1) {
            throw new Refused("DELIVERY_AMBIGUOUS", digits, String.join(", ", found));
        }
        return found.stream().findFirst().orElseThrow(() -> new Refused("DELIVERY_UNKNOWN", digits));
    }
}
