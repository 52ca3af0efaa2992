package org.sumario.cli;

import org.sumario.pipeline.FindingDecisions;
import picocli.CommandLine.Command;

/** Takes back that findings were accepted. */
@Command(name = "reopen")
final class FindingsReopenCommand extends FindingVerdictCommand {
    FindingsReopenCommand() {
        super(FindingDecisions::reopen, "FINDING_REOPENED");
    }
}
