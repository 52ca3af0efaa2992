package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Codelist;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.JobDraft;
import org.sumario.rows.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes a job file guessed from an example, for a person to check. */
@Command(name = "draft")
final class JobsDraftCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private JobsCommand parent;

    @Parameters(paramLabel = "SPREADSHEET", descriptionKey = "jobs.draft.spreadsheet")
    @SuppressWarnings("NullAway.Init")
    private Path spreadsheet;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path path = sumario.currentPath(spreadsheet);
        if (!Files.isRegularFile(path)) {
            throw new Refused("USAGE_FILE_MISSING", path);
        }
        String fileName = path.getFileName().toString();
        Limits limits = sumario.settings().limits();
        InputFile file = InputFiles.open(path, fileName, limits);
        List<Codelist> codelists = JobFiles.load(sumario.settings().jobs()).stream()
                .flatMap(job -> job.codelists().values().stream())
                .distinct()
                .toList();
        JobDraft draft = JobDraft.of(file, fileName, codelists, limits);
        sumario.write(draft.text(sumario.messages()::text));
        draft.doubts()
                .forEach(doubt ->
                        sumario.messages().print(Reason.of("DRAFT_DOUBT").with(List.of(doubt))));
        return ExitCode.DONE;
    }
}
