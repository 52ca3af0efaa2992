package org.sumario.warehouse;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The record digest: figures with their lineage, without times and release numbers, for replaying the same history. SHA-256 over a line for
 * each vintage's sheet, sorted: what names it, a space and the digest of its counts; those are hashed sorted by their place, each as row
 * (32 bits), column (32) and count (64), big-endian.
 */
final class RecordDigest {
    private static final int FACT_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private RecordDigest() {}

    /** A sheet that facts of a vintage come from. */
    private record Origin(int vintageKey, int sheetKey) {}

    /** Creates {@code star.sheet_digest} where it is missing, and hashes the sheets that it lacks. */
    static void hash(Duck duck) {
        duck.execute(
                "create table if not exists star.sheet_digest(vintage_key integer, sheet_key integer, counts_digest varchar)");
        String counts = SqlFiles.named("digest", "record_count").select();
        for (Origin origin : missing(duck)) {
            String digest = ofCounts(
                    duck,
                    "select row_number, column_index, figure from (" + counts + "\n) where vintage_key = "
                            + origin.vintageKey() + " and sheet_key = " + origin.sheetKey());
            duck.insert("star.sheet_digest", origin.vintageKey(), origin.sheetKey(), digest);
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

    /** The digest over all sheets, which {@link #hash} has hashed. */
    static String of(Duck duck) {
        return Digests.ofLines(duck, lines());
    }

    /** Asks for the lines that it is hashed over, sorted. */
    static String lines() {
        return SqlFiles.named("digest", "record_line").select() + " order by line";
    }

    private static List<Origin> missing(Duck duck) {
        String sql = SqlFiles.named("digest", "record_origin").select();
        return duck.query("from (" + sql + "\n) order by all", result -> {
            List<Origin> found = new ArrayList<>();
            while (result.next()) {
                found.add(new Origin(result.getInt("vintage_key"), result.getInt("sheet_key")));
            }
            return found;
        });
    }
}
