package org.sumario.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sumario.archive.Ledger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A folder as the launcher would have it, optionally with a released file of a few rows, and what a command printed. */
final class SmallWarehouse {
    private final Path home;
    final Map<String, String> environment = new HashMap<>();
    boolean isTerminal;

    SmallWarehouse(Path home) {
        this.home = home;
    }

    /** What a command answered. */
    record Answer(int exitCode, String output, String messages) {
        List<String> lines() {
            return output.lines().toList();
        }
    }

    Answer run(String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        return run(output, arguments);
    }

    Answer run(OutputStream output, String... arguments) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exitCode =
                SumarioCommand.run(new Surroundings(environment, home, home, output, messages, isTerminal), arguments);
        String printed = output instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new Answer(exitCode, printed, messages.toString(StandardCharsets.UTF_8));
    }

    SmallWarehouse release() throws Exception {
        Path file = Files.createDirectories(home.resolve("warehouse")).resolve("sumario.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : RELATIONS.split(";\n")) {
                statement.execute(sql);
            }
        }
        recordLoad();
        recordRelease(1, "2026-02-01T09:30:00Z");
        recordRelease(2, "2026-03-01T00:00:00Z");
        return this;
    }

    private void recordLoad() {
        ObjectNode line = JsonMapper.builder().build().createObjectNode();
        line.put("type", "load");
        line.put("run", 1);
        line.put("status", "completed");
        record(line, "aaaaaaaa11", "pe", "enero.xlsx", "2026-02-01T09:00:00Z");
        ObjectNode held = record(line, "bbbbbbbb11", "pe", "febrero, \"2\".csv", "2026-02-02T09:00:00Z");
        held.put("state", "held");
        held.putArray("reasons").add("total fell");
        held.putArray("reasons_es").add("bajó el total");
        record(line, "bbbbbbbb22", "mx", "x.xlsx", "2026-02-03T09:00:00Z");
        new Ledger(home.resolve("warehouse")).append(line);
    }

    private static ObjectNode record(ObjectNode load, String sha256, String source, String file, String receivedAt) {
        ObjectNode entry = load.withArray("deliveries").addObject();
        entry.put("sha256", sha256).put("source_code", source).put("file_name", file);
        return entry.put("state", "accepted").put("received_at", receivedAt);
    }

    private void recordRelease(long number, String releasedAt) {
        ObjectNode line = JsonMapper.builder().build().createObjectNode();
        line.put("type", "release");
        line.put("run", number);
        line.put("release_number", number);
        line.put("released_at", releasedAt);
        line.put("figures_digest", "f" + number);
        line.put("record_digest", "r" + number);
        new Ledger(home.resolve("warehouse")).append(line);
    }

    private static final String RELATIONS = """
            create schema published;
            create table published.release as select * from (values
              (2, timestamptz '2026-03-01 00:00:00+00', true, 'f2', 'r2'),
              (1, timestamptz '2026-02-01 09:30:00+00', false, 'f1', 'r1'))
              t(release_number, released_at, is_current, figures_digest, record_digest);
            create table published.delivery as select * from (values ('aaaaaaaa11'), ('bbbbbbbb11'), ('bbbbbbbb22')) t(sha256);
            create table published.vintage as select
              source || ':all:' || y || '@' || y || '-05-31' as vintage_code, source as source_code, 'all' as scope, y as year,
              make_date(y, 1, 1) as period_start, make_date(y, 5, 31) as period_end, make_date(y, 6, 4) as extraction_date,
              make_date(y, 6, 9) as published_date, null::date as last_confirmed_date,
              make_date(y, 6, 9) as published_from, null::date as published_to, n::bigint as complaint_count,
              null::bigint as received_count, null::bigint as resolved_count, 'd' as figures_digest, true as is_current
              from (values ('pe', 2025, 12), ('pe', 2024, 1200), ('mx', 2025, 7)) t(source, y, n);
            create table published.finding as select *, 'open' as state, run as first_seen_run, run as last_seen_run,
              true as is_last_seen from (values
              (1, 'warning', 'LABEL_UNKNOWN', 'aaaaaaaa11', 'enero.xlsx', 'Hoja1', 'B3', 3, E'LIMA \\x1b[31mROJO\\x1b[0m\\nx', 'add it', 'agréguelo', 'f1', 'a label', 'una etiqueta', 5),
              (2, 'error', 'COUNT_BAD', 'bbbbbbbb11', 'febrero.csv', '', 'C9', 9, '1O', 'correct it', 'corríjalo', 'f2', 'a number', 'un número', null))
              t(run, severity, code, file_sha256, file_name, sheet_name, cell, row_number, raw_text, advice, advice_es,
              finding, expected, expected_es, at_stake_count)""";
}
