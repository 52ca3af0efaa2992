package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Every delivery with its state and the reason for it. */
@Command(name = "deliveries")
final class DeliveriesCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("delivery", "source_code", "file_name", "sha256", "state", "reason", "received_at");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Override
    public Integer call() throws IOException {
        Listing listing = new Listing(sumario, COLUMNS).with("delivery", "substr(sha256, 1, 8)");
        if (sumario.messages().isSpanish()) {
            listing.with("reason", "reason_es");
        }
        return listing.print("delivery", "received_at, sha256");
    }
}
