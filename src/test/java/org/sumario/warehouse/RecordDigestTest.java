package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordDigestTest {
    @Test
    void isThatOfAllLinesSortedAsText() {
        try (Duck duck = star("Data", "Other", "a 'quoted' sheet")) {
            assertThat(RecordDigest.of(duck)).isEqualTo(RecordDigest.ofAll(duck));
        }
    }

    @Test
    void isThatOfAllLinesWhereTheLinesOfTwoSheetsMix() {
        try (Duck duck = star("Data", "Data 2", "Data 25")) {
            assertThat(RecordDigest.of(duck)).isEqualTo(RecordDigest.ofAll(duck));
        }
    }

    @Test
    void isThatOfAllLinesWithoutASheetName() {
        try (Duck duck = star("")) {
            duck.execute("update star.fact_complaint set sheet_name = null");
            assertThat(RecordDigest.of(duck)).isEqualTo(RecordDigest.ofAll(duck));
        }
    }

    /** Facts whose rows, columns and counts sort otherwise as numbers than as text. */
    private static Duck star(String... sheets) {
        Duck duck = Duck.inMemory();
        duck.execute("create schema star");
        duck.execute("create table star.dim_vintage as from (values (1::bigint, 's:all:2023@x'), (2, 's:all:2022@x'))"
                + " as v(vintage_key, vintage_code)");
        duck.execute(
                "create table star.dim_delivery as from (values (1, 'ab', 'first file.xlsx'), (2, 'cd', 'second.csv'))"
                        + " as d(delivery_key, sha256, file_name)");
        duck.execute("create table star.fact_complaint(vintage_key bigint, delivery_key integer, sheet_name varchar, "
                + "row_number integer, column_index integer, complaint_count bigint)");
        for (String sheet : sheets) {
            duck.execute("insert into star.fact_complaint select v.v, d.d, " + Duck.quote(sheet)
                    + ", r.r, c.c, (r.r * 7919 + c.c) % 1300 from range(1, 3) v(v), range(1, 3) d(d), range(1, 1200) r(r),"
                    + " range(8, 12) c(c)");
        }
        return duck;
    }
}
