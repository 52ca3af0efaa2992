package org.sumario.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.PlanReport;
import org.sumario.pipeline.Plans;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What a load would do to published figures; the table for programs is one row per cell that would differ. */
@Command(name = "plan")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private SumarioCommand sumario;

    @Mixin
    private WhatToLoad wanted;

    @Override
    public Integer call() throws IOException {
        LoadRequest request = wanted.request(sumario);
        try (PlanReport report = plan(request)) {
            new PlanTelling(sumario, report).tell();
            return switch (report.verdict()) {
                case READY, RELEASED, NOTHING_NEW -> ExitCode.DONE;
                case NEEDS_DECISION, RELEASED_NEEDS_DECISION, HELD -> ExitCode.NEEDS_PERSON;
                case REFUSED -> ExitCode.FAILED;
            };
        }
    }

    private PlanReport plan(LoadRequest request) {
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            return Plans.run(request, progress, Clock.systemUTC());
        }
    }
}
