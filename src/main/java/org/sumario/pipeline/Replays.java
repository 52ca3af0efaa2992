package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.pipeline.ReplayedRun.Sides;
import org.sumario.rows.Limits;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.ReleaseBuilder.Built;

/**
 * Does runs again from archive and ledger alone, in a folder of its own; of the warehouse nothing else is read, and nothing is written. Each
 * run begins with the history that the ledger has before it, so that a difference shows where it arises. Files are read many at once, and
 * ahead of the runs that brought them.
 */
public final class Replays {
    /** Runs whose files are read ahead. */
    private static final int AHEAD = 50;

    private final Path scratch;
    private final Archive archive;
    private final ArchivedFiles archived;
    private final History history;
    private final Limits limits;
    private final Progress progress;
    private final Clock clock;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Map<Map<String, String>, JobFilesOf> jobFiles = new HashMap<>();
    private final Map<Long, List<FigureChange>> changes = new HashMap<>();

    private Replays(Path warehouse, History history, Path scratch, Limits limits, Progress progress, Clock clock) {
        this.scratch = scratch;
        this.history = history;
        this.limits = limits;
        this.progress = progress;
        this.clock = clock;
        archive = new Archive(warehouse);
        archived = new ArchivedFiles(archive);
    }

    /** Takes runs as they are done. */
    public interface Receiver {
        void done(ReplayedRun run) throws IOException;
    }

    /** Job files of one run, or why they cannot be had. */
    private record JobFilesOf(List<JobDefinition> jobs, Optional<Reason> failure) {}

    /** Does all runs again, in their order. */
    public static void all(
            Path warehouse, Path scratch, Limits limits, Progress progress, Clock clock, Receiver receiver)
            throws IOException {
        History history = History.of(warehouse);
        new Replays(warehouse, history, scratch, limits, progress, clock)
                .run(RecordedRun.of(history), Set.of(), receiver);
    }

    /**
     * Does one run again, and without telling of it the one that made the release that it began with, where the mapping changed since.
     *
     * @throws Refused {@code RUN_UNKNOWN}
     */
    public static void one(
            Path warehouse, long run, Path scratch, Limits limits, Progress progress, Clock clock, Receiver receiver)
            throws IOException {
        History history = History.of(warehouse);
        if (!history.runs().contains(run)) {
            throw new Refused("RUN_UNKNOWN", run);
        }
        List<RecordedRun> known = RecordedRun.of(history);
        List<RecordedRun> chosen = new ArrayList<>();
        Set<Long> untold = new HashSet<>();
        for (RecordedRun recorded : known) {
            if (recorded.run() == run) {
                history.release(recorded.base())
                        .filter(base -> recorded.release()
                                .filter(release -> !release.mappings().equals(base.mappings()))
                                .isPresent())
                        .ifPresent(base -> {
                            known.stream()
                                    .filter(other -> other.run() == base.run())
                                    .forEach(chosen::add);
                            untold.add(base.run());
                        });
                chosen.add(recorded);
            }
        }
        new Replays(warehouse, history, scratch, limits, progress, clock).run(chosen, untold, receiver);
    }

    private void run(List<RecordedRun> recorded, Set<Long> untold, Receiver receiver) throws IOException {
        try {
            Files.createDirectories(scratch.resolve("work"));
            Files.createDirectories(scratch.resolve("releases"));
            for (int from = 0; from < recorded.size(); from += AHEAD) {
                List<RecordedRun> next = recorded.subList(from, Math.min(recorded.size(), from + AHEAD));
                Map<Long, RunAgain> prepared = prepare(next);
                if (recorded.size() > 1 && untold.isEmpty()) {
                    readAhead(prepared);
                }
                progress.begins("replay", 0);
                for (int i = from; i < from + next.size(); i++) {
                    RecordedRun run = recorded.get(i);
                    ReplayedRun done = replay(run, Optional.ofNullable(prepared.remove(run.run())));
                    if (!untold.contains(run.run())) {
                        receiver.done(done);
                    }
                    forget(recorded.subList(i + 1, recorded.size()));
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw Failures.of(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<Long, RunAgain> prepare(List<RecordedRun> runs) {
        Map<Long, RunAgain> prepared = new HashMap<>();
        for (RecordedRun run : runs) {
            JobFilesOf files = jobFiles(run);
            if (!run.isRollback() && files.failure().isEmpty()) {
                LoadRequest request = new LoadRequest(scratch, scratch, scratch, List.of(), null, null)
                        .because(LoadRequest.Trigger.COMMAND, run.late())
                        .within(limits);
                LoadState state = new LoadState(
                        request,
                        archive,
                        Progress.UNHEARD,
                        clock,
                        run.run(),
                        files.jobs(),
                        run.before(),
                        run.decision().orElse(null));
                prepared.put(run.run(), new RunAgain(run, state.recall(), archived));
            }
        }
        return prepared;
    }

    /** Reads what the runs brought; what a later mapping makes of it waits for its run. */
    private void readAhead(Map<Long, RunAgain> runs) {
        List<Runnable> work = new ArrayList<>();
        Set<Path> claimed = new HashSet<>();
        for (RunAgain run : runs.values()) {
            for (Received arrival : run.arrivals()) {
                Path staging = arrival.delivery().staging();
                if (staging == null || claimed.add(staging)) {
                    work.add(() -> read(run, arrival));
                }
            }
        }
        readAll(work);
    }

    private void readAll(List<Runnable> work) {
        if (!work.isEmpty()) {
            progress.begins("read", work.size());
            inParallel(work);
        }
    }

    private void read(RunAgain run, Received received) {
        stopIfWanted();
        run.read(received);
        progress.advances(received.delivery().fileName());
    }

    private void inParallel(List<Runnable> work) {
        try {
            List<Future<Object>> all =
                    threads.invokeAll(work.stream().map(Executors::callable).toList());
            for (Future<Object> done : all) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("REPLAY_STOPPED");
        }
    }

    private void stopIfWanted() {
        if (progress.wantsToStop()) {
            throw new Refused("REPLAY_STOPPED");
        }
    }

    private ReplayedRun replay(RecordedRun recorded, Optional<RunAgain> prepared) {
        stopIfWanted();
        Path file = releaseFile(recorded.release()
                .map(release -> release.manifest().releaseNumber())
                .orElse(0L));
        List<Delivery> deliveries = recorded.after().received();
        inParallel(deliveries.stream()
                .<Runnable>map(delivery -> () -> archived.hash(delivery.sha256()))
                .toList());
        Sides files = files(recorded, deliveries);
        if (recorded.isRollback()) {
            History before = recorded.before();
            Map<String, String> held = new TreeMap<>();
            Rollbacks.cameAfter(before, before.at(recorded.rolledBackTo()))
                    .forEach(delivery -> held.put(delivery.sha256(), "held"));
            Sides states = new Sides(recorded.heldByRollback(), held);
            return new ReplayedRun(
                    recorded.run(),
                    Optional.empty(),
                    Optional.empty(),
                    file,
                    deliveries,
                    files,
                    Sides.NONE,
                    states,
                    Sides.NONE,
                    Optional.empty());
        }
        Optional<Built> built = Optional.empty();
        if (prepared.isPresent()) {
            RunAgain run = prepared.get();
            List<Runnable> unread = new ArrayList<>();
            run.unread().forEach(received -> unread.add(() -> read(run, received)));
            readAll(unread);
            run.check();
            Path base = releaseFile(recorded.base());
            built = run.build(file, Files.isRegularFile(base) ? base : null, changesBefore(run));
            recorded.release()
                    .ifPresent(release -> changes.put(release.manifest().releaseNumber(), release.changes()));
            built.ifPresent(made -> changes.put(made.manifest().releaseNumber(), made.changes()));
        }
        return new ReplayedRun(
                recorded.run(),
                recorded.release(),
                built,
                file,
                deliveries,
                files,
                mappings(recorded),
                new Sides(words(deliveries), prepared.map(RunAgain::states).orElse(Map.of())),
                new Sides(
                        unpruned(recorded.totals()),
                        unpruned(prepared.map(RunAgain::totals).orElse(Map.of()))),
                jobFiles(recorded).failure().or(() -> prepared.flatMap(RunAgain::failure)));
    }

    /** As the mapping changes of releases before came out, or as recorded where they were not done again. */
    private List<FigureChange> changesBefore(RunAgain run) {
        return run.state().history.releases().stream()
                .flatMap(
                        release -> changes.getOrDefault(release.manifest().releaseNumber(), release.changes()).stream())
                .toList();
    }

    private Path releaseFile(long number) {
        return scratch.resolve("releases").resolve(number + ".duckdb");
    }

    /** Deletes built releases that no run to come begins with. */
    private void forget(List<RecordedRun> toCome) throws IOException {
        Set<Path> wanted = toCome.stream().map(run -> releaseFile(run.base())).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(scratch.resolve("releases"))) {
            for (Path file : files.filter(built -> !wanted.contains(built)).toList()) {
                Recovery.delete(file);
            }
        }
    }

    private JobFilesOf jobFiles(RecordedRun run) {
        return jobFiles.computeIfAbsent(run.jobFiles(), files -> {
            Path folder = scratch.resolve("jobs").resolve(Integer.toString(jobFiles.size()));
            try {
                for (var file : files.entrySet()) {
                    if (!archived.isThere(file.getValue())) {
                        throw new Refused("ARCHIVE_DIFFERS", file.getKey(), file.getValue());
                    }
                }
                return new JobFilesOf(
                        UsedJobFiles.load((sha256, path) -> archive.find(sha256), files, folder), Optional.empty());
            } catch (Refused refused) {
                return new JobFilesOf(List.of(), Optional.of(refused.reason()));
            }
        });
    }

    private Sides files(RecordedRun run, List<Delivery> deliveries) {
        Map<String, String> recorded = new TreeMap<>(run.jobFiles());
        deliveries.forEach(delivery -> recorded.put(delivery.sha256(), delivery.sha256()));
        // What a person took out, with a line in the ledger, was in no figure: it is missing, and nothing differs.
        recorded.values().removeIf(this::isPruned);
        Map<String, String> found = new TreeMap<>();
        recorded.forEach((name, sha256) -> found.put(name, archived.hash(sha256)));
        return new Sides(recorded, found);
    }

    private boolean isPruned(String sha256) {
        return !archived.isThere(sha256) && history.pruned().contains(sha256);
    }

    private Map<String, String> unpruned(Map<String, String> bySha256) {
        Map<String, String> kept = new TreeMap<>(bySha256);
        kept.keySet().removeIf(this::isPruned);
        return kept;
    }

    private Sides mappings(RecordedRun run) {
        Map<String, String> found = new TreeMap<>();
        jobFiles(run).jobs().forEach(job -> found.put(job.sourceCode(), job.mappingDigest()));
        return run.release()
                .map(release -> new Sides(release.mappings(), found))
                .orElse(Sides.NONE);
    }

    private static Map<String, String> words(List<Delivery> deliveries) {
        Map<String, String> words = new TreeMap<>();
        deliveries.forEach(
                delivery -> words.put(delivery.sha256(), delivery.state().word()));
        return words;
    }
}
