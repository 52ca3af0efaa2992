package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.pipeline.History;
import org.sumario.pipeline.Progress;

/**
 * Whether a warehouse folder is as its loads left it: the record (ledger and archive) and what is derived from it (staging, releases,
 * manifests). Nothing is changed. What is looked at is the folder alone, so it can be a copy on another machine.
 */
public final class Verification {
    private final Path warehouse;
    private final Path scratch;
    private final Progress progress;

    private Verification(Path warehouse, Path scratch, Progress progress) {
        this.warehouse = warehouse;
        this.scratch = scratch;
        this.progress = progress;
    }

    /**
     * What was looked at, and what was found.
     *
     * @param ledgerLines those that hold together
     * @param head SHA-256 of the last of them
     */
    public record Report(
            List<Fault> faults,
            int ledgerLines,
            String head,
            int archivedFiles,
            int stagingFolders,
            int releaseFiles) {}

    /**
     * Looks at everything; the caller sees to it that no load runs meanwhile.
     *
     * @param head SHA-256 of the last line of the ledger as somebody kept it elsewhere; null where nobody did
     * @param scratch a folder for a copy of the released file, empty before and after
     */
    public static Report of(Path warehouse, @Nullable String head, Path scratch, Progress progress) throws IOException {
        return new Verification(warehouse, scratch, progress).run(head);
    }

    private Report run(@Nullable String head) throws IOException {
        Ledger.Examined ledger = new Ledger(warehouse).examine();
        History history = History.of(ledger.lines());
        List<Fault> faults = new ArrayList<>(LedgerCheck.of(warehouse, ledger, history, head));
        ArchiveCheck archive = new ArchiveCheck(warehouse, ledger, history);
        faults.addAll(archive.run(progress));
        StagingCheck staging = new StagingCheck(warehouse);
        faults.addAll(staging.run(progress));
        ReleaseCheck releases = new ReleaseCheck(warehouse, ledger, history);
        faults.addAll(releases.run(scratch, progress));
        return new Report(
                faults, ledger.lines().size(), ledger.head(), archive.count(), staging.count(), releases.count());
    }

    /** A path as it is told: below the warehouse folder, with the same strokes on every system. */
    static String told(Path warehouse, Path file) {
        return warehouse.relativize(file).toString().replace('\\', '/');
    }

    static boolean hasFile(Path warehouse, String name) {
        return Files.exists(warehouse.resolve(name));
    }
}
