package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record digest: figures with their lineage, without times and release numbers, for replaying the same history. A line per fact,
 * lines sorted by bytes. Facts of one sheet share the beginning of their lines, so that only the short rest of each is sorted.
 */
final class RecordDigest {
    private RecordDigest() {}

    /** What the lines of a sheet begin with. */
    private record Origin(
            long vintageKey, int deliveryKey, @Nullable String sheetName, String text) {
        String condition() {
            String sheet = sheetName == null ? "null" : Duck.quote(sheetName);
            return " where vintage_key = " + vintageKey + " and delivery_key = " + deliveryKey
                    + " and sheet_name is not distinct from " + sheet;
        }
    }

    static String of(Duck duck) {
        List<Origin> origins = origins(duck);
        return areApart(origins) ? bySheet(duck, origins) : ofAll(duck);
    }

    private static List<Origin> origins(Duck duck) {
        String sql = SqlFiles.named("digest", "record_origin").select();
        return duck.query("from (" + sql + "\n) order by origin", result -> {
            List<Origin> found = new ArrayList<>();
            while (result.next()) {
                found.add(new Origin(
                        result.getLong("vintage_key"),
                        result.getInt("delivery_key"),
                        result.getString("sheet_name"),
                        result.getString("origin")));
            }
            return found;
        });
    }

    /** Whether no line of one sheet can stand between those of another: "Data" and "Data 2" mix. */
    private static boolean areApart(List<Origin> origins) {
        for (int i = 1; i < origins.size(); i++) {
            String before = origins.get(i - 1).text();
            String text = origins.get(i).text();
            if (text.equals(before) || text.startsWith(before + " ")) {
                return false;
            }
        }
        return true;
    }

    private static String bySheet(Duck duck, List<Origin> origins) {
        String sql = SqlFiles.named("digest", "record_place").select();
        LineDigest digest = new LineDigest();
        for (Origin origin : origins) {
            byte[] beginning = LineDigest.utf8(origin.text());
            // Sorted as text and fetched as numbers, which the driver hands over at a tenth of the cost.
            duck.query(
                    "select row_number, column_index, complaint_count from (" + sql + "\n)" + origin.condition()
                            + " order by place",
                    result -> {
                        while (result.next()) {
                            digest.add(beginning, result.getInt(1), result.getInt(2), result.getLong(3));
                        }
                        return digest;
                    });
        }
        return digest.hex();
    }

    /** The same, whole line by whole line. */
    static String ofAll(Duck duck) {
        String sql = SqlFiles.named("digest", "record_line").select();
        return Digests.ofLines(duck, "select line from (" + sql + "\n) order by line");
    }
}
