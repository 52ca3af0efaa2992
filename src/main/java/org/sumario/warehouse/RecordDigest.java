package org.sumario.warehouse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The record digest: figures with their lineage, without times and release numbers, for replaying the same history. SHA-256 over each
 * vintage's sheets, sorted by the line that names them: that line, ended by a line feed, then for each count, sorted by its place, row
 * (32 bits), column (32) and count (64), big-endian.
 */
final class RecordDigest {
    private static final int FACT_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private RecordDigest() {}

    /** Where facts come from, and the line that says so. */
    private record Origin(int vintageKey, int sheetKey, String line) {}

    static String of(Duck duck) {
        MessageDigest digest = Digests.sha256();
        String counts = SqlFiles.named("digest", "record_count").select();
        ByteBuffer facts = ByteBuffer.allocate(4096 * FACT_BYTES);
        for (Origin origin : origins(duck)) {
            digest.update((origin.line() + "\n").getBytes(StandardCharsets.UTF_8));
            duck.query(
                    "select row_number, column_index, figure from (" + counts + "\n) where vintage_key = "
                            + origin.vintageKey() + " and sheet_key = " + origin.sheetKey() + " order by all",
                    result -> {
                        while (result.next()) {
                            facts.putInt(result.getInt(1))
                                    .putInt(result.getInt(2))
                                    .putLong(result.getLong(3));
                            if (!facts.hasRemaining()) {
                                digest.update(facts.flip());
                                facts.clear();
                            }
                        }
                        return facts;
                    });
            digest.update(facts.flip());
            facts.clear();
        }
        return Digests.hex(digest);
    }

    private static List<Origin> origins(Duck duck) {
        String sql = SqlFiles.named("digest", "record_origin").select();
        return duck.query("from (" + sql + "\n) order by origin", result -> {
            List<Origin> found = new ArrayList<>();
            while (result.next()) {
                found.add(new Origin(
                        result.getInt("vintage_key"), result.getInt("sheet_key"), result.getString("origin")));
            }
            return found;
        });
    }
}
