package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.archive.WarehouseLock;
import org.sumario.audit.Fault;
import org.sumario.audit.ProofPack;
import org.sumario.audit.Verification;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Whether everything in the warehouse, or in a proof pack, is as it was left. The table is one row per fault, with what to do. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("area", "item", "problem", "advice");
    private static final List<String> HEAD_COLUMNS = List.of("ledger_sha256", "ledger_lines");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(arity = "0..1", paramLabel = "PACK", descriptionKey = "verify.pack")
    private @Nullable Path pack;

    @Option(names = "--print-head", descriptionKey = "verify.print-head")
    private boolean printHead;

    @Option(names = "--head", paramLabel = "HASH", descriptionKey = "verify.head")
    private @Nullable String head;

    @Override
    public Integer call() throws IOException {
        if (head != null && !head.matches("[0-9a-f]{64}")) {
            throw new Refused("USAGE_VALUE", "--head", head, "SHA-256");
        }
        if (pack != null) {
            return verifyPack(sumario.currentPath(pack));
        }
        Path warehouse = sumario.settings().warehouse();
        if (!Files.isDirectory(warehouse)) {
            throw new Refused("NO_RELEASE", warehouse);
        }
        return printHead ? printHead(warehouse) : verify(warehouse);
    }

    private int printHead(Path warehouse) throws IOException {
        Ledger.Examined ledger = new Ledger(warehouse).examine();
        if (ledger.brokenLine() > 0) {
            sumario.messages().print(Reason.of("LEDGER_BROKEN", ledger.brokenLine()));
            return ExitCode.DIFFERENCE;
        }
        sumario.print(receiver -> {
            receiver.columns(HEAD_COLUMNS);
            receiver.row(Arrays.asList(ledger.head(), ledger.lines().size()));
        });
        return ExitCode.DONE;
    }

    private int verify(Path warehouse) throws IOException {
        Verification.Report report;
        Path scratch = Files.createTempDirectory("sumario-verify");
        // Where nobody may write no load can run, so that an auditor's read-only copy needs no lock.
        try (WarehouseLock lock =
                        Files.isWritable(warehouse) ? WarehouseLock.acquire(warehouse, Clock.systemUTC()) : null;
                ProgressDisplay display = new ProgressDisplay(sumario)) {
            report = Verification.of(warehouse, head, scratch, sumario.isTerminal() ? display : Progress.UNHEARD);
        } finally {
            Files.delete(scratch);
        }
        print(report.faults());
        sumario.tell(Reason.of(
                "VERIFY_DONE",
                report.ledgerLines(),
                report.archivedFiles(),
                report.stagingFolders(),
                report.releaseFiles()));
        if (report.faults().isEmpty()) {
            sumario.tell(Reason.of("VERIFY_GOOD", report.head()));
            return ExitCode.DONE;
        }
        sumario.messages().print(Reason.of("VERIFY_BAD", report.faults().size()));
        return ExitCode.DIFFERENCE;
    }

    private int verifyPack(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refused("USAGE_FILE_MISSING", file);
        }
        ProofPack.Report report = ProofPack.check(file, head, sumario.settings().limits());
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (ProofPack.Fault fault : report.faults()) {
                receiver.row(Arrays.asList(
                        fault.area(),
                        fault.item(),
                        sumario.messages().text(fault.problem()),
                        sumario.messages().text(fault.advice())));
            }
        });
        if (!report.faults().isEmpty()) {
            sumario.messages()
                    .print(Reason.of("PROOF_FAULTS", file, report.faults().size()));
            return ExitCode.DIFFERENCE;
        }
        ProofPack.Checked checked = report.checked().orElseThrow();
        sumario.tell(Reason.of(
                "PROOF_HOLDS",
                checked.releaseNumber(),
                LoadTelling.grouped((long) checked.vintageCount()),
                LoadTelling.grouped(checked.cellCount()),
                LoadTelling.grouped((long) checked.entryCount()),
                checked.ledgerHead()));
        return ExitCode.DONE;
    }

    private void print(List<Fault> faults) throws IOException {
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Fault fault : faults) {
                receiver.row(Arrays.asList(
                        fault.area().word(),
                        fault.item(),
                        sumario.messages().text(fault.problem()),
                        sumario.messages().text(fault.advice())));
            }
        });
    }
}
