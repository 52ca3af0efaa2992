package org.sumario.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job: from spreadsheets to a release. */
@Command(name = "load")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
final class LoadCommand implements Callable<Integer> {
    @ParentCommand
    private SumarioCommand sumario;

    @Mixin
    private WhatToLoad wanted;

    @Option(names = "--plan", paramLabel = "PLAN", descriptionKey = "load.plan")
    private @Nullable String plan;

    @Override
    public Integer call() throws IOException {
        LoadReport report;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            report = load(progress);
        }
        new LoadTelling(sumario).tell(report);
        return report.exitCode();
    }

    private LoadReport load(Progress progress) {
        LoadRequest request = wanted.request(sumario);
        if (plan == null) {
            return Loads.run(request, progress, Clock.systemUTC());
        }
        if (wanted.isGiven()) {
            throw new Refused("USAGE_PLAN_ALONE", plan);
        }
        return Loads.carryOut(request, plan, progress, Clock.systemUTC());
    }
}
