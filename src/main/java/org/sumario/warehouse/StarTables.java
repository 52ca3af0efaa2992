package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sumario.model.Delivery;

/**
 * The tables of the star: made from nothing or, in a copy of an earlier release, from those that are there by adding what is new. The same
 * SQL files do both, over the staging of all vintages or of those that are added; a member that is there keeps its key, since facts name it.
 */
final class StarTables {
    /** Dimensions that facts name by a key of their making, each with what tells its members apart; none where all columns do. */
    private static final Map<String, List<String>> NUMBERED = Map.of(
            "dim_vintage", List.of("delivery_key", "scope", "year"),
            "dim_sheet", List.of("delivery_key", "sheet_number"),
            "dim_period", List.of("period_start", "period_end"),
            "dim_offence", List.of(),
            "dim_case_type", List.of(),
            "dim_seat_place", List.of());

    /** Dimensions whose members are found in observations, so that those of vintages that are there already have to be kept. */
    private static final Set<String> GROWING = Set.of("dim_offence", "dim_case_type", "dim_seat_place");

    /** Relations with rows by the vintage or delivery, which stay as they are. */
    private static final Set<String> ADDED_TO =
            Set.of("fact_complaint", "fact_case", "dim_finding_kind", "fact_finding", "fact_unclassified");

    /** Deliveries whose findings a release carries: what is in the figures or repeats them. */
    private static final String TOLD = "select delivery_key from delivery where state in ('accepted', 'duplicate')";

    private final Duck duck;
    private final List<Delivery> deliveries;
    private final boolean isExtending;

    /** @param isExtending whether the session's file holds the star of an earlier release */
    StarTables(Duck duck, List<Delivery> deliveries, boolean isExtending) {
        this.duck = duck;
        this.deliveries = deliveries;
        this.isExtending = isExtending;
        if (isExtending) {
            // What only the earlier release says: of which deliveries it has the findings, and by which rules.
            duck.execute("create temp table told_delivery as " + TOLD + " and not exists (from star.ruled_delivery as k"
                    + " where k.delivery_key = delivery.delivery_key"
                    + " and k.ruled_folder is not distinct from delivery.ruled_folder)");
            // What is told of a source as a whole is told again.
            for (String relation : List.of("fact_finding", "dim_finding_kind")) {
                duck.execute("delete from star." + relation + " where delivery_key is null or delivery_key not in ("
                        + TOLD + ") or delivery_key in (from told_delivery)");
            }
        } else {
            duck.execute("create schema star");
            duck.execute("create temp table told_delivery as " + TOLD);
        }
    }

    boolean isExtending() {
        return isExtending;
    }

    /**
     * Creates the vintages; {@code added_vintage} are those whose facts are not there yet.
     *
     * @return whether the facts that are there are all wanted; where not, nothing but another file may be built
     */
    boolean createVintages() {
        create(SqlFiles.named("2_star", "dim_vintage"));
        if (!isExtending) {
            duck.execute("create temp table added_vintage as from star.dim_vintage");
            duck.execute(
                    "create temp table touched_year as select distinct source_code, scope, year from star.dim_vintage");
            return true;
        }
        duck.execute(
                "create temp table added_vintage as from star.dim_vintage anti join kept_dim_vintage using (vintage_key)");
        duck.execute("create temp table touched_year as select distinct source_code, scope, year"
                + " from (from star.dim_vintage except from kept_dim_vintage)");
        return duck.number("select count(*) from kept_dim_vintage anti join star.dim_vintage using (vintage_key)") == 0;
    }

    /** Creates all the others, over the staging of the deliveries that vintages are added from. */
    void createOthers() {
        Staged.openObservations(duck, deliveries, only("select distinct delivery_key from added_vintage"));
        Staged.openFindings(duck, deliveries, only("from told_delivery"));
        duck.execute("create or replace table star.ruled_delivery as select delivery_key, ruled_folder from delivery"
                + " where delivery_key in (" + TOLD + ")");
        for (SqlFiles.SqlFile file : SqlFiles.inOrder("2_star")) {
            if (!file.name().equals("dim_vintage")) {
                create(file);
            }
        }
    }

    private List<Delivery> only(String keys) {
        return duck.query(keys, result -> {
            List<Delivery> found = new ArrayList<>();
            while (result.next()) {
                found.add(deliveries.get(result.getInt(1) - 1));
            }
            return found;
        });
    }

    /**
     * Creates one relation, filled; what is neither dimension nor fact is a step towards one and stays temporary. Not empty first: rows that
     * an ordered select inserts into a table of the same transaction are not seen before the commit, once they fill a row group (DuckDB 2.0).
     */
    private void create(SqlFiles.SqlFile file) {
        String name = file.name();
        String relation = "star." + name;
        if (!name.startsWith("dim_") && !name.startsWith("fact_")) {
            duck.execute("create temp table " + name + " as " + file.select());
        } else if (isExtending && ADDED_TO.contains(name)) {
            duck.execute("create temp table added_" + name + " as " + file.select() + order(name));
            duck.execute("insert into " + relation + " from added_" + name);
            duck.execute("drop table added_" + name);
        } else if (isExtending && NUMBERED.containsKey(name)) {
            number(file);
        } else {
            duck.execute("drop table if exists " + relation);
            duck.execute("create table " + relation + " as " + file.select() + order(name));
        }
    }

    /** Facts of several vintages lie by vintage, so that a filter of a year or a vintage reads only its rows. */
    private String order(String name) {
        boolean isByVintage = Set.of("fact_complaint", "fact_case").contains(name);
        return isByVintage && duck.number("select count(*) from added_vintage") > 1 ? " order by vintage_key" : "";
    }

    /** Creates a dimension in which members that were there keep their keys, and new ones follow the last key. */
    private void number(SqlFiles.SqlFile file) {
        String name = file.name();
        String key = name.substring("dim_".length()) + "_key";
        String relation = "star." + name;
        duck.execute("create temp table kept_" + name + " as from " + relation);
        duck.execute("create temp table found_" + name + " as " + file.select());
        duck.execute("drop table " + relation);
        String same = identity(name, key).stream()
                .map(column -> "k." + column + " is not distinct from f." + column)
                .reduce((one, other) -> one + " and " + other)
                .orElseThrow();
        duck.execute("create table " + relation + " as select coalesce(k." + key + ", (select coalesce(max(" + key
                + "), 0) from kept_" + name
                + ") + row_number() over (partition by k." + key + " is null order by f." + key + "))::integer as "
                + key
                + ", f.* exclude (" + key + ") from found_" + name + " as f left join kept_" + name + " as k on " + same
                + (GROWING.contains(name)
                        ? " union all from kept_" + name + " as k where not exists (from found_" + name + " as f where "
                                + same + ")"
                        : ""));
    }

    private List<String> identity(String name, String key) {
        List<String> stated = NUMBERED.getOrDefault(name, List.of());
        if (!stated.isEmpty()) {
            return stated;
        }
        return duck.query(
                "select column_name from duckdb_columns() where table_name = 'found_" + name + "' and column_name <> '"
                        + key + "' order by column_index",
                result -> {
                    List<String> found = new ArrayList<>();
                    while (result.next()) {
                        found.add(result.getString(1));
                    }
                    return found;
                });
    }
}
