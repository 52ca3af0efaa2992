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

/** Takes back that findings were accepted. */
@Command(name = "reopen")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
final class FindingsReopenCommand implements Callable<Integer> {
    @ParentCommand
    private FindingsCommand parent;

    @Parameters(paramLabel = "FINDING", arity = "1..*", descriptionKey = "findings.finding")
    private List<String> findings;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "findings.reason")
    private String reason;

    @Override
    public Integer call() {
        SumarioCommand sumario = parent.sumario();
        FindingDecisions.reopen(
                        sumario.settings().warehouse(),
                        findings,
                        ReasonText.parse(reason),
                        System.getProperty("user.name"),
                        Clock.systemUTC())
                .forEach(finding -> sumario.tell(Reason.of("FINDING_REOPENED", finding)));
        return ExitCode.DONE;
    }
}
