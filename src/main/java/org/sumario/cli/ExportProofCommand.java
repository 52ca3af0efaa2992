package org.sumario.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.ProofPack;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.KeptReleases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes one zip with everything that proves the figures of a release, current or not. */
@Command(name = "proof")
final class ExportProofCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("file", "release_number", "figures_digest", "ledger_head", "entry_count", "byte_count");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private ExportCommand parent;

    @Parameters(paramLabel = "RELEASE", descriptionKey = "export.proof.release")
    private long release;

    @Option(names = "--output", paramLabel = "PATH", descriptionKey = "export.proof.output")
    private @Nullable Path output;

    @Option(names = "--with-files", descriptionKey = "export.proof.files")
    private boolean withFiles;

    @Override
    public Integer call() throws IOException {
        SumarioCommand sumario = parent.sumario();
        Path file = ExportCommand.file(sumario, output, Path.of("proof-" + release + ".zip"), ".zip");
        Path warehouse = sumario.settings().warehouse();
        ProofPack.Asked asked = new ProofPack.Asked(warehouse, release, releaseFile(sumario, warehouse), withFiles);
        ProofPack.Written written;
        try {
            written = ProofPack.write(asked, file, sumario.settings().limits());
        } catch (FileSystemException e) {
            throw new Refused("EXPORT_UNWRITABLE", file, String.valueOf(e.getMessage()));
        }
        long bytes = Files.size(file);
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            receiver.row(Arrays.asList(
                    file,
                    written.releaseNumber(),
                    written.figuresDigest(),
                    written.ledgerHead(),
                    written.entryCount(),
                    bytes));
        });
        sumario.tell(Reason.of("EXPORT_WRITTEN", file));
        sumario.tell(Reason.of("PROOF_LEDGER_HEAD", file.getFileName(), written.ledgerHead()));
        return ExitCode.DONE;
    }

    private Path releaseFile(SumarioCommand sumario, Path warehouse) {
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            return KeptReleases.file(warehouse, release, progress, Clock.systemUTC());
        }
    }
}
