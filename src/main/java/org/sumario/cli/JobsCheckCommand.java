package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.CheckedJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells of one job file, or of each in the jobs folder, whether it can be used. */
@Command(name = "check")
final class JobsCheckCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("file", "source_code", "is_valid", "reason");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private JobsCommand parent;

    @Parameters(paramLabel = "FILE", arity = "0..2", descriptionKey = "jobs.check.file")
    private List<Path> named = List.of();

    @Option(names = "--published", paramLabel = "DATE", descriptionKey = "jobs.check.published")
    private @Nullable LocalDate published;

    @Option(names = "--diff", descriptionKey = "jobs.check.diff")
    private boolean onlyProposal;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path folder = sumario.settings().jobs();
        List<Path> given = named.stream().map(sumario::currentPath).toList();
        Path file = given.stream().filter(JobFiles::isNamedAsOne).findFirst().orElse(null);
        List<Path> spreadsheets =
                given.stream().filter(each -> !JobFiles.isNamedAsOne(each)).toList();
        if (spreadsheets.size() > 1 || given.size() == 2 && spreadsheets.isEmpty()) {
            throw new Refused(
                    "USAGE_CHECK_TWO", given.get(0).getFileName(), given.get(1).getFileName());
        }
        if (!spreadsheets.isEmpty()) {
            return tryOn(sumario, spreadsheets.get(0), file, folder);
        }
        List<Path> files = file == null ? jobFiles(folder) : List.of(file);
        List<Reason> refusals = new ArrayList<>();
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Path each : files) {
                receiver.row(check(sumario, each, refusals));
            }
        });
        if (file == null && refusals.isEmpty()) {
            // Files that are right one by one may still contradict each other; that has its own refusal.
            CheckedJobs.load(folder);
        }
        refusals.forEach(sumario.messages()::print);
        sumario.tell(Reason.of("JOBS_CHECKED", files.size(), refusals.size()));
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.WRONG_USAGE;
    }

    private int tryOn(SumarioCommand sumario, Path spreadsheet, @Nullable Path file, Path folder) throws IOException {
        for (Path each : file == null ? List.of(spreadsheet) : List.of(spreadsheet, file)) {
            if (!Files.isRegularFile(each)) {
                throw new Refused("USAGE_FILE_MISSING", each);
            }
        }
        List<JobDefinition> jobs = file == null ? CheckedJobs.load(folder) : List.of(CheckedJobs.parse(file));
        try {
            return JobTrial.run(sumario, spreadsheet, jobs, published, onlyProposal);
        } catch (Refused refused) {
            // What a load would call unreadable.
            sumario.messages().print(refused.reason());
            return ExitCode.NEEDS_PERSON;
        }
    }

    private static List<@Nullable Object> check(SumarioCommand sumario, Path file, List<Reason> refusals) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file)) {
                throw new Refused("USAGE_FILE_MISSING", file);
            }
            return Arrays.asList(name, CheckedJobs.parse(file).sourceCode(), true, null);
        } catch (Refused e) {
            refusals.add(e.reason());
            return Arrays.asList(name, null, false, sumario.messages().text(e.reason()));
        }
    }

    private static List<Path> jobFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        return JobFiles.in(folder);
    }
}
