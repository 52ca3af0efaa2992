package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumario.model.ObservationBatch;
import org.sumario.model.SourceDescription;
import org.sumario.warehouse.RuledDelivery.Compared;

/** Lays what a rule may name before a session; {@code jobs/README.md} describes each view. */
final class RuleViews {
    /** What is read of staging, and its columns where there is none. */
    private static final Map<String, String> STAGED = Map.of(
            "observation",
                    "sheet_id integer, row_number integer, column_index integer, combination_id integer, "
                            + numbers(ObservationBatch.MEASURES, " bigint"),
            "combination",
                    "combination_id integer, period_id integer, year integer, scope varchar, "
                            + numbers(ObservationBatch.DIMENSIONS, "_id integer"),
            "label", "dimension varchar, label_id integer, label varchar, code varchar",
            "period", "period_id integer, period_start date, period_end date",
            "sheet", "sheet_id integer, sheet_name varchar",
            "sheet_column", "sheet_id integer, name varchar, column_letters varchar, header varchar",
            "vintage_total",
                    "year integer, scope varchar, period_start date, period_end date, extraction_date date, "
                            + "published_date date, fact_count bigint, key_count bigint, "
                            + numbers(ObservationBatch.MEASURES, " bigint"),
            "finding", "finding_id integer, kind_id integer");

    private static final String DESCRIBED = "combination_id integer, year integer, scope varchar, period_start date, "
            + "period_end date, "
            + ObservationBatch.DIMENSIONS.stream()
                    .map(name -> name + "_label varchar, " + name + "_code varchar")
                    .collect(Collectors.joining(", "));

    private static final String VINTAGE = "scope, year, period_start, period_end, extraction_date, published_date, ";

    private final Duck duck;
    private final SourceDescription source;

    RuleViews(Duck duck, SourceDescription source) {
        this.duck = duck;
        this.source = source;
    }

    private static String numbers(List<String> names, String type) {
        return names.stream().map(name -> name + type).collect(Collectors.joining(", "));
    }

    void layEmpty() {
        lay(List.of(), List.of(), List.of());
    }

    /** Answers the files that are still read afterwards. */
    List<Path> lay(RuledDelivery ruled) {
        return lay(List.of(requireNonNull(ruled.delivery().staging())), ruled.preceding(), ruled.yearBefore());
    }

    private List<Path> lay(List<Path> own, List<Compared> preceding, List<Compared> yearBefore) {
        List<Path> read = new ArrayList<>(stage("own", own));
        read.addAll(stage("staged_preceding", preceding, "preceding"));
        read.addAll(stage("staged_year_before", yearBefore, "year_before"));
        duck.execute("create view observation as select " + observation() + " from own.labelled");
        duck.execute("create view vintage as select " + VINTAGE + counts() + " from own.vintage_total");
        duck.execute("create table all_code(dimension varchar, codelist varchar, code varchar, name varchar, "
                + "parent varchar, valid_from date, valid_to date)");
        Staged.appendCodes(source, rows -> duck.append("all_code", rows));
        duck.execute("create view code as from all_code");
        return read;
    }

    /** Lays what the text of a rule may name and call. */
    static void layWhatMayBeNamed(Duck duck) {
        duck.execute("create table uncallable as "
                + SqlFiles.named("rules", "uncallable").select());
        duck.execute("create table visible(name varchar, is_own boolean)");
        List.of("observation", "vintage", "code", "parameter").forEach(view -> duck.insert("visible", view, true));
        List.of("preceding", "preceding_vintage", "year_before", "year_before_vintage")
                .forEach(view -> duck.insert("visible", view, false));
    }

    /** Vintages elsewhere that are compared with: their observations, and themselves. */
    private List<Path> stage(String schema, List<Compared> compared, String view) {
        List<Path> folders = new ArrayList<>(
                new LinkedHashSet<>(compared.stream().map(Compared::staging).toList()));
        List<Path> read = stage(schema, folders);
        duck.execute("create table " + schema
                + ".chosen(delivery_key integer, scope varchar, year integer, next_year integer)");
        for (Compared each : compared) {
            duck.insert(
                    schema + ".chosen", folders.indexOf(each.staging()), each.scope(), each.year(), each.nextYear());
        }
        String chosen = " join " + schema + ".chosen as c using (delivery_key, scope, year)";
        duck.execute("create view " + view + " as select next_year, " + observation() + " from " + schema + ".labelled"
                + chosen);
        duck.execute("create view " + view + "_vintage as select next_year, " + VINTAGE + counts() + " from " + schema
                + ".vintage_total" + chosen);
        return read;
    }

    /** Observations are read whenever a view is; all that they refer to once, into memory. Answers the files of the former. */
    private List<Path> stage(String schema, List<Path> folders) {
        duck.execute("create schema " + schema);
        STAGED.forEach((table, columns) -> {
            String relation = schema + "." + table;
            if (folders.isEmpty()) {
                duck.execute("create table " + relation + "(delivery_key integer, " + columns + ")");
            } else {
                String parts = IntStream.range(0, folders.size())
                        .mapToObj(key -> "select " + key + " as delivery_key, * from read_parquet("
                                + Duck.quote(StagingWriter.file(folders.get(key), table)
                                        .toString()) + ")")
                        .collect(Collectors.joining(" union all "));
                duck.execute(
                        "create " + (table.equals("observation") ? "view " : "table ") + relation + " as " + parts);
            }
        });
        duck.execute("create table " + schema + ".described"
                + (folders.isEmpty()
                        ? "(delivery_key integer, " + DESCRIBED + ")"
                        : " as " + staged("described", schema)));
        duck.execute("create view " + schema + ".labelled as " + staged("labelled", schema));
        return folders.stream()
                .map(folder -> StagingWriter.file(folder, "observation"))
                .toList();
    }

    private static String staged(String relation, String schema) {
        return SqlFiles.named("rules", relation).select().replace("staged.", schema + ".");
    }

    private String observation() {
        return Stream.of(
                        Stream.of("sheet_name", "row_number", "cell", "scope", "year", "period_start", "period_end"),
                        source.ruleSet().dimensions().stream()
                                .flatMap(name -> source.codelists().containsKey(name)
                                        ? Stream.of(name + "_label", name + "_code")
                                        : Stream.of(name + "_label")),
                        source.ruleSet().measures().stream(),
                        Stream.of(unclassified() + " as is_unclassified"))
                .flatMap(names -> names)
                .collect(Collectors.joining(", "));
    }

    /** Whether one of the labels means "not classified". */
    private String unclassified() {
        return source.unclassified().entrySet().stream()
                .map(dimension -> "coalesce(" + dimension.getKey() + "_label in ("
                        + dimension.getValue().stream().map(Duck::quote).collect(Collectors.joining(", "))
                        + "), false)")
                .reduce((one, other) -> one + " or " + other)
                .orElse("false");
    }

    private String counts() {
        return "fact_count as observation_count, key_count, "
                + String.join(", ", source.ruleSet().measures());
    }
}
