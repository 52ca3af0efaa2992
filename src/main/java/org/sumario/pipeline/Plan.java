package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.Program;
import org.sumario.warehouse.StagingWriter;
import org.sumario.warehouse.WantedRelease;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a load would do, kept to be done: its inputs and everything that it depends on, so that what moved since can be named.
 *
 * @param folder where it lies, with the release file that it built and the staging that it made
 * @param inputs SHA-256 of the files that brought something, in the order of their arrival
 * @param isNamed whether a person named them; else they lay in the inbox
 * @param source the source that a person named, and likewise {@code published} the date
 * @param record what the ledger said: the current release, decisions, deliveries
 * @param jobFiles SHA-256 of job files and code lists by their path below their folder
 * @param run the number of the load that the release file was built for
 * @param ledgerSha256 SHA-256 of the ledger's last line then
 * @param releaseSha256 that of the release file, empty where the load would make none
 */
record Plan(
        Path folder,
        Map<Path, String> inputs,
        boolean isNamed,
        Path inbox,
        @Nullable String source,
        @Nullable LocalDate published,
        Basis record,
        Map<String, String> jobFiles,
        String sqlDigest,
        long run,
        String ledgerSha256,
        String setDigest,
        String releaseSha256) {
    static final String RELEASE = "release.duckdb";
    static final String STAGING = "staging";

    private static final String FILE = "plan.json";

    /** What a load compares before it carries the plan out. */
    private static final String CARRY_OUT = "carry_out";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the ledger said, each as a digest but the number of the current release, 0 before the first. */
    record Basis(long release, String figures, String decisions, String deliveries) {
        static Basis of(History history) {
            return new Basis(
                    history.current()
                            .map(release -> release.manifest().releaseNumber())
                            .orElse(0L),
                    history.current()
                            .map(release -> release.manifest().figuresDigest())
                            .orElse(""),
                    digest(history.decisions().stream().map(String::valueOf)),
                    digest(history.received().stream().map(Basis::line)));
        }

        private static String line(Delivery delivery) {
            return delivery.sha256() + " " + delivery.state().word();
        }
    }

    static Path folder(Path warehouse) {
        return warehouse.resolve("plans");
    }

    /** What a run that made everything but its release would do. */
    static Plan of(LoadState state, Path folder, String releaseSha256) {
        LoadRequest request = state.request;
        Map<Path, String> inputs = new LinkedHashMap<>();
        state.inputs.forEach((file, sha256) -> inputs.put(file.toAbsolutePath().normalize(), sha256));
        return new Plan(
                folder,
                inputs,
                !request.files().isEmpty(),
                request.input().toAbsolutePath(),
                request.source(),
                request.published(),
                Basis.of(state.history),
                hashes(state.jobs),
                Program.running().sqlDigest(),
                state.run,
                state.ledger.examine().head(),
                state.wanted().digest(),
                releaseSha256);
    }

    /** Its name: the first digits of a digest over the release before, deliveries, mappings and decisions. */
    static String id(LoadState state) {
        Basis basis = Basis.of(state.history);
        List<String> lines = new ArrayList<>();
        lines.add(basis.release() + " " + basis.figures() + " " + basis.decisions());
        state.deliveries.stream()
                .filter(LoadState.Received::isTouched)
                .map(received -> Basis.line(received.delivery()) + " " + received.publishedOption())
                .sorted()
                .forEach(lines::add);
        state.jobs.forEach(job -> lines.add(job.sourceCode() + " " + job.mappingDigest()));
        lines.add(state.wanted().digest());
        return digest(lines.stream()).substring(0, 8);
    }

    String id() {
        return folder.getFileName().toString();
    }

    List<Path> files() {
        return List.copyOf(inputs.keySet());
    }

    Path release() {
        return folder.resolve(RELEASE);
    }

    /** The request that it answered. */
    LoadRequest request(LoadRequest folders) {
        return new LoadRequest(
                        inbox, folders.warehouse(), folders.jobs(), isNamed ? files() : List.of(), source, published)
                .within(folders.limits())
                .in(folders.language());
    }

    /**
     * Refuses where something that it depends on is not what it was.
     *
     * @throws Refused {@code PLAN_MOVED} with all that moved
     */
    void requireUnmoved(History history, List<JobDefinition> jobs) {
        List<Reason> moved = new ArrayList<>(movedRecord(Basis.of(history)));
        inputs.forEach((file, sha256) -> {
            if (!Files.isRegularFile(file)) {
                moved.add(Reason.of("PLAN_FILE_GONE", file));
            } else if (!Archive.sha256(file).equals(sha256)) {
                moved.add(Reason.of("PLAN_FILE_CHANGED", file));
            }
        });
        moved.addAll(movedJobFiles(hashes(jobs)));
        if (!sqlDigest.equals(Program.running().sqlDigest())) {
            moved.add(Reason.of("PLAN_PROGRAM_CHANGED"));
        }
        if (!moved.isEmpty()) {
            throw new Refused(Reason.of("PLAN_MOVED", id()).with(moved));
        }
    }

    private List<Reason> movedRecord(Basis now) {
        if (now.release() != record.release() || !now.figures().equals(record.figures())) {
            return List.of(Reason.of("PLAN_RELEASE_MADE", now.release(), record.release()));
        }
        List<Reason> moved = new ArrayList<>();
        if (!now.decisions().equals(record.decisions())) {
            moved.add(Reason.of("PLAN_DECIDED"));
        }
        if (!now.deliveries().equals(record.deliveries())) {
            moved.add(Reason.of("PLAN_DELIVERIES_CHANGED"));
        }
        return moved;
    }

    private List<Reason> movedJobFiles(Map<String, String> now) {
        List<Reason> moved = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(jobFiles.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            String before = jobFiles.get(path);
            if (before == null || !now.containsKey(path)) {
                moved.add(Reason.of(before == null ? "PLAN_JOB_FILE_NEW" : "PLAN_JOB_FILE_GONE", path));
            } else if (!before.equals(now.get(path))) {
                moved.add(Reason.of("PLAN_JOB_FILE_CHANGED", path));
            }
        }
        return moved;
    }

    /** Refuses a set that is another one nevertheless: what is published is what was looked at. */
    void require(WantedRelease wanted) {
        if (!wanted.digest().equals(setDigest)) {
            throw new Refused(Reason.of("PLAN_MOVED", id()).with(List.of(Reason.of("PLAN_SET_DIFFERS"))));
        }
    }

    /** Whether its release file is that of a run: of the same number, after the same line of the ledger, and as it was written. */
    boolean isBuiltFor(long number, String ledger) {
        return number == run
                && ledger.equals(ledgerSha256)
                && Files.isRegularFile(release())
                && Archive.sha256(release()).equals(releaseSha256);
    }

    /** Hands over the staging that it made, so that nothing is read a second time. */
    void giveStaging(Path kept) {
        Path made = folder.resolve(STAGING);
        if (!Files.isDirectory(made)) {
            return;
        }
        try (Stream<Path> folders = Files.list(made)) {
            for (Path staged : folders.filter(StagingWriter::isWhole).sorted().toList()) {
                Path target = kept.resolve(staged.getFileName().toString());
                if (!StagingWriter.isWhole(target)) {
                    Recovery.delete(target);
                    StagingWriter.place(staged, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it into its folder, behind what a person was told; the same fields are those of a load's report. */
    void write(ObjectNode told) {
        ObjectNode json = told.putObject(CARRY_OUT);
        json.put("is_named", isNamed);
        json.put("inbox", inbox.toString());
        json.put("source", source);
        json.put("published", published == null ? null : published.toString());
        inputs.forEach((file, sha256) -> json.withArray("inputs")
                .addObject()
                .put("file", file.toString())
                .put("sha256", sha256));
        ObjectNode basis = json.putObject("basis");
        basis.put("release_number", record.release());
        basis.put("figures_digest", record.figures());
        basis.put("decisions_digest", record.decisions());
        basis.put("deliveries_digest", record.deliveries());
        jobFiles.forEach(json.putObject("job_files")::put);
        json.put("sql_digest", sqlDigest);
        json.put("run", run);
        json.put("ledger_sha256", ledgerSha256);
        json.put("set_digest", setDigest);
        json.put("release_sha256", releaseSha256);
        try {
            Files.writeString(folder.resolve(FILE), told.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a plan that is kept.
     *
     * @throws Refused {@code PLAN_UNKNOWN}
     */
    static Plan read(Path warehouse, String id) {
        if (!ID.matcher(id).matches()) {
            throw new Refused("PLAN_UNKNOWN", id);
        }
        return read(folder(warehouse).resolve(id));
    }

    private static Plan read(Path folder) {
        String id = folder.getFileName().toString();
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw new Refused("PLAN_UNKNOWN", id);
        }
        try {
            JsonNode json =
                    JSON.readTree(Files.readString(folder.resolve(FILE))).path(CARRY_OUT);
            JsonNode basis = json.path("basis");
            Map<Path, String> inputs = new LinkedHashMap<>();
            for (JsonNode input : json.path("inputs")) {
                inputs.put(
                        Path.of(input.path("file").asString()),
                        input.path("sha256").asString());
            }
            String source = json.path("source").asString("");
            return new Plan(
                    folder,
                    inputs,
                    json.path("is_named").asBoolean(),
                    Path.of(json.path("inbox").asString()),
                    source.isEmpty() ? null : source,
                    LoadState.date(json.path("published").asString("")),
                    new Basis(
                            basis.path("release_number").asLong(),
                            basis.path("figures_digest").asString(),
                            basis.path("decisions_digest").asString(),
                            basis.path("deliveries_digest").asString()),
                    History.map(json.path("job_files")),
                    json.path("sql_digest").asString(),
                    json.path("run").asLong(),
                    json.path("ledger_sha256").asString(),
                    json.path("set_digest").asString(),
                    json.path("release_sha256").asString());
        } catch (JacksonException damaged) {
            throw new Refused("PLAN_UNKNOWN", id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a folder holds a plan that began with a release, 0 for none. */
    static boolean isOf(Path folder, long release) {
        try {
            return read(folder).record().release() == release;
        } catch (Refused none) {
            return false;
        }
    }

    private static Map<String, String> hashes(List<JobDefinition> jobs) {
        Map<String, String> hashes = new TreeMap<>();
        UsedJobFiles.paths(jobs).forEach((path, file) -> hashes.put(path, Archive.sha256(file)));
        return hashes;
    }

    private static String digest(Stream<String> lines) {
        return Archive.sha256(lines.collect(Collectors.joining("\n")));
    }
}
