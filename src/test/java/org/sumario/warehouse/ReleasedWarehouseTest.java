package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.Refused;

class ReleasedWarehouseTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhenNothingWasReleased() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ReleasedWarehouse.open(folder))
                .satisfies(refused -> assertThat(refused.reason().code()).isEqualTo("NO_RELEASE"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(
                folder.resolve("sumario.duckdb"), "not a database, and long enough to be looked at".repeat(100));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> ReleasedWarehouse.open(folder))
                .satisfies(refused -> assertThat(refused.reason().code()).isEqualTo("WAREHOUSE_UNREADABLE"));
    }

    @Test
    void handsOverValuesThatDoNotDependOnThePlatform() throws Exception {
        release("sumario.duckdb", 1);
        assertThat(rows("select 7::bigint, 8::hugeint, 1.50::decimal(5,2), true, null, 'ñ', date '2024-02-29',"
                        + " timestamp '2024-12-31 10:00:00', timestamptz '2024-12-31 23:00:00+00',"
                        + " timestamptz '2024-12-31 23:00:00+00'::varchar, '\\xAB'::blob, [1, 2]"))
                .containsExactly(java.util.Arrays.asList(
                        7L,
                        BigInteger.valueOf(8),
                        new BigDecimal("1.50"),
                        true,
                        null,
                        "ñ",
                        LocalDate.of(2024, 2, 29),
                        LocalDateTime.of(2024, 12, 31, 10, 0),
                        Instant.parse("2024-12-31T23:00:00Z"),
                        "2024-12-31 23:00:00+00",
                        "ab",
                        "[1, 2]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into release values (2)",
                "drop table release",
                "create table other (i integer)",
                "copy release to 'out.csv'",
                "select * from read_text('/etc/hostname')",
                "attach 'other.duckdb'",
                "set enable_external_access = true",
                "set lock_configuration = false",
                "set memory_limit = '100GB'",
                "install httpfs",
                "selec 1",
                "select error('boom') from range(100000) where range > 50000",
                ""
            })
    void refusesWhatWritesReadsFilesLoosensTheSessionOrIsWrong(String sql) throws Exception {
        release("sumario.duckdb", 1);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> rows(sql)).satisfies(refused -> {
            assertThat(refused.reason().code()).isEqualTo("SQL_BAD");
            assertThat(refused.reason().arguments().get(0)).isNotBlank();
        });
        assertThat(rows("select i from release")).containsExactly(List.of(1));
    }

    @Test
    void bindsValuesInsteadOfQuotingThem() throws Exception {
        release("sumario.duckdb", 1);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(folder)) {
            released.query("select ? || '!', i from release where i = ?", List.of("x' or '1'='1", 1), into(rows));
        }
        assertThat(rows).containsExactly(List.of("x' or '1'='1!", 1));
    }

    @Test
    void anOpenReaderKeepsItsReleaseAndANewOneSeesTheNext() throws Exception {
        release("sumario.duckdb", 1);
        try (ReleasedWarehouse before = ReleasedWarehouse.open(folder)) {
            release("next.duckdb", 2);
            Files.move(
                    folder.resolve("next.duckdb"),
                    folder.resolve("sumario.duckdb"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            List<List<@Nullable Object>> rows = new ArrayList<>();
            before.query("select i from release", List.of(), into(rows));
            assertThat(rows).containsExactly(List.of(1));
            assertThat(rows("select i from release")).containsExactly(List.of(2));
        }
    }

    private List<List<@Nullable Object>> rows(String sql) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(folder)) {
            released.query(sql, List.of(), into(rows));
        }
        return rows;
    }

    private static RowReceiver into(List<List<@Nullable Object>> rows) {
        return new RowReceiver() {
            @Override
            public void columns(List<String> names) {}

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values);
            }
        };
    }

    private void release(String name, int number) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(name));
                Statement statement = connection.createStatement()) {
            statement.execute("create table release as select " + number + " as i");
        }
    }
}
