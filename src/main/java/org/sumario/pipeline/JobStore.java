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
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The job repository: an H2 file that is open only during a load; the history is read from a copy of it. */
public final class JobStore {
    private static final String NAME = "jobs";

    private JobStore() {}

    /**
     * One run of the load job.
     *
     * @param exitCode exit code of the command; empty while it runs or where it died
     */
    public record Run(
            long run,
            String status,
            Instant startedAt,
            long durationMillis,
            String exitCode,
            String deliveries,
            long rows,
            long rejections,
            List<RunStep> steps) {}

    public record RunStep(String name, String status, long durationMillis, long rows, long rejections) {}

    static DataSource dataSource(Path warehouse) {
        // Without WRITE_DELAY=0 a crash loses the records of the last half second.
        return JdbcConnectionPool.create(
                "jdbc:h2:file:" + warehouse.resolve("runs").toAbsolutePath().resolve(NAME) + ";WRITE_DELAY=0",
                "sa",
                "");
    }

    /** Every run, oldest first; empty where nothing was ever loaded. */
    public static List<Run> history(Path warehouse) {
        Path file = warehouse.resolve("runs").resolve(NAME + ".mv.db");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Path copy = Files.createTempDirectory("sumario-runs");
            try {
                Files.copy(file, copy.resolve(NAME + ".mv.db"));
                String url = "jdbc:h2:file:" + copy.resolve(NAME);
                try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                    return runs(connection);
                }
            } finally {
                try (var left = Files.list(copy)) {
                    for (Path leftover : left.toList()) {
                        Files.delete(leftover);
                    }
                }
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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

    private static long duration(
            java.sql.@org.jspecify.annotations.Nullable Timestamp start,
            java.sql.@org.jspecify.annotations.Nullable Timestamp end) {
        return start == null || end == null ? 0 : end.getTime() - start.getTime();
    }
}
