package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDigestTest {
    @Test
    void isThatOfPlacesAndCountsBehindTheLineOfTheirSheet() throws IOException {
        try (Duck duck = star()) {
            duck.execute("insert into star.fact_complaint values (1, 1, 300, 9, 7), (1, 1, 20, 9, 8), (1, 1, 20, 8, 9),"
                    + " (1, 2, 2, 9, 5000000000), (2, 2, 2, 10, 0)");
            assertThat(digest(duck, "complaint"))
                    .isEqualTo(ofLines(
                            "s:all:2022@x cd second.csv second " + counts(new long[] {2, 10, 0}),
                            "s:all:2023@x ab first file.xlsx Data "
                                    + counts(new long[] {20, 8, 9}, new long[] {20, 9, 8}, new long[] {300, 9, 7}),
                            "s:all:2023@x cd second.csv second " + counts(new long[] {2, 9, 5000000000L})));
        }
    }

    @Test
    void holdsEveryCountOfACaseInItsColumn() throws IOException {
        try (Duck duck = star()) {
            duck.execute("insert into star.fact_case values (1, 1, 20, 9, 8, 10, 7), (1, 1, 30, null, null, 10, 0)");
            assertThat(digest(duck, "case"))
                    .isEqualTo(ofLines("s:all:2023@x ab first file.xlsx Data "
                            + counts(new long[] {20, 9, 8}, new long[] {20, 10, 7}, new long[] {30, 10, 0})));
        }
    }

    @Test
    void hashesOnlySheetsThatAreNotHashedYet() {
        try (Duck duck = star()) {
            duck.execute("insert into star.fact_complaint values (1, 1, 300, 9, 7), (2, 2, 2, 10, 1)");
            String whole = digest(duck, "complaint");
            duck.execute("delete from star.sheet_digest where sheet_key = 2");
            RecordDigest.hash(duck);
            assertThat(Digests.ofLines(duck, RecordDigest.lines("complaint"))).isEqualTo(whole);
            assertThat(duck.number("select count(*) from star.sheet_digest")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row_number = row_number + 1",
                "column_index = 3",
                "complaint_count = complaint_count + 1",
                "sheet_key = 2",
                "vintage_key = 2"
            })
    void changesWithOneFactOfMany(String change) {
        try (Duck duck = star()) {
            duck.execute("insert into star.fact_complaint select 1, 1, r, 9, r % 1300 from range(1, 20000) as t(r)");
            String before = digest(duck, "complaint");
            duck.execute("update star.fact_complaint set " + change + " where row_number = 19999");
            assertThat(digest(duck, "complaint")).isNotEqualTo(before);
        }
    }

    @Test
    void isTheSameInWhicheverOrderFactsLie() {
        try (Duck duck = star();
                Duck other = star()) {
            String facts = "insert into star.fact_complaint select 1 + r % 2, 1 + r % 2, r, r % 11, r % 1300"
                    + " from range(1, 20000) as t(r) order by r ";
            duck.execute(facts);
            other.execute(facts + "desc");
            assertThat(digest(duck, "complaint")).isEqualTo(digest(other, "complaint"));
        }
    }

    private static String digest(Duck duck, String relation) {
        duck.execute("drop table if exists star.sheet_digest");
        RecordDigest.hash(duck);
        return Digests.ofLines(duck, RecordDigest.lines(relation));
    }

    @Test
    void theOneOfAReleaseIsOverThoseOfItsRelationsByTheirNames() {
        assertThat(RecordDigest.over(Map.of("vintage", "11", "case", "22")))
                .isEqualTo(ofLines("case 22", "vintage 11"));
    }

    private static String ofLines(String... lines) {
        var digest = Digests.sha256();
        for (String line : lines) {
            Digests.add(digest, line);
        }
        return Digests.hex(digest);
    }

    private static String counts(long[]... facts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream record = new DataOutputStream(bytes);
        for (long[] fact : facts) {
            record.writeInt((int) fact[0]);
            record.writeInt((int) fact[1]);
            record.writeLong(fact[2]);
        }
        var digest = Digests.sha256();
        digest.update(bytes.toByteArray());
        return Digests.hex(digest);
    }

    private static Duck star() {
        Duck duck = Duck.inMemory();
        duck.execute("create schema star");
        duck.execute("create table star.dim_vintage as from (values (1, 's:all:2023@x'), (2, 's:all:2022@x'))"
                + " as v(vintage_key, vintage_code)");
        duck.execute(
                "create table star.dim_delivery as from (values (1, 'ab', 'first file.xlsx'), (2, 'cd', 'second.csv'))"
                        + " as d(delivery_key, sha256, file_name)");
        duck.execute("create table star.dim_sheet as from (values (1, 1, 'Data'), (2, 2, 'second'))"
                + " as h(sheet_key, delivery_key, sheet_name)");
        duck.execute("create table star.fact_complaint(vintage_key integer, sheet_key integer, row_number integer, "
                + "column_index integer, complaint_count bigint)");
        duck.execute("create table star.fact_case(vintage_key integer, sheet_key integer, row_number integer, "
                + "received_column_index integer, received_count bigint, resolved_column_index integer, "
                + "resolved_count bigint)");
        return duck;
    }
}
