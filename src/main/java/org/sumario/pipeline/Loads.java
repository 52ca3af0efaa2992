package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.sumario.archive.WarehouseLock;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport.Arrived;
import org.sumario.pipeline.LoadReport.HeadlineFigures;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseFigures;
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
        List<JobDefinition> jobs = JobFiles.load(request.jobs());
        try (WarehouseLock lock = WarehouseLock.acquire(request.warehouse(), clock)) {
            clearWork(request.warehouse());
            long run = nextRun(request.warehouse());
            LoadState state = new LoadState(request, progress, clock, run, jobs);
            launch(state);
            return report(state);
        }
    }

    private static void launch(LoadState state) {
        SpringApplication application = new SpringApplication(LoadJob.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "spring.batch.job.enabled", "false",
                "spring.batch.jdbc.initialize-schema", "always",
                "spring.jmx.enabled", "false",
                "logging.threshold.console", "OFF",
                "logging.file.name",
                        state.request
                                .warehouse()
                                .resolve("runs")
                                .resolve(Long.toString(state.run))
                                .resolve("log")
                                .toString()));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("loadState", state));
        try (ConfigurableApplicationContext context = application.run()) {
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
                throw failure(execution);
            }
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The refusal behind a failed execution, or what went wrong as it is. */
    private static RuntimeException failure(JobExecution execution) {
        List<Throwable> failures = new ArrayList<>();
        execution.getStepExecutions().forEach(step -> failures.addAll(step.getFailureExceptions()));
        failures.addAll(execution.getFailureExceptions());
        for (Throwable failure : failures) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refused refused) {
                    return refused;
                }
            }
        }
        IllegalStateException unexpected = new IllegalStateException("the load failed: " + execution.getExitStatus());
        failures.forEach(unexpected::addSuppressed);
        if (!failures.isEmpty()) {
            unexpected.initCause(failures.get(0));
        }
        return unexpected;
    }

    private static LoadReport report(LoadState state) {
        List<Arrived> arrived = new ArrayList<>();
        List<Delivery> waiting = new ArrayList<>();
        for (Received received : state.deliveries) {
            Delivery delivery = received.delivery();
            if (received.isNew()) {
                arrived.add(
                        new Arrived(delivery, delivery.staging() == null ? null : state.totals(delivery.staging())));
            } else if (delivery.state() == Delivery.State.HELD) {
                waiting.add(delivery);
            }
        }
        Path file = state.request.warehouse().resolve(Releases.CURRENT);
        Manifest current = state.releases.current().orElse(null);
        ReleaseFigures figures = current == null ? null : ReleaseFigures.of(file, current);
        List<HeadlineFigures> headlines = new ArrayList<>();
        for (JobDefinition job : state.jobs) {
            JobDefinition.Headline headline = job.headline();
            if (figures != null && headline != null) {
                Map<Integer, Long> byYear =
                        ReleaseFigures.countsByYear(file, job.sourceCode(), headline.dimension(), headline.value());
                if (!byYear.isEmpty()) {
                    headlines.add(new HeadlineFigures(headline.titles(), byYear));
                }
            }
        }
        return new LoadReport(
                state.run,
                arrived,
                waiting,
                state.notSpreadsheets,
                figures,
                figures == null ? List.of() : becameCurrent(figures, state.before),
                headlines,
                file,
                Publish.exitCode(state));
    }

    private static List<ReleaseFigures.CurrentVintage> becameCurrent(
            ReleaseFigures figures, @Nullable Manifest before) {
        return figures.current().stream()
                .filter(vintage -> before == null
                        || before.vintages().stream()
                                .noneMatch(line -> line.contains(" " + vintage.vintageCode() + " current ")))
                .toList();
    }

    /** Runs are numbered by their log folders, which also those that fail leave. */
    private static long nextRun(Path warehouse) {
        Path runs = warehouse.resolve("runs");
        try {
            Files.createDirectories(runs);
            long last = 0;
            try (Stream<Path> folders = Files.list(runs)) {
                for (Path folder : folders.toList()) {
                    String name = folder.getFileName().toString();
                    last = name.matches("\\d{1,18}") ? Math.max(last, Long.parseLong(name)) : last;
                }
            }
            Files.createDirectories(runs.resolve(Long.toString(last + 1)));
            return last + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a run that died left half done. */
    private static void clearWork(Path warehouse) {
        Path work = warehouse.resolve("work");
        if (!Files.isDirectory(work)) {
            return;
        }
        try (Stream<Path> leftovers = Files.walk(work)) {
            for (Path leftover :
                    leftovers.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(leftover);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
