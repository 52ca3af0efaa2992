package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.sumario.model.CellRef;
import org.sumario.model.DeliveryContent;
import org.sumario.model.ObservationBatch;

/**
 * Writes one delivery's staging folder: Parquet files of integers and the texts they stand for. The folder appears by one rename, whole
 * or not at all.
 */
public final class StagingWriter {
    static final List<String> TABLES = List.of(
            "observation",
            "combination",
            "label",
            "period",
            "sheet",
            "sheet_column",
            "scope",
            "statement",
            "finding",
            "finding_kind",
            "control_total",
            "coverage",
            "vintage_total");

    private static final String PARQUET = ".parquet";
    private static final String SUMS = "SHA256SUMS";

    private StagingWriter() {}

    /** Whether a folder holds everything that staging holds, each file as it was written. */
    public static boolean isWhole(Path folder) {
        return differing(folder).isEmpty();
    }

    /** The names of its files that are missing or not as they were written. */
    public static List<String> differing(Path folder) {
        return Checksums.differing(folder.resolve(SUMS), names(folder));
    }

    /** Whether somebody may have written into a folder since. */
    public static boolean isSuspect(Path folder) {
        return Checksums.isSuspect(folder.resolve(SUMS), names(folder));
    }

    /** The files of a folder of staging, or of what rules found beside one. */
    private static List<String> names(Path folder) {
        return names(RuleFindings.isOne(folder) ? FindingTables.NAMES : TABLES);
    }

    private static List<String> names(List<String> tables) {
        return tables.stream().map(table -> table + PARQUET).toList();
    }

    /**
     * Reads the source to its end, then asks for the content.
     *
     * @param scratch an empty place on the same file system
     */
    public static void write(
            Path folder, Path scratch, ObservationBatch.Source source, Supplier<DeliveryContent> content) {
        Path observations = scratch.resolveSibling(scratch.getFileName() + ".observation.parquet");
        Path combinations = scratch.resolveSibling(scratch.getFileName() + ".combination.parquet");
        Path findings = scratch.resolveSibling(scratch.getFileName() + ".finding.parquet");
        try (Duck duck = Duck.inMemory()) {
            Files.createDirectories(scratch);
            duck.execute("set threads = 1");
            duck.spillInto(scratch.resolveSibling(scratch.getFileName() + ".spilled"));
            // Never tables: memory does not grow with rows.
            ObservationFiles.write(observations, combinations, source);
            duck.execute("create view observation as select * exclude ("
                    + String.join(", ", source.measures()) + "), " + measures(source.measures()) + " from read_parquet("
                    + Duck.quote(observations.toString()) + ")");
            duck.execute(
                    "create view used_combination as from read_parquet(" + Duck.quote(combinations.toString()) + ")");
            DeliveryContent said = content.get();
            writeContent(duck, said);
            FindingTables.write(duck, findings, said.findings());
            derive(duck);
            keep(duck, scratch, folder);
            Files.delete(observations);
            Files.delete(combinations);
            Files.delete(findings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every measure, null where the source or the observation lacks it. */
    private static String measures(List<String> given) {
        return ObservationBatch.MEASURES.stream()
                .map(measure -> (given.contains(measure)
                                ? "nullif(" + measure + ", " + ObservationBatch.ABSENT + ")"
                                : "null::bigint")
                        + " as " + measure)
                .collect(Collectors.joining(", "));
    }

    /** Whether a table follows from the others. */
    static boolean isDerived(String table) {
        return SqlFiles.inOrder("1_staging").stream()
                .anyMatch(file -> file.name().equals(table));
    }

    /** Creates what follows from observations and content. */
    static void derive(Duck duck) {
        new SqlFiles(duck).createStaging();
        fingerprints(duck);
    }

    /** Writes the tables that have no file yet, and puts the folder in place. */
    static void keep(Duck duck, Path scratch, Path folder) throws IOException {
        for (String table : TABLES) {
            if (!Files.exists(file(scratch, table))) {
                write(duck, scratch, table);
            }
        }
        seal(scratch, folder, TABLES);
    }

    /** Takes the checksums of a folder whose files are written, and puts it in place. */
    static void seal(Path scratch, Path folder, List<String> tables) throws IOException {
        Checksums.write(scratch.resolve(SUMS), names(tables));
        Durable.syncFolder(scratch);
        place(scratch, folder);
    }

    /** Puts a folder that was written elsewhere on the same file system in place. */
    public static void place(Path written, Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            Durable.rename(written, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one table. */
    static void write(Duck duck, Path scratch, String table) {
        duck.execute("copy (select * from " + table + ") to "
                + Duck.quote(file(scratch, table).toString())
                + " (format parquet, parquet_version v2, compression lz4_raw)");
    }

    static Path file(Path folder, String table) {
        return folder.resolve(table + PARQUET);
    }

    private static void writeContent(Duck duck, DeliveryContent content) {
        duck.execute("create table sheet(sheet_id integer, sheet_name varchar)");
        duck.append("sheet", to -> {
            for (int i = 0; i < content.sheets().size(); i++) {
                to.beginRow().append(i + 1).append(content.sheets().get(i)).endRow();
            }
        });
        duck.execute(
                "create table sheet_column(sheet_id integer, name varchar, column_index integer, column_letters varchar, "
                        + "header varchar)");
        duck.append("sheet_column", to -> {
            for (DeliveryContent.NamedColumn column : content.columns()) {
                to.beginRow()
                        .append(column.sheetId())
                        .append(column.name())
                        .append(column.columnIndex())
                        .append(CellRef.columnLetters(column.columnIndex()))
                        .append(column.header())
                        .endRow();
            }
        });
        duck.execute("create table period(period_id integer, period_start date, period_end date)");
        duck.append("period", to -> {
            for (int i = 0; i < content.periods().size(); i++) {
                to.beginRow()
                        .append(i + 1)
                        .append(content.periods().get(i).start())
                        .append(content.periods().get(i).end())
                        .endRow();
            }
        });
        duck.execute("create table label(dimension varchar, label_id integer, label varchar, code varchar)");
        duck.append("label", to -> {
            for (DeliveryContent.Label label : content.labels()) {
                to.beginRow()
                        .append(label.dimension())
                        .append(label.labelId())
                        .append(label.text())
                        .append(label.code())
                        .endRow();
            }
        });
        duck.execute("create table scope(code varchar, dimension varchar)");
        duck.append(
                "scope",
                to -> to.beginRow()
                        .append(content.scope().code())
                        .append(content.scope().dimension())
                        .endRow());
        duck.execute("create table statement(year integer, period_start date, period_end date, "
                + "extraction_date date, published_date date)");
        duck.append("statement", to -> {
            for (DeliveryContent.VintageStatement vintage : content.vintages()) {
                to.beginRow()
                        .append(vintage.year())
                        .append(vintage.periodStart())
                        .append(vintage.periodEnd())
                        .append(vintage.extractionDate())
                        .append(vintage.publishedDate())
                        .endRow();
            }
        });
        duck.execute("create table control_total(measure varchar, row_count bigint, observation_count bigint, "
                + "fact_count bigint, rejection_count bigint, unmapped_count bigint, left_out_count bigint, "
                + "unmapped_sum decimal(38,6), raw_sum decimal(38,6), fact_sum decimal(38,6), rejected_sum decimal(38,6), "
                + "not_number_count bigint)");
        duck.append("control_total", to -> appendTotals(to, content.totals()));
    }

    private static void appendTotals(DuckDBAppender to, DeliveryContent.ControlTotals totals) throws SQLException {
        for (DeliveryContent.MeasureTotals measure : totals.measures()) {
            to.beginRow()
                    .append(measure.name())
                    .append(totals.rows())
                    .append(totals.observations())
                    .append(totals.facts())
                    .append(totals.rejections())
                    .append(totals.unmapped())
                    .append(measure.leftOut())
                    .append(exact(measure.unmappedSum()))
                    .append(exact(measure.rawSum()))
                    .append(exact(measure.factSum()))
                    .append(exact(measure.rejectedSum()))
                    .append(measure.notNumbers())
                    .endRow();
        }
    }

    private static BigDecimal exact(BigDecimal sum) {
        return sum.setScale(6, RoundingMode.HALF_EVEN);
    }

    /** Adds the figures fingerprint to each vintage: SHA-256 over its sorted lines of labels and summed counts. */
    private static void fingerprints(Duck duck) {
        List<String> vintages = duck.query("select year, scope from vintage_total order by all", result -> {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                String scope = result.getString(2);
                found.add(" where year = " + result.getInt(1) + " and scope is not distinct from "
                        + (scope == null ? "null" : Duck.quote(scope)));
            }
            return found;
        });
        for (String vintage : vintages) {
            String fingerprint =
                    Digests.ofLines(duck, "select line from fingerprint_line" + vintage + " order by line");
            duck.execute("update vintage_total set fingerprint = " + Duck.quote(fingerprint) + vintage);
        }
    }
}
