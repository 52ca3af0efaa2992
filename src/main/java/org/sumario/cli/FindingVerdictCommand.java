package org.sumario.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.model.Reason;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a person says of findings, for a reason that the ledger keeps. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
abstract class FindingVerdictCommand implements Callable<Integer> {
    private final Verdict verdict;
    private final String told;

    @ParentCommand
    private FindingsCommand parent;

    @Parameters(paramLabel = "FINDING", arity = "1..*", descriptionKey = "findings.finding")
    private List<String> findings;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "findings.reason")
    private String reason;

    /** Writes it into the ledger; answers the findings in full. */
    interface Verdict {
        List<String> record(Path warehouse, List<String> digits, String reason, String by, Clock clock);
    }

    /** @param told code of the message for each finding */
    FindingVerdictCommand(Verdict verdict, String told) {
        this.verdict = verdict;
        this.told = told;
    }

    @Override
    public Integer call() {
        SumarioCommand sumario = parent.sumario();
        verdict.record(
                        sumario.settings().warehouse(),
                        findings,
                        ReasonText.parse(reason),
                        System.getProperty("user.name"),
                        Clock.systemUTC())
                .forEach(finding -> sumario.tell(Reason.of(told, finding)));
        return ExitCode.DONE;
    }
}
