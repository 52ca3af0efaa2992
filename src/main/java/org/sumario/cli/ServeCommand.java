package org.sumario.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.sumario.console.StatusServer;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Loads;
import org.sumario.scheduler.Pause;
import org.sumario.scheduler.Rhythm;
import org.sumario.scheduler.Scheduler;
import org.sumario.scheduler.ServeLock;
import org.sumario.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The scheduler, until SIGTERM, SIGINT or an interrupt ends it; 0 when it ended in order. */
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Option(names = "--port", paramLabel = "N", descriptionKey = "serve.port")
    private int port = 8765;

    @Override
    public Integer call() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Refused("USAGE_VALUE", "--port", port, "0-" + HIGHEST_PORT);
        }
        Settings settings = sumario.settings();
        Clock clock = Clock.systemUTC();
        ServeLog log = new ServeLog(sumario, clock);
        try (ServeLock lock = ServeLock.acquire(settings.warehouse(), clock)) {
            Scheduler scheduler = new Scheduler(
                    new Scheduler.Folders(settings.input(), settings.warehouse(), settings.jobs()),
                    Rhythm.USUAL,
                    clock,
                    Pause.real(),
                    (request, progress, running) ->
                            Loads.run(request.within(settings.limits()).in(settings.language()), progress, running),
                    log);
            try (OrderlyEnd end = OrderlyEnd.of(scheduler::stop)) {
                try (StatusServer server = StatusServer.start(port, settings.warehouse(), scheduler::status, clock)) {
                    log.tell(Reason.of("SERVE_STARTED", settings.warehouse(), settings.input(), server.port()));
                    scheduler.run();
                }
                end.reached();
            }
        }
        return ExitCode.DONE;
    }
}
