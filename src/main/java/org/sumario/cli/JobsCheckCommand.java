package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells of one job file, or of each in the jobs folder, whether it can be used. */
@Command(name = "check")
final class JobsCheckCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("file", "source_code", "is_valid", "reason");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private JobsCommand parent;

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "jobs.check.file")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path folder = sumario.settings().jobs();
        List<Path> files = file == null ? jobFiles(folder) : List.of(sumario.currentPath(file));
        List<Reason> refusals = new ArrayList<>();
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Path each : files) {
                receiver.row(check(sumario, each, refusals));
            }
        });
        if (file == null && refusals.isEmpty()) {
            // Files that are right one by one may still contradict each other; that has its own refusal.
            JobFiles.load(folder);
        }
        refusals.forEach(sumario.messages()::print);
        sumario.tell(Reason.of("JOBS_CHECKED", files.size(), refusals.size()));
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.WRONG_USAGE;
    }

    private static List<@Nullable Object> check(SumarioCommand sumario, Path file, List<Reason> refusals) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file)) {
                throw new Refused("USAGE_FILE_MISSING", file);
            }
            return Arrays.asList(name, JobFiles.parse(file).sourceCode(), true, null);
        } catch (Refused e) {
            refusals.add(e.reason());
            return Arrays.asList(name, null, false, sumario.messages().text(e.reason()));
        }
    }

    private static List<Path> jobFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
