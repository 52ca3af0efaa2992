package org.sumario.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.sumario.model.CellRef;
import org.sumario.model.Finding;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
import org.sumario.model.Severity;

/**
 * The tables {@code finding} and {@code finding_kind} of staging: what the checks had to say of one delivery. A label in no code list may stand
 * in a hundred thousand cells; what is said of it is kept once.
 */
final class FindingTables {
    static final List<String> NAMES = List.of("finding", "finding_kind");

    private static final List<String> PLACE = List.of("finding_id", "kind_id", "row_number", "subject_id");
    private static final List<String> AT_STAKE = List.of("at_stake_count");
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    /** What is said alike of several places. */
    private record Kind(
            Severity severity,
            Reason reason,
            String sheetName,
            int columnIndex,
            String columnHeader,
            String rawText,
            boolean isRejection) {
        static Kind of(Finding finding) {
            return new Kind(
                    finding.severity(),
                    finding.reason(),
                    finding.sheetName(),
                    finding.columnIndex(),
                    finding.about().columnHeader(),
                    finding.rawText(),
                    finding.isRejection());
        }
    }

    private FindingTables() {}

    /**
     * Creates both, filled. Each text goes through the driver once, and what is a number past it: they cost more than all else about a finding.
     *
     * @param scratch a file that is not there yet; {@code finding} reads it
     */
    static void write(Duck duck, Path scratch, List<Finding> findings) throws IOException {
        Map<Kind, Integer> kinds = new LinkedHashMap<>();
        Map<String, Integer> subjects = new LinkedHashMap<>();
        try (PlainParquet to = new PlainParquet(scratch, "finding", PLACE, AT_STAKE)) {
            place(to, findings, kinds, subjects);
        }
        duck.execute("create table kind(kind_id integer, severity varchar, code varchar, sheet_name varchar, "
                + "column_header varchar, raw_text varchar, is_rejection boolean, advice varchar, advice_es varchar, "
                + "expected varchar, expected_es varchar, column_letters varchar)");
        duck.append("kind", to -> append(to, kinds));
        duck.execute("create table subject(subject_id integer, about varchar)");
        duck.append("subject", to -> {
            for (var subject : subjects.entrySet()) {
                to.beginRow()
                        .append(subject.getValue().intValue())
                        .append(subject.getKey())
                        .endRow();
            }
        });
        duck.execute("create view placed as from read_parquet(" + Duck.quote(scratch.toString()) + ")");
        duck.execute("create view finding as "
                + SqlFiles.named("finding", "placed_finding").select());
        duck.execute("create table finding_kind as select * exclude (column_letters) from kind order by kind_id");
    }

    private static void place(
            PlainParquet to, List<Finding> findings, Map<Kind, Integer> kinds, Map<String, Integer> subjects)
            throws IOException {
        int[][] places = new int[PLACE.size()][ObservationBatch.CAPACITY];
        long[][] counts = new long[1][ObservationBatch.CAPACITY];
        int size = 0;
        int id = 0;
        for (Finding finding : findings) {
            Long atStake = finding.about().atStakeCount();
            places[0][size] = ++id;
            places[1][size] = kinds.computeIfAbsent(Kind.of(finding), first -> kinds.size() + 1);
            places[2][size] = finding.rowNumber();
            places[3][size] = subjects.computeIfAbsent(finding.about().subject(), first -> subjects.size() + 1);
            counts[0][size] = atStake == null ? ObservationBatch.ABSENT : atStake;
            size++;
            if (size == ObservationBatch.CAPACITY) {
                to.add(places, counts, size);
                size = 0;
            }
        }
        to.add(places, counts, size);
        to.finish();
    }

    private static void append(DuckDBAppender to, Map<Kind, Integer> kinds) throws SQLException {
        for (var each : kinds.entrySet()) {
            Kind kind = each.getKey();
            to.beginRow()
                    .append(each.getValue().intValue())
                    .append(kind.severity().name().toLowerCase(Locale.ROOT))
                    .append(kind.reason().code())
                    .append(kind.sheetName())
                    .append(kind.columnHeader())
                    .append(kind.rawText())
                    .append(kind.isRejection())
                    .append(kind.reason().text(Locale.ENGLISH))
                    .append(kind.reason().text(SPANISH))
                    .append(kind.reason().expected(Locale.ENGLISH).orElse(null))
                    .append(kind.reason().expected(SPANISH).orElse(null))
                    .append(kind.columnIndex() < 0 ? null : CellRef.columnLetters(kind.columnIndex()))
                    .endRow();
        }
    }

    /** Creates {@code found}, in which a session gathers findings with all that is said of them, empty. */
    static void gather(Duck duck) {
        duck.execute("create table found(finding_id integer, severity varchar, code varchar, sheet_name varchar, "
                + "row_number integer, cell varchar, raw_text varchar, advice varchar, advice_es varchar, "
                + "is_rejection boolean, column_header varchar, expected varchar, expected_es varchar, about varchar, "
                + "at_stake_count bigint)");
    }

    /**
     * Creates both from {@code found}.
     *
     * @param kindsBefore the last number of a kind that the delivery has already
     */
    static void part(Duck duck, long kindsBefore) {
        duck.execute("create table kind_before as select " + kindsBefore + "::integer as last_kind_id");
        for (String table : List.of("finding_kind", "finding")) {
            duck.execute("create table " + table + " as "
                    + SqlFiles.named("finding", table).select());
        }
    }

    /** Creates {@code found} from both, which are gone then. */
    static void join(Duck duck) {
        duck.execute(
                "create table found as " + SqlFiles.named("finding", "found").select());
        NAMES.forEach(table -> duck.execute("drop table " + table));
    }
}
