package org.sumario.warehouse;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record digests: a SHA-256 for each relation with its lineage, without times, runs and surrogate keys, for replaying the same history.
 * Each is hashed over lines of natural keys, sorted, which stand in {@code record/}. Facts have a line for each vintage's sheet, with the
 * digest of its counts; those are hashed sorted by their place, each as row (32 bits), column (32) and count (64), big-endian.
 */
final class RecordDigest {
    private static final int FACT_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private RecordDigest() {}

    /** A sheet that facts of a vintage come from. */
    private record Origin(String relation, int vintageKey, int sheetKey) {}

    /** Creates {@code star.sheet_digest} where it is missing, and hashes the sheets that it lacks. */
    static void hash(Duck duck) {
        duck.execute(
                "create table if not exists star.sheet_digest(relation varchar, vintage_key integer, sheet_key integer, "
                        + "counts_digest varchar)");
        String counts = SqlFiles.named("digest", "record_count").select();
        for (Origin origin : missing(duck)) {
            String digest = ofCounts(
                    duck,
                    "select row_number, column_index, figure from (" + counts + "\n) where relation = "
                            + Duck.quote(origin.relation()) + " and vintage_key = " + origin.vintageKey()
                            + " and sheet_key = " + origin.sheetKey());
            duck.insert("star.sheet_digest", origin.relation(), origin.vintageKey(), origin.sheetKey(), digest);
        }
    }

    /** The digest of a sheet's counts. */
    static String ofCounts(Duck duck, String rowColumnAndCount) {
        MessageDigest digest = Digests.sha256();
        ByteBuffer facts = ByteBuffer.allocate(4096 * FACT_BYTES);
        duck.query(rowColumnAndCount + " order by all", result -> {
            while (result.next()) {
                facts.putInt(result.getInt(1)).putInt(result.getInt(2)).putLong(result.getLong(3));
                if (!facts.hasRemaining()) {
                    digest.update(facts.flip());
                    facts.clear();
                }
            }
            return facts;
        });
        digest.update(facts.flip());
        return Digests.hex(digest);
    }

    /** The digest of each relation by its name, also kept in {@code star.record_digest}, once {@link #hash} has hashed the sheets. */
    static Map<String, String> of(Duck duck) {
        Map<String, String> digests = new TreeMap<>();
        duck.execute("create or replace table star.record_digest(relation varchar, digest varchar)");
        for (String relation : relations()) {
            String digest = Digests.ofLines(duck, lines(relation));
            digests.put(relation, digest);
            duck.insert("star.record_digest", relation, digest);
        }
        return digests;
    }

    /** The relations that have a digest. */
    static List<String> relations() {
        return SqlFiles.inOrder("record").stream()
                .map(SqlFiles.SqlFile::name)
                .sorted()
                .toList();
    }

    /** Asks for the lines that the digest of a relation is hashed over, sorted. */
    static String lines(String relation) {
        return SqlFiles.named("record", relation).select() + " order by line";
    }

    /** The one digest over those of all relations. */
    static String over(Map<String, String> digests) {
        return Digests.ofLines(lines(digests));
    }

    /** The lines that it is hashed over. */
    static List<String> lines(Map<String, String> digests) {
        return new TreeMap<>(digests)
                .entrySet().stream()
                        .map(relation -> relation.getKey() + " " + relation.getValue())
                        .toList();
    }

    private static List<Origin> missing(Duck duck) {
        String sql = SqlFiles.named("digest", "record_origin").select();
        return duck.query("from (" + sql + "\n) order by all", result -> {
            List<Origin> found = new ArrayList<>();
            while (result.next()) {
                found.add(new Origin(
                        result.getString("relation"), result.getInt("vintage_key"), result.getInt("sheet_key")));
            }
            return found;
        });
    }
}
