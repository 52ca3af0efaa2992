package org.sumario.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.pipeline.LoadState.Received;

/** The load job, in the order of the data: receive, read (a partition per delivery), check, star, release. */
@SpringBootConfiguration
@EnableAutoConfiguration
class LoadJob {

    // Without it the file stays open, and locked, in a process that lives on after the load.
    @Bean(destroyMethod = "dispose")
    DataSource dataSource(LoadState state) {
        return JobStore.dataSource(state.request.warehouse());
    }

    @Bean
    Job load(
            JobRepository repository,
            LoadState state,
            @Qualifier("receive") Step receive,
            @Qualifier("read") Step read,
            @Qualifier("check") Step check,
            @Qualifier("star") Step star,
            @Qualifier("release") Step release) {
        return new JobBuilder("load", repository)
                .listener(exitMessage(state))
                .start(receive)
                .next(read)
                .next(check)
                .next(star)
                .next(release)
                .build();
    }

    @Bean
    Step receive(JobRepository repository, PlatformTransactionManager transactions, LoadState state) {
        return step("receive", repository, transactions, state, () -> new Receive(state).run());
    }

    @Bean
    Step read(JobRepository repository, PlatformTransactionManager transactions, LoadState state) {
        ReadDelivery reading = new ReadDelivery(state);
        Tasklet readOne = (contribution, chunk) -> {
            state.stopIfWanted();
            String sha256 =
                    (String) chunk.getStepContext().getStepExecutionContext().get("sha256");
            Received received = state.deliveries.stream()
                    .filter(other -> other.delivery().sha256().equals(sha256))
                    .findFirst()
                    .orElseThrow();
            Optional<ControlTotals> totals = reading.attempt(received);
            totals.ifPresent(control -> {
                contribution.getStepExecution().setReadCount(control.rows());
                contribution.getStepExecution().setFilterCount(control.rejections());
                contribution.getStepExecution().setWriteCount(control.facts());
            });
            state.progress.advances(received.delivery().fileName());
            return RepeatStatus.FINISHED;
        };
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("read-");
        threads.setConcurrencyLimit(Runtime.getRuntime().availableProcessors());
        return new StepBuilder("read", repository)
                .partitioner("read-delivery", gridSize -> partitions(reading.wanted(), state.progress))
                .step(new StepBuilder("read-delivery", repository)
                        .tasklet(readOne, transactions)
                        .build())
                .taskExecutor(threads)
                .build();
    }

    @Bean
    Step check(JobRepository repository, PlatformTransactionManager transactions, LoadState state) {
        return step("check", repository, transactions, state, () -> new Check(state).run());
    }

    @Bean
    Step star(JobRepository repository, PlatformTransactionManager transactions, LoadState state) {
        return step("star", repository, transactions, state, () -> new BuildStar(state).run());
    }

    @Bean
    Step release(JobRepository repository, PlatformTransactionManager transactions, LoadState state) {
        return step("release", repository, transactions, state, () -> new Publish(state).run());
    }

    private static Map<String, ExecutionContext> partitions(List<Received> wanted, Progress progress) {
        progress.begins("read", wanted.size());
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (Received received : wanted) {
            String sha256 = received.delivery().sha256();
            partitions.put(sha256.substring(0, 16), new ExecutionContext(Map.of("sha256", sha256)));
        }
        return partitions;
    }

    private static Step step(
            String name,
            JobRepository repository,
            PlatformTransactionManager transactions,
            LoadState state,
            Runnable work) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, chunk) -> {
                            state.stopIfWanted();
                            work.run();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** Leaves in the run history what the command will answer. */
    private static JobExecutionListener exitMessage(LoadState state) {
        return new JobExecutionListener() {
            @Override
            public void afterJob(JobExecution execution) {
                boolean failed = execution.getStatus().isUnsuccessful();
                long arrived = state.deliveries.stream().filter(Received::isNew).count();
                execution.setExitStatus(new ExitStatus(
                        execution.getExitStatus().getExitCode(),
                        (failed ? 1 : Publish.exitCode(state)) + " " + arrived));
            }
        };
    }
}
