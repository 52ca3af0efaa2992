package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;

/** A warehouse folder with people who load and decide; the steps run in their order without Spring, which decides nothing. */
final class Office {
    final Path warehouse;
    Path jobs = Path.of("jobs");
    private List<LoadRequest.LateSource> late = List.of();

    Office(Path warehouse) {
        this.warehouse = warehouse;
    }

    LoadState load(Path... files) {
        return run(List.of(files), null, null);
    }

    PlanReport plan(Path... files) {
        return Plans.run(request(List.of(files), null), new QuietProgress(), clock());
    }

    LoadState carryOut(String plan) {
        Plan planned = Plan.read(warehouse, plan);
        planned.requireUnmoved(History.of(warehouse), JobFiles.load(jobs));
        return run(planned.request(request(List.of(), null)), null, planned);
    }

    /** Loads files that do not say when they were published. */
    LoadState load(LocalDate published, Path... files) {
        return run(List.of(files), null, published);
    }

    /** A load that also notes that a source is overdue. */
    LoadState loadLate(LoadRequest.LateSource source, Path... files) {
        late = List.of(source);
        try {
            return load(files);
        } finally {
            late = List.of();
        }
    }

    LoadState decide(Path file, Verdict verdict) {
        return run(
                List.of(),
                new Decision(Archive.sha256(file), verdict, "a reason", "somebody", clock().instant(), 0),
                null);
    }

    private LoadRequest request(List<Path> files, @Nullable LocalDate published) {
        return new LoadRequest(warehouse.resolve("no-inbox"), warehouse, jobs, files, null, published)
                .because(LoadRequest.Trigger.COMMAND, late);
    }

    private LoadState run(List<Path> files, @Nullable Decision named, @Nullable LocalDate published) {
        return run(request(files, published), named, null);
    }

    private LoadState run(LoadRequest request, @Nullable Decision named, @Nullable Plan plan) {
        History history = History.of(warehouse);
        Recovery.clearWork(warehouse);
        long run = Recovery.nextRun(warehouse, history);
        Decision decision = named == null
                ? null
                : new Decision(
                        Decidable.find(history, new Archive(warehouse), named.sha256(), named.verdict())
                                .sha256(),
                        named.verdict(),
                        named.reason(),
                        named.decidedBy(),
                        named.decidedAt(),
                        run);
        LoadState state =
                new LoadState(request, new QuietProgress(), clock(), run, JobFiles.load(jobs), history, decision);
        state.plan = plan;
        Recovery.run(state);
        if (plan != null) {
            plan.giveStaging(state.stagingKept());
        }
        state.recall();
        if (!request.files().isEmpty()) {
            new Receive(state).run();
        }
        ReadDelivery reading = new ReadDelivery(state);
        reading.wanted().forEach(reading::attempt);
        new Check(state).run();
        new BuildStar(state).run();
        new Publish(state).run();
        return state;
    }

    State state(Path file) {
        String sha256 = Archive.sha256(file);
        return History.of(warehouse).deliveries().stream()
                .filter(received -> received.delivery().sha256().equals(sha256))
                .findFirst()
                .orElseThrow()
                .delivery()
                .state();
    }

    String figuresDigest() {
        return History.of(warehouse).current().orElseThrow().manifest().figuresDigest();
    }

    long releaseNumber() {
        return History.of(warehouse).current().orElseThrow().manifest().releaseNumber();
    }

    /** Complaints by year, as anybody reads them. */
    Map<Long, Long> byYear() {
        Map<Long, Long> sums = new TreeMap<>();
        query("select year, sum(complaint_count)::bigint from published.complaint group by 1 order by 1")
                .forEach(row -> sums.put(
                        ((Number) requireNonNull(row.get(0))).longValue(),
                        ((Number) requireNonNull(row.get(1))).longValue()));
        return sums;
    }

    List<List<@Nullable Object>> query(String sql) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(warehouse)) {
            released.query(sql, List.of(), new RowReceiver() {
                @Override
                public void columns(List<String> names) {}

                @Override
                public void row(List<@Nullable Object> values) {
                    rows.add(values);
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }

    /** A copy of the job files, to be edited. */
    Path editableJobs(Path copy) throws IOException {
        try (var files = Files.walk(Path.of("jobs"))) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(Path.of("jobs").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        jobs = copy;
        return copy;
    }

    /** The same with job files that have no rules, which change no figure: for many loads of which only the figures matter. */
    Office withoutRules() {
        Path copy = warehouse.resolveSibling(warehouse.getFileName() + "-jobs");
        try {
            if (!Files.exists(copy)) {
                editableJobs(copy);
                for (Path job : List.of(copy.resolve("mpfn-complaints.yml"), copy.resolve("mpfn-cases.yml"))) {
                    Files.writeString(job, Files.readString(job).replaceAll("(?m)^rules:\n(  .*\n)*", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jobs = copy;
        return this;
    }

    static Clock clock() {
        return Clock.systemUTC();
    }
}
