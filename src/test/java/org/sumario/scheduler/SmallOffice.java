package org.sumario.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Reason;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.LoadRequest.LateSource;
import org.sumario.pipeline.LoadRequest.Trigger;
import org.sumario.pipeline.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inbox, job files and warehouse folder of a test, and a launcher that leaves in the ledger what a load would, without reading any
 * spreadsheet. The source of a file is its folder in the inbox.
 */
final class SmallOffice implements Launcher, Journal {
    static final Rhythm RHYTHM = new Rhythm(
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(4),
            Duration.ofMinutes(5),
            Duration.ofHours(2));

    final Path input;
    final Path warehouse;
    final Path jobs;
    final Ledger ledger;

    /** One line per load: when, why, and the files it read. */
    final List<String> loads = new ArrayList<>();

    final List<String> told = new ArrayList<>();

    SmallOffice(Path folder) {
        try {
            input = Files.createDirectories(folder.resolve("input"));
            warehouse = Files.createDirectories(folder.resolve("warehouse"));
            jobs = Files.createDirectories(folder.resolve("jobs"));
            Files.createDirectories(jobs.resolve("codelists"));
            for (String list : List.of("pe-fiscal-districts.csv", "pe-regions.csv")) {
                Files.copy(
                        Path.of("jobs/codelists", list),
                        jobs.resolve("codelists").resolve(list));
            }
            Files.createDirectories(jobs.resolve("rules"));
            try (Stream<Path> rules = Files.list(Path.of("jobs/rules"))) {
                for (Path rule : rules.toList()) {
                    Files.copy(rule, jobs.resolve("rules").resolve(rule.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger = new Ledger(warehouse);
    }

    /** A job file like that of the monthly complaints, with a schedule of its own. */
    SmallOffice source(String source, String cron, String zone, int graceDays) {
        try {
            String text = Files.readString(Path.of("jobs/mpfn-complaints.yml"))
                    .replace("source: mpfn-complaints", "source: " + source)
                    .replaceAll("(?s)schedule:.*", "");
            Files.writeString(
                    jobs.resolve(source + ".yml"),
                    text + "schedule:\n  cron: \"" + cron + "\"\n  zone: " + zone + "\n  grace_days: " + graceDays
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    List<JobDefinition> definitions() {
        return JobFiles.load(jobs);
    }

    LoadHistory history() {
        return LoadHistory.of(ledger.lines());
    }

    void drop(String source, String fileName, String content) {
        try {
            Files.writeString(Files.createDirectories(input.resolve(source)).resolve(fileName), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scheduler scheduler(FastClock clock) {
        return scheduler(clock, this);
    }

    Scheduler scheduler(FastClock clock, Launcher launcher) {
        return new Scheduler(new Scheduler.Folders(input, warehouse, jobs), RHYTHM, clock, clock, launcher, this);
    }

    @Override
    public LoadReport run(LoadRequest request, Progress progress, Clock clock) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        long run = ledger.lines().size() + 1L;
        line.put("type", "load");
        line.put("run", run);
        line.put("status", "completed");
        line.put("started_at", clock.instant().toString());
        line.put("duration_ms", 0);
        Trigger trigger = request.trigger();
        line.put("trigger", trigger.kind().word());
        if (trigger.sourceCode() != null) {
            line.put("scheduled_source", trigger.sourceCode());
            line.put("scheduled_for", String.valueOf(trigger.scheduledFor()));
        }
        for (LateSource late : request.late()) {
            line.withArray("late")
                    .addObject()
                    .put("source_code", late.sourceCode())
                    .put("expected_at", late.expectedAt().toString());
        }
        List<String> read = new ArrayList<>();
        for (Path file : files(progress)) {
            String sha256 = Archive.sha256(file);
            if (!history().knows(sha256)) {
                read.add(file.getFileName().toString());
                line.withArray("deliveries")
                        .addObject()
                        .put("sha256", sha256)
                        .put("source_code", input.relativize(file).getName(0).toString())
                        .put("state", "accepted")
                        .put("received_at", clock.instant().toString());
            }
        }
        for (JobDefinition job : JobFiles.load(request.jobs())) {
            line.withObject("/job_files").put(job.files().get(0).getFileName().toString(), "not hashed here");
        }
        ledger.append(line);
        loads.add(clock.instant() + " " + trigger.kind().word()
                + (trigger.scheduledFor() == null ? "" : " " + trigger.sourceCode() + " " + trigger.scheduledFor())
                + (request.late().isEmpty() ? "" : " late")
                + (read.isEmpty() ? "" : " " + read));
        return new LoadReport(
                run,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                LoadReport.Mapping.NONE,
                List.of(),
                warehouse.resolve("none"),
                0);
    }

    private List<Path> files(Progress progress) {
        try (Stream<Path> files = Files.walk(input)) {
            return files.filter(Files::isRegularFile)
                    .filter(progress::isReady)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> lines(String type) {
        return ledger.lines().stream()
                .filter(line -> line.path("type").asString().equals(type))
                .toList();
    }

    @Override
    public void tell(Reason reason) {
        told.add(reason.code());
    }

    @Override
    public void loaded(Trigger trigger, LoadReport report) {
        told.add("loaded");
    }
}
