package org.sumario.scheduler;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.scheduler.FileStamps.Stamp;

/** Job files and ledger as they are on disk; read again when their size or time changed. */
final class RecordView {
    private final Scheduler.Folders folders;
    private final Ledger ledger;
    private final Path ledgerFile;

    private Map<Path, Stamp> jobStamps = Map.of();
    private @Nullable List<JobDefinition> jobs;
    private Optional<Stamp> ledgerStamp = Optional.empty();
    private @Nullable LoadHistory history;

    RecordView(Scheduler.Folders folders) {
        this.folders = folders;
        this.ledger = new Ledger(folders.warehouse());
        this.ledgerFile = folders.warehouse().resolve("ledger.jsonl");
    }

    /**
     * Reads what changed.
     *
     * @throws org.sumario.model.Refused for a bad job file or a broken ledger
     */
    void read() {
        Map<Path, Stamp> nowJobs = FileStamps.below(folders.jobs());
        if (jobs == null || !nowJobs.equals(jobStamps)) {
            jobs = null;
            jobs = JobFiles.load(folders.jobs());
            jobStamps = nowJobs;
        }
        Optional<Stamp> nowLedger = FileStamps.of(ledgerFile);
        if (history == null || !nowLedger.equals(ledgerStamp)) {
            history = null;
            history = LoadHistory.of(ledger.lines());
            ledgerStamp = nowLedger;
        }
    }

    List<JobDefinition> jobs() {
        return jobs == null ? List.of() : jobs;
    }

    LoadHistory history() {
        return history == null ? new LoadHistory(List.of()) : history;
    }

    Map<Path, Stamp> jobStamps() {
        return jobStamps;
    }
}
