package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Comments every relation and column of a release. A relation's comment is the grain its SQL file begins with; a column means the same
 * in every relation (conformed), so its comment stands once, in {@code glossary.txt}.
 */
final class Glossary {
    private Glossary() {}

    /** Column name to comment. */
    static Map<String, String> columns() {
        Map<String, String> comments = new LinkedHashMap<>();
        SqlFiles.read("/sql/glossary.txt")
                .lines()
                .filter(line -> line.contains(": "))
                .forEach(line -> {
                    int colon = line.indexOf(": ");
                    comments.put(line.substring(0, colon), line.substring(colon + 2));
                });
        return comments;
    }

    static void comment(Duck duck) {
        // In one text: each statement by itself takes a way through the driver of its own, and there are hundreds.
        StringBuilder comments = new StringBuilder();
        Map<String, String> grains = grains();
        for (List<String> relation : pairs(
                duck,
                "select schema_name || '.' || table_name, 'table' from duckdb_tables()"
                        + " where schema_name in ('star', 'published') union all"
                        + " select schema_name || '.' || view_name, 'view' from duckdb_views()"
                        + " where schema_name in ('star', 'published')")) {
            comments.append("comment on " + relation.get(1) + " " + relation.get(0) + " is "
                    + Duck.quote(required(grains, relation.get(0))) + ";\n");
        }
        Map<String, String> columns = columns();
        for (List<String> column : pairs(
                duck,
                "select schema_name || '.' || table_name, column_name from duckdb_columns()"
                        + " where schema_name in ('star', 'published')")) {
            comments.append("comment on column " + column.get(0) + ".\"" + column.get(1) + "\" is "
                    + Duck.quote(required(columns, column.get(1))) + ";\n");
        }
        duck.execute(comments.toString());
    }

    private static Map<String, String> grains() {
        Map<String, String> grains = new LinkedHashMap<>();
        SqlFiles.inOrder("2_star").forEach(file -> grains.put("star." + file.name(), file.grain()));
        SqlFiles.inOrder("3_published").forEach(file -> grains.put("published." + file.name(), file.grain()));
        grains.put(
                "star.fact_mapping_change",
                "One row per release, vintage, member and measure whose sum another mapping changed.");
        grains.put("star.dim_release", "One row per release up to this one.");
        grains.put("star.record_digest", "One row per relation: the SHA-256 of what it records, without times.");
        grains.put("star.release_recipe", "One row: what this file was built by, whatever the deliveries.");
        grains.put(
                "star.ruled_delivery",
                "One row per accepted delivery: the folder of what the rules of its source found in it.");
        grains.put(
                "star.sheet_digest",
                "One row per relation, vintage and sheet that its facts come from: the SHA-256 of its counts.");
        grains.put("star.vintage_digest", "One row per vintage: the SHA-256 of its canonical CSV.");
        return grains;
    }

    private static String required(Map<String, String> comments, String name) {
        String comment = comments.get(name);
        if (comment == null) {
            throw new IllegalStateException("glossary.txt has no comment for " + name);
        }
        return comment;
    }

    private static List<List<String>> pairs(Duck duck, String sql) {
        return duck.query(sql, result -> {
            List<List<String>> found = new ArrayList<>();
            while (result.next()) {
                found.add(List.of(result.getString(1), result.getString(2)));
            }
            return found;
        });
    }
}
