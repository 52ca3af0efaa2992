package org.sumario.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.model.Reason;
import org.sumario.pipeline.FindingDecisions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lets findings stand as they are, for a reason that the ledger keeps. */
@Command(name = "accept")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
final class FindingsAcceptCommand implements Callable<Integer> {
    @ParentCommand
    private FindingsCommand parent;

    @Parameters(paramLabel = "FINDING", arity = "1..*", descriptionKey = "findings.finding")
    private List<String> findings;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "findings.reason")
    private String reason;

    @Override
    public Integer call() {
        SumarioCommand sumario = parent.sumario();
        FindingDecisions.accept(
                        sumario.settings().warehouse(),
                        findings,
                        ReasonText.parse(reason),
                        System.getProperty("user.name"),
                        Clock.systemUTC())
                .forEach(finding -> sumario.tell(Reason.of("FINDING_ACCEPTED", finding)));
        return ExitCode.DONE;
    }
}
