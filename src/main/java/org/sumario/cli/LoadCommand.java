package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The main job: from spreadsheets to a release. */
@Command(name = "load")
final class LoadCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "FILE", arity = "0..*", descriptionKey = "load.files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--source", paramLabel = "ID")
    private @Nullable String source;

    @Option(names = "--published", paramLabel = "DATE")
    private @Nullable String published;

    private @Nullable LocalDate publishedDate() {
        try {
            return published == null ? null : LocalDate.parse(published);
        } catch (DateTimeParseException e) {
            throw new Refused("USAGE_VALUE", "--published", String.valueOf(published), "2024-01-31");
        }
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = sumario.settings();
        List<Path> named = files.stream().map(sumario::currentPath).toList();
        for (Path file : named) {
            if (!Files.isRegularFile(file)) {
                throw new Refused("USAGE_FILE_MISSING", file);
            }
        }
        LoadReport report;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            report = Loads.run(
                    new LoadRequest(
                                    settings.input(),
                                    settings.warehouse(),
                                    settings.jobs(),
                                    named,
                                    source,
                                    publishedDate())
                            .within(settings.limits()),
                    progress,
                    Clock.systemUTC());
        }
        new LoadTelling(sumario).tell(report);
        return report.exitCode();
    }
}
