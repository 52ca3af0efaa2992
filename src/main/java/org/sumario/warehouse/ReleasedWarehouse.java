package org.sumario.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;

/**
 * The current release, opened so that no query can change it, read another file or loosen the session. It keeps showing the
 * release it opened when a newer one replaces the file.
 */
public final class ReleasedWarehouse implements AutoCloseable {
    private final Connection connection;

    private ReleasedWarehouse(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the release of a warehouse folder.
     *
     * @throws Refused {@code NO_RELEASE} before the first release, {@code WAREHOUSE_UNREADABLE} when the file is none of DuckDB's
     */
    public static ReleasedWarehouse open(Path warehouse) {
        return ofFile(currentFile(warehouse));
    }

    /** The file of the current release in a warehouse folder. */
    public static Path currentFile(Path warehouse) {
        return warehouse.resolve(Releases.CURRENT);
    }

    /**
     * Opens the file of a release, current or not.
     *
     * @throws Refused as {@link #open} does
     */
    public static ReleasedWarehouse ofFile(Path file) {
        return ofFile(file, false);
    }

    /**
     * The same for queries whose rows may be more than memory holds: they come as they are made. Of an error that a later row raises the
     * driver loses the message, so this is for SQL of our own.
     *
     * @throws Refused as {@link #open} does
     */
    public static ReleasedWarehouse ofFileInPassing(Path file) {
        return ofFile(file, true);
    }

    private static ReleasedWarehouse ofFile(Path file, boolean inPassing) {
        if (!Files.exists(file)) {
            throw new Refused("NO_RELEASE", file);
        }
        Properties properties = properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, Boolean.toString(inPassing));
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
            try (Statement statement = connection.createStatement()) {
                // The driver sets the platform's zone while connecting, so the lock comes after.
                statement.execute("set TimeZone = 'UTC'");
                statement.execute("set lock_configuration = true");
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new ReleasedWarehouse(connection);
        } catch (SQLException e) {
            throw new Refused("WAREHOUSE_UNREADABLE", file, String.valueOf(e.getMessage()));
        }
    }

    /** What a session in memory made, as relations of {@code published}. */
    static ReleasedWarehouse of(Duck duck) {
        return new ReleasedWarehouse(duck.connection());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("access_mode", "READ_ONLY");
        properties.setProperty("enable_external_access", "false");
        properties.setProperty("memory_limit", "1GB");
        properties.setProperty("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
        // Large sorts spill outside the warehouse folder, which a reader may not be allowed to write.
        properties.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"))
                        .resolve("sumario-query-" + ProcessHandle.current().pid())
                        .toString());
        properties.setProperty("jdbc_instance_cache", "false");
        return properties;
    }

    /**
     * Runs SQL and hands over its rows; values for the {@code ?} in it are bound in order.
     *
     * @throws Refused {@code SQL_BAD} with the message of the database, before anything is handed over
     * @throws IOException what the receiver throws
     */
    public void query(String sql, List<? extends @Nullable Object> parameters, RowReceiver receiver)
            throws IOException {
        try (Statement statement = parameters.isEmpty() ? connection.createStatement() : bound(sql, parameters)) {
            boolean hasRows = statement instanceof PreparedStatement prepared && !parameters.isEmpty()
                    ? prepared.execute()
                    : statement.execute(sql);
            if (hasRows) {
                try (ResultSet rows = statement.getResultSet()) {
                    deliver(rows, receiver);
                }
            }
        } catch (SQLException e) {
            throw new Refused("SQL_BAD", String.valueOf(e.getMessage()));
        }
    }

    /** The rows of a small answer, all at once. */
    public List<List<@Nullable Object>> rows(String sql, Object... parameters) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        query(sql, List.of(parameters), new RowReceiver() {
            @Override
            public void columns(List<String> names) {
                // The caller names them.
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values);
            }
        });
        return rows;
    }

    /** The rows of one of the SQL files for products; values for its {@code $1}, {@code $2} … are bound in order, null where not asked. */
    public void product(String name, List<? extends @Nullable Object> parameters, RowReceiver receiver)
            throws IOException {
        query(SqlFiles.named("export", name).select(), parameters, receiver);
    }

    /**
     * The current vintages of the release, summed by source, measure and year: columns as in {@code report/series_vintage.sql}.
     *
     * @param deliveries SHA-256, joined by commas, of deliveries whose vintages are counted apart
     */
    public List<List<@Nullable Object>> series(String deliveries) throws IOException {
        return rows(SqlFiles.named("report", "series_vintage").select(), deliveries);
    }

    /** What the vintages of the release have in a column, as text and in order, each once. */
    public List<String> known(String column) throws IOException {
        return rows("select distinct " + column + " from published.vintage order by 1").stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private PreparedStatement bound(String sql, List<? extends @Nullable Object> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }

    private static void deliver(ResultSet rows, RowReceiver receiver) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        int count = columns.getColumnCount();
        List<String> names = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            names.add(columns.getColumnLabel(i));
        }
        receiver.columns(names);
        while (rows.next()) {
            List<@Nullable Object> values = new ArrayList<>(count);
            for (int i = 1; i <= count; i++) {
                values.add(value(rows, i));
            }
            receiver.row(values);
        }
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof java.sql.Timestamp) {
            // Through the platform's zone a timestamp would shift wherever that zone skips an hour.
            return rows.getObject(column, LocalDateTime.class);
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof java.sql.Blob) {
            return HexFormat.of().formatHex(rows.getBytes(column));
        }
        return value instanceof java.time.temporal.Temporal ? value : value.toString();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
