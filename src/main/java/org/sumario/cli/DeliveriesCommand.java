package org.sumario.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.pipeline.History;
import org.sumario.warehouse.Releases;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Every delivery with its state and the reason for it, from the record: also where nothing could be released yet. */
@Command(name = "deliveries")
final class DeliveriesCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("delivery", "source_code", "file_name", "sha256", "state", "reason", "received_at");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Override
    public Integer call() throws IOException {
        List<Delivery> deliveries = History.of(sumario.settings().warehouse()).received().stream()
                .sorted(Comparator.comparing(Delivery::receivedAt).thenComparing(Delivery::sha256))
                .toList();
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Delivery delivery : deliveries) {
                receiver.row(Arrays.asList(
                        delivery.shortName(),
                        delivery.sourceCode(),
                        delivery.fileName(),
                        delivery.sha256(),
                        delivery.state().word(),
                        LoadTelling.reasons(sumario, delivery),
                        delivery.receivedAt()));
            }
        });
        if (deliveries.isEmpty()) {
            sumario.tell(Reason.of("NO_RELEASE", sumario.settings().warehouse().resolve(Releases.CURRENT)));
        }
        return ExitCode.DONE;
    }
}
