package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.History;
import org.sumario.pipeline.Progress;
import org.sumario.pipeline.ReplayedRun;
import org.sumario.pipeline.ReplayedRun.Sides;
import org.sumario.pipeline.Replays;
import org.sumario.rows.Limits;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseBuilder.Built;

/**
 * Whether history, run again from archive and ledger alone, comes to the same states, control totals and digests; where not, what differs
 * and from which input.
 */
public final class Replay {
    private final Receiver receiver;
    private final Causes causes;
    private int runs;
    private int releases;
    private int differing;

    private Replay(Path warehouse, Receiver receiver) {
        this.receiver = receiver;
        causes = new Causes(warehouse);
    }

    /** What came of comparing two digests. */
    public enum Verdict {
        SAME,
        DIFFERS,
        /** An earlier version of this program left no such digest. */
        NOT_RECORDED;

        /** The word in the result table. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One comparison.
     *
     * @param releaseNumber null where the run made no release
     * @param relation what is compared; inputs, states and totals of a run are digests over what the ledger says of them
     * @param replayed null where it could not be done again
     */
    public record Row(
            long run,
            @Nullable Long releaseNumber,
            String relation,
            @Nullable String expected,
            @Nullable String replayed,
            Verdict verdict) {}

    /** Takes what is found, run by run. */
    public interface Receiver {
        void row(Row row) throws IOException;

        /** What a run came to. */
        void tell(Reason summary);

        /** Something that differs, with its cause. */
        void differs(Reason what);
    }

    /** How many runs and releases were done again, and how many runs differ. */
    public record Report(int runs, int releases, int differing) {}

    /**
     * Does history again.
     *
     * @param run the one to do, null for all
     * @param scratch an empty folder
     * @throws Refused {@code REPLAY_NO_RECORD}, {@code RUN_UNKNOWN}
     */
    public static Report of(
            Path warehouse,
            @Nullable Long run,
            Path scratch,
            Limits limits,
            Progress progress,
            Clock clock,
            Receiver receiver)
            throws IOException {
        if (!Files.exists(warehouse.resolve("ledger.jsonl"))) {
            throw new Refused("REPLAY_NO_RECORD", warehouse);
        }
        Replay replay = new Replay(warehouse, receiver);
        if (run == null) {
            Replays.all(warehouse, scratch, limits, progress, clock, replay::compare);
        } else {
            Replays.one(warehouse, run, scratch, limits, progress, clock, replay::compare);
        }
        return new Report(replay.runs, replay.releases, replay.differing);
    }

    private void compare(ReplayedRun run) throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.add(row(run, "archived_file", run.archived()));
        rows.add(row(run, "delivery_state", run.states()));
        rows.add(row(run, "arrived_total", run.totals()));
        run.release().ifPresent(release -> addReleased(run, release, rows));
        for (Row row : rows) {
            receiver.row(row);
        }
        List<Reason> found = causes.of(run, rows);
        found.forEach(receiver::differs);
        runs++;
        boolean isSame = found.isEmpty() && rows.stream().noneMatch(row -> row.verdict() == Verdict.DIFFERS);
        if (!isSame) {
            differing++;
        }
        if (run.release().isEmpty()) {
            receiver.tell(Reason.of(isSame ? "REPLAY_RUN_SAME" : "REPLAY_RUN_DIFFERS", run.run()));
            return;
        }
        releases++;
        Manifest manifest = run.release().get().manifest();
        receiver.tell(Reason.of(
                isSame ? "REPLAY_RELEASE_SAME" : "REPLAY_RELEASE_DIFFERS",
                run.run(),
                manifest.releaseNumber(),
                manifest.figuresDigest()
                        .substring(0, Math.min(16, manifest.figuresDigest().length()))));
        if (manifest.recordDigests().isEmpty()) {
            receiver.tell(Reason.of("REPLAY_NOT_RECORDED", manifest.releaseNumber()));
        }
    }

    private static void addReleased(ReplayedRun run, History.Release release, List<Row> rows) {
        Manifest said = release.manifest();
        Optional<Manifest> found = run.built().map(Built::manifest);
        rows.add(row(run, "mapping", run.mappings()));
        String figures = found.map(Manifest::figuresDigest).orElse(null);
        boolean isSame = found.filter(manifest -> manifest.vintages().equals(said.vintages()))
                .isPresent();
        rows.add(row(run, "figures", said.figuresDigest(), figures, isSame));
        TreeSet<String> relations = new TreeSet<>(said.recordDigests().keySet());
        found.ifPresent(manifest -> relations.addAll(manifest.recordDigests().keySet()));
        for (String relation : relations) {
            rows.add(row(
                    run,
                    relation,
                    said.recordDigests().get(relation),
                    found.map(manifest -> manifest.recordDigests().get(relation))
                            .orElse(null),
                    !relation.equals("mapping_change") || areChangesTheSame(run, release)));
        }
        String record = found.map(Manifest::recordDigest).orElse(null);
        rows.add(row(run, "record", said.recordDigests().isEmpty() ? null : said.recordDigest(), record, true));
    }

    /** Those that the ledger's line names, beside the digest over all up to then. */
    private static boolean areChangesTheSame(ReplayedRun run, History.Release release) {
        return run.built()
                .filter(built -> new HashSet<>(built.changes()).equals(new HashSet<>(release.changes())))
                .isPresent();
    }

    private static Row row(ReplayedRun run, String relation, Sides sides) {
        return row(run, relation, digest(sides.recorded()), digest(sides.replayed()), true);
    }

    private static Row row(
            ReplayedRun run, String relation, @Nullable String expected, @Nullable String replayed, boolean isSame) {
        Long release =
                run.release().map(known -> known.manifest().releaseNumber()).orElse(null);
        Verdict verdict = expected == null
                ? Verdict.NOT_RECORDED
                : expected.equals(replayed) && isSame ? Verdict.SAME : Verdict.DIFFERS;
        return new Row(run.run(), release, relation, expected, replayed, verdict);
    }

    /** SHA-256 over the sorted lines of what something is of, a space and what it is. */
    private static String digest(Map<String, String> of) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(of)
                .forEach((key, value) ->
                        lines.append(key).append(' ').append(value).append('\n'));
        return Archive.sha256(lines.toString());
    }
}
