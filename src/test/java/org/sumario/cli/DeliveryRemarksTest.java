package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.correction.Remark;
import org.sumario.model.Delivery;
import org.sumario.model.Severity;
import org.sumario.warehouse.ReleasedWarehouse;

class DeliveryRemarksTest {
    private static final String COLUMNS =
            "severity, code, state, file_sha256, sheet_name, cell, row_number, raw_text, advice, advice_es, is_rejection";
    private static final String ROWS =
            "('info', 'B', 'open', 'aa', 'S', 'A1', 1, 'x', 'in English', 'en español', false%s),"
                    + "('error', 'C', 'gone', 'aa', null, null, null, null, 'only English', '', true%s),"
                    + "('error', 'D', 'open', 'bb', 'S', 'A1', 1, 'x', 'another file', '', false%s),"
                    + "('error', 'E', 'accepted', 'aa', 'S', 'A1', 1, 'x', 'let stand', '', false%s)";

    @TempDir
    Path folder;

    private List<Remark> remarks(String columns, String values) throws IOException, SQLException {
        Path file = folder.resolve("release.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema published");
            statement.execute("create table published.finding as select * from (values " + ROWS.replace("%s", values)
                    + ") t(" + COLUMNS + columns + ")");
        }
        Delivery delivery = new Delivery(
                "aa", "a.xlsx", "pe", Delivery.State.ACCEPTED, Delivery.Reasons.NONE, Instant.EPOCH, 1, null, null);
        List<Remark> remarks = new ArrayList<>();
        try (ReleasedWarehouse findings = ReleasedWarehouse.ofFile(file)) {
            DeliveryRemarks read = DeliveryRemarks.of(findings, delivery, true);
            assertThat(read.hasExpected()).isEqualTo(columns.contains("expected"));
            assertThat(read.hasAtStake()).isEqualTo(columns.contains("at_stake_count"));
            assertThat(read.isEmpty()).isFalse();
            read.each(remarks::add);
        }
        return remarks;
    }

    @Test
    void theMostSeriousComeFirstInTheLanguageAskedFor() throws IOException, SQLException {
        assertThat(remarks("", ""))
                .containsExactly(
                        new Remark(Severity.ERROR, "C", "", 0, "", "", "only English", "", null, true),
                        new Remark(Severity.INFO, "B", "S", 1, "A1", "x", "en español", "", null, false));
    }

    @Test
    void whatIsExpectedAndAtStakeIsTakenWhereTheReleaseHasIt() throws IOException, SQLException {
        assertThat(remarks(", expected, expected_es, at_stake_count", ", 'a number', 'un número', 7"))
                .extracting(Remark::expected, Remark::atStake)
                .containsOnly(org.assertj.core.api.Assertions.tuple("un número", 7));
    }
}
