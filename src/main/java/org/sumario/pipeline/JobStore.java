package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import tools.jackson.databind.JsonNode;

/** The job repository: an H2 file that is open only during a load; the history is read from a copy of it. */
public final class JobStore {
    private static final String NAME = "jobs";
    private static final String FILE = NAME + ".mv.db";

    private JobStore() {}

    /**
     * One run of the load job.
     *
     * @param startedAt null for a run that was killed before anything kept its start
     * @param exitCode exit code of the command; empty while it runs or where it died
     */
    public record Run(
            long run,
            String status,
            @Nullable Instant startedAt,
            long durationMillis,
            String exitCode,
            String deliveries,
            long rows,
            long rejections,
            List<RunStep> steps) {}

    public record RunStep(String name, String status, long durationMillis, long rows, long rejections) {}

    static DataSource dataSource(Path warehouse) {
        return JdbcConnectionPool.create(url(warehouse), "sa", "");
    }

    private static String url(Path warehouse) {
        // Without WRITE_DELAY=0 a crash loses the records of the last half second; with DB_CLOSE_ON_EXIT a signal would
        // close the database under a load that is on its way to its next safe point.
        return "jdbc:h2:file:" + warehouse.resolve("runs").toAbsolutePath().resolve(NAME)
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";
    }

    /**
     * Opens the job repository and keeps it open until closed. One that a crash broke is set aside, since the ledger has the history.
     */
    static Connection open(LoadState state) throws SQLException {
        Path warehouse = state.request.warehouse();
        try {
            return DriverManager.getConnection(url(warehouse), "sa", "");
        } catch (SQLException broken) {
            Path file = warehouse.resolve("runs").resolve(FILE);
            if (!Files.exists(file)) {
                throw broken;
            }
            int number = 1;
            Path aside;
            do {
                aside = file.resolveSibling("broken-" + number++ + ".mv.db");
            } while (Files.exists(aside));
            try {
                Files.move(file, aside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            state.notices.add(Reason.of("JOB_STORE_BROKEN", aside));
            return DriverManager.getConnection(url(warehouse), "sa", "");
        }
    }

    /** Every run, oldest first: with its steps where the job repository still has it, else as the ledger keeps it. */
    public static List<Run> history(Path warehouse) {
        Map<Long, Run> runs = new TreeMap<>();
        History.of(warehouse).loads().forEach((run, line) -> runs.put(run, recorded(run, line)));
        stored(warehouse).forEach(run -> runs.put(run.run(), run));
        return List.copyOf(runs.values());
    }

    private static Run recorded(long run, JsonNode line) {
        long rows = 0;
        long rejections = 0;
        for (JsonNode delivery : line.path("deliveries")) {
            rows += delivery.path("control_totals").path("rows").asLong(0);
            rejections += delivery.path("control_totals").path("rejections").asLong(0);
        }
        String startedAt = line.path("started_at").asString("");
        return new Run(
                run,
                line.path("status").asString().equals("completed") ? "COMPLETED" : "FAILED",
                startedAt.isEmpty() ? null : Instant.parse(startedAt),
                line.path("duration_ms").asLong(0),
                line.path("exit_code").asString(""),
                Integer.toString(line.path("deliveries").size()),
                rows,
                rejections,
                List.of());
    }

    /** The runs of the job repository, read from a copy, since a running load holds it; none where it is gone or broken. */
    private static List<Run> stored(Path warehouse) {
        Path file = warehouse.resolve("runs").resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Path copy = Files.createTempDirectory("sumario-runs");
            try {
                Files.copy(file, copy.resolve(FILE));
                String url = "jdbc:h2:file:" + copy.resolve(NAME);
                try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                    return runs(connection);
                } catch (SQLException broken) {
                    // A crash can leave it without tables or unreadable; the next load sets it aside, the ledger has
                    // every run.
                    return List.of();
                }
            } finally {
                Recovery.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Run> runs(Connection connection) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select e.job_execution_id, e.status, e.start_time, e.end_time,"
                                + " e.exit_message, p.parameter_value, q.parameter_value from batch_job_execution e"
                                + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                                + " and p.parameter_name = 'run' join batch_job_execution_params q on q.job_execution_id = e.job_execution_id"
                                + " and q.parameter_name = 'started_at' order by e.job_execution_id")) {
            while (result.next()) {
                List<RunStep> steps = steps(connection, result.getLong(1));
                String[] message = String.valueOf(result.getString(5)).split(" ", -1);
                boolean said = message.length == 2;
                Timestamp start = result.getTimestamp(3);
                runs.add(new Run(
                        Long.parseLong(result.getString(6)),
                        result.getString(2),
                        Instant.parse(result.getString(7)),
                        duration(start, result.getTimestamp(4)),
                        said ? message[0] : "",
                        said ? message[1] : "",
                        steps.stream()
                                .filter(JobStore::isPartition)
                                .mapToLong(RunStep::rows)
                                .sum(),
                        steps.stream()
                                .filter(JobStore::isPartition)
                                .mapToLong(RunStep::rejections)
                                .sum(),
                        steps));
            }
        }
        return runs;
    }

    private static List<RunStep> steps(Connection connection, long execution) throws SQLException {
        List<RunStep> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select step_name, status, start_time, end_time, read_count,"
                        + " filter_count from batch_step_execution where job_execution_id = " + execution
                        + " order by step_execution_id")) {
            while (result.next()) {
                steps.add(new RunStep(
                        result.getString(1),
                        result.getString(2),
                        duration(result.getTimestamp(3), result.getTimestamp(4)),
                        result.getLong(5),
                        result.getLong(6)));
            }
        }
        return steps;
    }

    private static boolean isPartition(RunStep step) {
        return step.name().contains(":");
    }

    private static long duration(@Nullable Timestamp start, @Nullable Timestamp end) {
        return start == null || end == null ? 0 : end.getTime() - start.getTime();
    }
}
