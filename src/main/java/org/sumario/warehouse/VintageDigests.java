package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;

/** The figures digests of vintages, one row each in {@code star.vintage_digest}: the SHA-256 of the canonical CSV. Only new vintages cost work. */
final class VintageDigests {
    private VintageDigests() {}

    /** Creates the relation; a vintage whose facts were there before keeps its digest, also where its dates are others now. */
    static void hash(Duck duck) {
        duck.execute("create temp table known_digest(vintage_key integer, figures_digest varchar)");
        if (duck.number(
                        "select count(*) from duckdb_tables() where schema_name = 'star' and table_name = 'vintage_digest'")
                > 0) {
            duck.execute("insert into known_digest select k.vintage_key, d.figures_digest from star.vintage_digest as d"
                    + " join kept_dim_vintage as k using (vintage_code)");
        }
        for (CanonicalCsv csv : CanonicalCsv.values()) {
            for (int vintage : csv.vintages(duck)) {
                duck.insert("known_digest", vintage, csv.digest(duck, vintage));
            }
        }
        duck.execute("create or replace table star.vintage_digest as select vintage_code, figures_digest"
                + " from star.dim_vintage join known_digest using (vintage_key)");
    }

    /** The lines that the figures digest of a release is hashed over, sorted. */
    static List<String> figuresLines(Duck duck) {
        return duck.query(
                "select concat_ws(' ', source_code, scope, year, vintage_code, state, published_date, figures_digest) as line"
                        + " from star.dim_vintage join star.vintage_digest using (vintage_code) order by line",
                result -> {
                    List<String> lines = new ArrayList<>();
                    while (result.next()) {
                        lines.add(result.getString(1));
                    }
                    return lines;
                });
    }
}
