package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleasedWarehouse;

/** The name of a delivery: 8 or more first digits of its SHA-256. */
final class DeliveryId {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");

    private DeliveryId() {}

    static String parse(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            throw new Refused("DELIVERY_ID_BAD", text);
        }
        return digits;
    }

    /** Refuses digits that begin no delivery of the current release, or several. */
    static void requireOne(Path warehouse, String digits) throws IOException {
        List<String> found = new ArrayList<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.open(warehouse)) {
            released.rows(
                            "select distinct sha256 from published.delivery where starts_with(sha256, ?) order by 1",
                            digits)
                    .forEach(row -> found.add(String.valueOf(row.get(0))));
        } catch (Refused e) {
            // Before the first release there is nothing that the digits could miss.
            if (e.reason().code().equals("NO_RELEASE")) {
                return;
            }
            throw e;
        }
        if (found.isEmpty()) {
            throw new Refused("DELIVERY_UNKNOWN", digits);
        }
        if (found.size() > 1) {
            throw new Refused("DELIVERY_AMBIGUOUS", digits, String.join(", ", found));
        }
    }
}
