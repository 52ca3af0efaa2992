package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sumario.model.Reason;

/**
 * Makes a delivery's staging for another state of the code lists out of the staging it has: labels are looked up again, and what follows
 * from them (scopes, coverage, findings, unmapped shares); observations stay, and no file is read.
 */
public final class StagingRemap {
    private StagingRemap() {}

    /**
     * Writes the new folder, whole or not at all.
     *
     * @param codes code by cleaned label, for every dimension that has a code list
     * @param scratch an empty place on the same file system
     */
    public static void write(Path from, Path folder, Path scratch, Map<String, Map<String, String>> codes) {
        try (Duck duck = Duck.inMemory()) {
            Files.createDirectories(scratch);
            duck.execute("set threads = 1");
            Files.copy(StagingWriter.file(from, "observation"), StagingWriter.file(scratch, "observation"));
            lay(duck, from);
            duck.execute("create table label_code(dimension varchar, label varchar, code varchar)");
            duck.append("label_code", to -> {
                for (var dimension : codes.entrySet()) {
                    for (var label : dimension.getValue().entrySet()) {
                        to.beginRow()
                                .append(dimension.getKey())
                                .append(label.getKey())
                                .append(label.getValue())
                                .endRow();
                    }
                }
            });
            FindingTables.join(duck);
            for (SqlFiles.SqlFile file : SqlFiles.inOrder("remap")) {
                if (file.name().equals("remapped_finding")) {
                    writeAdvice(duck);
                }
                duck.execute("create table " + file.name() + " as " + file.select());
            }
            replace(duck, "label", "remapped_label");
            replace(duck, "found", "remapped_finding");
            FindingTables.part(duck, 0);
            replace(duck, "control_total", "remapped_control_total");
            StagingWriter.derive(duck);
            StagingWriter.keep(duck, scratch, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lays what was read from a file, without what follows from it. */
    static void lay(Duck duck, Path from) {
        duck.execute("create view observation as " + staged(from, "observation"));
        duck.execute("create view used_combination as select * exclude (year, scope) from ("
                + staged(from, "combination") + ")");
        for (String table : StagingWriter.TABLES) {
            if (!table.equals("observation") && !StagingWriter.isDerived(table)) {
                duck.execute("create table " + table + " as " + staged(from, table));
            }
        }
    }

    static String staged(Path folder, String table) {
        return "from read_parquet("
                + Duck.quote(StagingWriter.file(folder, table).toString()) + ")";
    }

    private static void replace(Duck duck, String table, String by) {
        duck.execute("drop table " + table);
        duck.execute("alter table " + by + " rename to " + table);
    }

    /** The sentences for labels that no code list knows any more. */
    private static void writeAdvice(Duck duck) {
        record Unmapped(String header, String label) {}
        List<Unmapped> unmapped =
                duck.query("select distinct header, label from unmapped_cell order by all", result -> {
                    List<Unmapped> found = new ArrayList<>();
                    while (result.next()) {
                        found.add(new Unmapped(result.getString(1), result.getString(2)));
                    }
                    return found;
                });
        duck.execute("create table unmapped_advice(header varchar, label varchar, advice varchar, advice_es varchar, "
                + "expected varchar, expected_es varchar)");
        duck.append("unmapped_advice", to -> {
            for (Unmapped each : unmapped) {
                Reason reason = Reason.of("LABEL_UNMAPPED", each.header(), each.label());
                to.beginRow()
                        .append(each.header())
                        .append(each.label())
                        .append(reason.text(Locale.ENGLISH))
                        .append(reason.text(Locale.forLanguageTag("es")))
                        .append(reason.expected(Locale.ENGLISH).orElse(null))
                        .append(reason.expected(Locale.forLanguageTag("es")).orElse(null))
                        .endRow();
            }
        });
    }
}
