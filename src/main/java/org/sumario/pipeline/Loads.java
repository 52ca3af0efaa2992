package org.sumario.pipeline;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.sumario.archive.Archive;
import org.sumario.archive.WarehouseLock;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport.Arrived;
import org.sumario.pipeline.LoadReport.FiguresChange;
import org.sumario.pipeline.LoadReport.HeadlineFigures;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleaseFigures.CurrentVintage;
import org.sumario.warehouse.Releases;

/** Runs the load job under the warehouse's lock. */
public final class Loads {
    private Loads() {}

    /**
     * Loads what is asked for and releases the result.
     *
     * @throws Refused for what a person can put right: a bad job file, a lock held by another, a failed check
     */
    public static LoadReport run(LoadRequest request, Progress progress, Clock clock) {
        return run(request, (history, run) -> null, progress, clock);
    }

    /**
     * Settles a delivery, and releases the result at once.
     *
     * @param request the folders; nothing is received
     * @param delivery first digits of its SHA-256
     * @param decidedBy who decides, for the record
     * @throws Refused also where no such delivery is known, or it cannot be decided so
     */
    public static LoadReport decide(
            LoadRequest request,
            String delivery,
            Verdict verdict,
            String reason,
            String decidedBy,
            Progress progress,
            Clock clock) {
        return run(
                request,
                (history, run) -> new Decision(
                        Decidable.find(history, new Archive(request.warehouse()), delivery, verdict)
                                .sha256(),
                        verdict,
                        reason,
                        decidedBy,
                        clock.instant(),
                        run),
                progress,
                clock);
    }

    /**
     * Loads what a plan looked at, and releases what it showed.
     *
     * @param folders the warehouse and the folder of job files; the rest says the plan
     * @throws Refused {@code PLAN_UNKNOWN}, or {@code PLAN_MOVED} with what is not as it was; nothing is done then
     */
    public static LoadReport carryOut(LoadRequest folders, String plan, Progress progress, Clock clock) {
        List<JobDefinition> jobs = CheckedJobs.load(folders.jobs());
        return locked(folders, clock, () -> {
            Plan planned = Plan.read(folders.warehouse(), plan);
            planned.requireUnmoved(History.of(folders.warehouse()), jobs);
            return runLocked(planned.request(folders), jobs, planned, (history, run) -> null, progress, clock);
        });
    }

    /** Makes the decision that a run brings, once the record and the run's number are known; null for a load. */
    private interface DecisionMaker {
        @Nullable
        Decision decide(History history, long run);
    }

    private static LoadReport run(LoadRequest request, DecisionMaker maker, Progress progress, Clock clock) {
        List<JobDefinition> jobs = CheckedJobs.load(request.jobs());
        return locked(request, clock, () -> runLocked(request, jobs, null, maker, progress, clock));
    }

    private static LoadReport locked(LoadRequest request, Clock clock, Supplier<LoadState> work) {
        try (WarehouseLock lock = WarehouseLock.acquire(request.warehouse(), clock)) {
            LoadState state = work.get();
            LoadReport report = report(state, state.request.warehouse().resolve(Releases.CURRENT));
            Reports.write(state, report);
            return report;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw Failures.of(e);
        }
    }

    private static LoadState runLocked(
            LoadRequest request,
            List<JobDefinition> jobs,
            @Nullable Plan plan,
            DecisionMaker maker,
            Progress progress,
            Clock clock) {
        History history = History.of(request.warehouse());
        long run = Recovery.nextRun(request.warehouse(), history);
        Decision decision = maker.decide(history, run);
        Recovery.clearWork(request.warehouse());
        Recovery.clearLibraries(Path.of(System.getProperty("java.io.tmpdir")), clock);
        LoadState state = new LoadState(request, progress, clock, run, jobs, history, decision);
        state.plan = plan;
        try {
            Recovery.run(state);
            if (plan != null) {
                plan.giveStaging(state.stagingKept());
            }
            state.recall();
            state.releases.requireSpace();
            launch(state);
        } catch (RuntimeException | IOException e) {
            if (!isReleased(state)) {
                Refused refused = Failures.of(e);
                recordFailure(state, refused);
                Reports.write(state, refused);
                throw refused;
            }
            state.notices.add(Reason.of("FAILED_AFTER_RELEASE", Failures.text(e)));
        }
        return state;
    }

    /** Whether readers see what this run built: what fails after that, such as the job repository, undoes nothing. */
    private static boolean isReleased(LoadState state) {
        return state.built != null && state.releases.shows(state.built.manifest());
    }

    /** Leaves a line of the failure, where the disk still takes one. */
    private static void recordFailure(LoadState state, Refused failure) {
        try {
            Record.appendFailure(state, failure);
        } catch (RuntimeException unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    private static void launch(LoadState state) throws IOException {
        Path log = WarehouseFolder.run(state.request.warehouse(), state.run).resolve("log");
        // The folder is what tells of a run that is killed before it has a line in the ledger.
        Files.createDirectories(log.getParent());
        // Opened here first: a disk that does not let it open is told in our words instead of the logging system's.
        Files.write(log, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        SpringApplication application = new SpringApplication(LoadJob.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "spring.batch.job.enabled", "false",
                "spring.batch.jdbc.initialize-schema", "always",
                "spring.jmx.enabled", "false",
                "logging.threshold.console", "OFF",
                "logging.file.name", log.toString()));
        application.addInitializers(
                context -> silenceLogTroubles(),
                context -> context.getBeanFactory().registerSingleton("loadState", state));
        try (Connection opened = JobStore.open(state);
                ConfigurableApplicationContext context = application.run()) {
            JobOperator operator = context.getBean(JobOperator.class);
            // Our lock is held: whatever still calls itself running died.
            JobRepository repository = context.getBean(JobRepository.class);
            for (JobExecution dead : repository.findRunningJobExecutions("load")) {
                operator.recover(dead);
            }
            JobExecution execution = operator.start(
                    context.getBean(Job.class),
                    new JobParametersBuilder()
                            .addLong("run", state.run)
                            // Spring Batch keeps local times; this one is UTC wherever it is read.
                            .addString("started_at", state.startedAt.toString(), false)
                            .toJobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw Failures.of(execution);
            }
        } catch (JobExecutionException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A log that cannot be written any more is no news for the person: the load says itself what the disk did. */
    private static void silenceLogTroubles() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            StatusManager troubles = logs.getStatusManager();
            troubles.getCopyOfStatusListenerList().forEach(troubles::remove);
        }
    }

    /**
     * What a run did.
     *
     * @param file of the release that is current afterwards
     */
    static LoadReport report(LoadState state, Path file) {
        List<Arrived> arrived = new ArrayList<>();
        List<Delivery> restated = new ArrayList<>();
        List<Delivery> waiting = new ArrayList<>();
        for (Received received : state.deliveries) {
            Delivery delivery = received.delivery();
            if (received.isNew()) {
                Path staging = delivery.staging();
                arrived.add(new Arrived(
                        delivery, staging == null || !Files.isDirectory(staging) ? null : state.totals(staging)));
            } else if (received.isTouched()) {
                restated.add(delivery);
            } else if (delivery.state() == Delivery.State.HELD) {
                waiting.add(delivery);
            }
        }
        Manifest before = state.history.current().map(History.Release::manifest).orElse(null);
        Manifest current = state.built == null ? before : state.built.manifest();
        ReleaseFigures figures = current == null ? null : ReleaseFigures.of(file, current);
        List<HeadlineFigures> headlines = new ArrayList<>();
        for (JobDefinition job : state.jobs) {
            if (figures != null) {
                headlines.addAll(headlines(figures, file, job));
            }
        }
        return new LoadReport(
                state.run,
                arrived,
                restated,
                state.deliveries.stream()
                        .map(Received::delivery)
                        .filter(delivery -> state.knownFiles.contains(delivery.sha256()))
                        .toList(),
                waiting,
                state.notSpreadsheets,
                figures,
                figures == null || state.isRebuilt ? List.of() : figuresChanges(state.currentBefore, figures.current()),
                headlines,
                state.notices,
                mapping(state),
                state.agreements,
                file,
                Publish.exitCode(state));
    }

    /** The figures by year that a job file names, its totals where it names none. */
    private static List<HeadlineFigures> headlines(ReleaseFigures figures, Path file, JobDefinition job) {
        JobDefinition.Headline headline = job.headline();
        Map<String, String> titles = headline == null ? job.titles() : headline.titles();
        Map<String, Map<Integer, Long>> counts = headline == null
                ? figures.countsByYear(file, job.sourceCode(), null, null)
                : figures.countsByYear(file, job.sourceCode(), headline.dimension(), headline.value());
        return counts.entrySet().stream()
                .map(measure -> new HeadlineFigures(job.sourceCode(), titles, measure.getKey(), measure.getValue()))
                .toList();
    }

    private static LoadReport.Mapping mapping(LoadState state) {
        return new LoadReport.Mapping(
                state.remapped().stream()
                        .flatMap(delivery -> Stream.ofNullable(delivery.sourceCode()))
                        .distinct()
                        .toList(),
                state.remapped().size() - state.readAgain.size(),
                state.readAgain.size(),
                state.built == null ? List.of() : state.built.changes());
    }

    /** What readers see now and did not before, by source, scope and year. */
    private static List<FiguresChange> figuresChanges(List<CurrentVintage> before, List<CurrentVintage> now) {
        Map<String, CurrentVintage> earlier = byPlace(before);
        Map<String, CurrentVintage> later = byPlace(now);
        TreeSet<String> places = new TreeSet<>(earlier.keySet());
        places.addAll(later.keySet());
        return places.stream()
                .map(place -> new FiguresChange(earlier.get(place), later.get(place)))
                .filter(change -> !Objects.equals(change.before(), change.now()))
                .toList();
    }

    private static Map<String, CurrentVintage> byPlace(List<CurrentVintage> vintages) {
        return vintages.stream().collect(Collectors.toMap(CurrentVintage::place, vintage -> vintage));
    }
}
