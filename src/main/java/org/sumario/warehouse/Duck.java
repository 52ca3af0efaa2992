package org.sumario.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A DuckDB connection whose SQL exceptions are program errors: what a user can cause is checked before. */
final class Duck implements AutoCloseable {
    private final DuckDBConnection connection;

    /** What fills an appender. */
    interface Rows {
        void appendTo(DuckDBAppender appender) throws SQLException;
    }

    /** What reads a result. */
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    private Duck(String url, boolean readOnly) {
        this(url, readOnly, false);
    }

    private Duck(String url, boolean readOnly, boolean isStreaming) {
        Properties properties = new Properties();
        if (readOnly) {
            properties.setProperty("duckdb.read_only", "true");
        }
        if (isStreaming) {
            properties.setProperty("jdbc_stream_results", "true");
        }
        // Without this a second connection of this process to a path that was renamed over still sees the old file.
        properties.setProperty("jdbc_instance_cache", "false");
        try {
            connection = (DuckDBConnection) DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("set preserve_insertion_order = true");
    }

    static Duck inMemory() {
        return new Duck("jdbc:duckdb:", false);
    }

    /** Creates a file in the storage version that older clients read, and opens it. */
    static Duck create(Path file) {
        try (Duck maker = inMemory()) {
            maker.execute("attach " + quote(file.toString()) + " as made (storage_version 'v1.0.0')");
            maker.execute("detach made");
        }
        return new Duck("jdbc:duckdb:" + file, false);
    }

    /** Opens a file of one's own, to change it. */
    static Duck open(Path file) {
        return new Duck("jdbc:duckdb:" + file, false);
    }

    /** Keeps what a load asks for within an office machine: what exceeds the limit is spilled into a folder, deleted on closing. */
    void spillInto(Path folder) {
        execute("set memory_limit = '1GB'");
        execute("set temp_directory = " + quote(folder.toString()));
    }

    static Duck openReadOnly(Path file) {
        return new Duck("jdbc:duckdb:" + file, true);
    }

    /** The same where results are larger than memory: one at a time, and no row of it is held. */
    static Duck openStreaming(Path file) {
        return new Duck("jdbc:duckdb:" + file, true, true);
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    /** The same within a time; what takes longer ends in an {@link java.sql.SQLTimeoutException}, as the cause. */
    void execute(String sql, int seconds) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    <T> T query(String sql, Reader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return reader.read(result);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    long number(String sql) {
        return query(sql, result -> {
            result.next();
            return result.getLong(1);
        });
    }

    void append(String table, Rows rows) {
        try (DuckDBAppender appender = connection.createAppender("main", table)) {
            rows.appendTo(appender);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void appendTemporary(String table, Rows rows) {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", table)) {
            rows.appendTo(appender);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts one row into a small table; rows by the thousand go through {@link #append}. */
    void insert(String table, @Nullable Object... values) {
        String places = String.join(", ", Collections.nCopies(values.length, "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " values (" + places + ")")) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Paths as a list in SQL. */
    static String list(List<Path> paths) {
        return paths.stream().map(path -> quote(path.toString())).collect(Collectors.joining(", ", "[", "]"));
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
