package org.sumario.cli;

import org.sumario.pipeline.FindingDecisions;
import picocli.CommandLine.Command;

/** Lets findings stand as they are. */
@Command(name = "accept")
final class FindingsAcceptCommand extends FindingVerdictCommand {
    FindingsAcceptCommand() {
        super(FindingDecisions::accept, "FINDING_ACCEPTED");
    }
}
