package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.Replay.Row;
import org.sumario.audit.Replay.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.pipeline.History;
import org.sumario.pipeline.ReplayedRun;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Program;
import org.sumario.warehouse.ReleaseBuilder.Built;

/** Says what differs in a run that was done again, each with the input that it comes from. */
final class Causes {
    /** Vintages of a release beyond which only their number is told. */
    private static final int MOST_VINTAGES = 20;

    private final Path warehouse;

    /** States that came out otherwise, by the hash of the delivery: the runs after it began with what the ledger says. */
    private final Map<String, Reason> states = new LinkedHashMap<>();

    private final Program program = Program.running();

    Causes(Path warehouse) {
        this.warehouse = warehouse;
    }

    List<Reason> of(ReplayedRun run, List<Row> rows) throws IOException {
        List<Reason> found = new ArrayList<>();
        run.failure()
                .ifPresent(failure ->
                        found.add(Reason.of("REPLAY_UNDONE", run.run()).with(List.of(failure))));
        for (String name : run.archived().differing()) {
            String file = fileName(run, name)
                    .map(known -> known + " (" + name.substring(0, 8) + ")")
                    .orElse(name);
            found.add(Reason.of(
                    "REPLAY_FILE_DIFFERS",
                    run.run(),
                    file,
                    run.archived().recorded().getOrDefault(name, "-"),
                    run.archived().replayed().getOrDefault(name, "-")));
        }
        for (String source : run.mappings().differing()) {
            found.add(Reason.of(
                    "REPLAY_MAPPING_DIFFERS",
                    run.run(),
                    source,
                    beginning(run.mappings().recorded().get(source)),
                    beginning(run.mappings().replayed().get(source))));
        }
        addStates(run, found);
        for (String sha256 : run.totals().differing()) {
            found.add(Reason.of(
                            "REPLAY_TOTALS_DIFFER",
                            run.run(),
                            fileName(run, sha256).orElse(sha256),
                            run.totals().recorded().getOrDefault(sha256, "-"),
                            run.totals().replayed().getOrDefault(sha256, "-"))
                    .with(List.of(cause(run, sha256, source(run, sha256)))));
        }
        if (run.release().isPresent()) {
            addReleased(run, run.release().get(), rows, found);
        }
        return found;
    }

    private void addStates(ReplayedRun run, List<Reason> found) {
        Map<String, Reason> differing = new LinkedHashMap<>();
        if (run.failure().isEmpty()) {
            for (String sha256 : run.states().differing()) {
                differing.put(
                        sha256,
                        Reason.of(
                                "REPLAY_STATE_DIFFERS",
                                run.run(),
                                fileName(run, sha256).orElse("?") + " (" + sha256.substring(0, 8) + ")",
                                run.states().recorded().getOrDefault(sha256, "-"),
                                run.states().replayed().getOrDefault(sha256, "-")));
            }
        }
        differing.forEach((sha256, reason) -> found.add(reason.with(List.of(input(run, sha256, source(run, sha256))
                .or(() -> otherProgram(run))
                .orElse(Reason.of("REPLAY_BY_GUARDS"))))));
        differing.forEach(states::putIfAbsent);
    }

    private void addReleased(ReplayedRun run, History.Release release, List<Row> rows, List<Reason> found)
            throws IOException {
        long number = release.manifest().releaseNumber();
        Set<String> vintages = new TreeSet<>();
        if (run.built().isPresent()) {
            vintages.addAll(addVintages(run, release, run.built().get(), found));
        }
        for (Row row : rows) {
            if (row.relation().equals("figures") && row.verdict() == Verdict.DIFFERS && vintages.isEmpty()) {
                found.add(
                        Reason.of("REPLAY_FIGURES_DIFFER", number, beginning(row.expected()), beginning(row.replayed()))
                                .with(List.of(cause(run, null, null))));
            }
        }
        String relations = rows.stream()
                .filter(row -> row.verdict() == Verdict.DIFFERS
                        && release.manifest().recordDigests().containsKey(row.relation()))
                .map(Row::relation)
                .collect(Collectors.joining(", "));
        if (!relations.isEmpty()) {
            found.add(Reason.of("REPLAY_RELATIONS_DIFFER", number, relations).with(List.of(cause(run, null, null))));
        }
    }

    private Set<String> addVintages(ReplayedRun run, History.Release release, Built built, List<Reason> found)
            throws IOException {
        Map<String, String> said = byVintage(release.manifest());
        Map<String, String> came = byVintage(built.manifest());
        Set<String> differing = new ReplayedRun.Sides(said, came).differing();
        if (differing.isEmpty()) {
            return differing;
        }
        Optional<Path> kept = DifferingCells.keptFile(warehouse, release.manifest());
        Map<String, String> deliveries = new HashMap<>();
        if (kept.isPresent()) {
            deliveries.putAll(DifferingCells.deliveries(kept.get()));
        }
        deliveries.putAll(DifferingCells.deliveries(run.file()));
        int told = 0;
        for (String vintage : differing) {
            if (told++ == MOST_VINTAGES) {
                found.add(Reason.of(
                        "REPLAY_MORE_VINTAGES", release.manifest().releaseNumber(), differing.size() - MOST_VINTAGES));
                break;
            }
            found.add(Reason.of(
                            "REPLAY_VINTAGE_DIFFERS",
                            release.manifest().releaseNumber(),
                            vintage,
                            said.getOrDefault(vintage, "-"),
                            came.getOrDefault(vintage, "-"))
                    .with(List.of(cause(run, deliveries.get(vintage), vintage.substring(0, vintage.indexOf(':'))))));
        }
        if (kept.isPresent() && Files.exists(run.file())) {
            found.addAll(DifferingCells.of(kept.get(), run.file(), differing));
        } else {
            found.add(Reason.of("REPLAY_NO_CELLS", release.manifest().releaseNumber()));
        }
        return differing;
    }

    /** State, published date and figures digest, as the figures lines of a release have them. */
    private static Map<String, String> byVintage(Manifest manifest) {
        Map<String, String> found = new TreeMap<>();
        for (String line : manifest.vintages()) {
            List<String> words = List.of(line.split(" ", -1));
            int size = words.size();
            found.put(
                    size < 4 ? line : words.get(size - 4),
                    size < 4 ? "" : words.get(size - 3) + " " + words.get(size - 2) + " " + words.get(size - 1));
        }
        return found;
    }

    /**
     * Where a difference comes from.
     *
     * @param sha256 the delivery that differs, null where it is not one or not known
     * @param source its source, null for any
     */
    private Reason cause(ReplayedRun run, @Nullable String sha256, @Nullable String source) {
        return input(run, sha256, source).or(() -> otherProgram(run)).orElse(Reason.of("REPLAY_BY_RECORD"));
    }

    private Optional<Reason> input(ReplayedRun run, @Nullable String sha256, @Nullable String source) {
        Set<String> files = run.archived().differing();
        if (sha256 != null && files.contains(sha256)) {
            return Optional.of(byDelivery(run, sha256));
        }
        Set<String> mappings = run.mappings().differing();
        if (source == null ? !mappings.isEmpty() : mappings.contains(source)) {
            String named = source == null ? String.join(", ", mappings) : source;
            return Optional.of(Reason.of("REPLAY_BY_MAPPING", named));
        }
        if (sha256 != null && states.containsKey(sha256)) {
            return Optional.of(byState(sha256));
        }
        for (String file : files) {
            if (fileName(run, file).isPresent() && (source == null || source.equals(source(run, file)))) {
                return Optional.of(byDelivery(run, file));
            }
        }
        for (String delivery : states.keySet()) {
            if (source == null || source.equals(source(run, delivery))) {
                return Optional.of(byState(delivery));
            }
        }
        return files.stream()
                .filter(file -> fileName(run, file).isEmpty())
                .findFirst()
                .map(file -> Reason.of("REPLAY_BY_JOB_FILE", file));
    }

    private static Reason byDelivery(ReplayedRun run, String sha256) {
        return Reason.of("REPLAY_BY_DELIVERY", fileName(run, sha256).orElse(sha256), sha256.substring(0, 8));
    }

    private Reason byState(String sha256) {
        List<String> arguments =
                states.get(sha256) == null ? List.of() : states.get(sha256).arguments();
        return new Reason("REPLAY_BY_STATE", arguments);
    }

    /** Where a release was made by another program than this one, that explains what no input does. */
    private Optional<Reason> otherProgram(ReplayedRun run) {
        if (run.release().isEmpty()) {
            return Optional.empty();
        }
        Program then = run.release().get().program();
        if (then == null) {
            return Optional.of(Reason.of("REPLAY_BY_UNNAMED_PROGRAM", program.version()));
        }
        return then.equals(program)
                ? Optional.empty()
                : Optional.of(Reason.of(
                        "REPLAY_BY_PROGRAM",
                        then.version(),
                        beginning(then.sqlDigest()),
                        program.version(),
                        beginning(program.sqlDigest())));
    }

    private static Optional<String> fileName(ReplayedRun run, String sha256) {
        return delivery(run, sha256).map(Delivery::fileName);
    }

    private static @Nullable String source(ReplayedRun run, String sha256) {
        return delivery(run, sha256).map(Delivery::sourceCode).orElse(null);
    }

    private static Optional<Delivery> delivery(ReplayedRun run, String sha256) {
        return run.deliveries().stream()
                .filter(known -> known.sha256().equals(sha256))
                .findFirst();
    }

    private static String beginning(@Nullable String digest) {
        return digest == null ? "-" : digest.substring(0, Math.min(16, digest.length()));
    }
}
