package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The publication series that job files describe. */
@Command(name = "list")
final class JobsListCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("source_code", "title", "country_code", "counting_unit", "file");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private JobsCommand parent;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Locale language = sumario.settings().language();
        List<JobDefinition> jobs = JobFiles.load(sumario.settings().jobs()).stream()
                .sorted(Comparator.comparing(JobDefinition::sourceCode))
                .toList();
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (JobDefinition job : jobs) {
                receiver.row(Arrays.asList(
                        job.sourceCode(), title(job, language), job.countryCode(), job.countingUnit(), fileName(job)));
            }
        });
        return ExitCode.DONE;
    }

    private static String title(JobDefinition job, Locale language) {
        String english = job.titles().getOrDefault("en", job.sourceCode());
        return job.titles().getOrDefault(language.getLanguage(), english);
    }

    private static String fileName(JobDefinition job) {
        return job.files().stream()
                .map(Path::getFileName)
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }
}
