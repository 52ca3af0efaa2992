package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;

/** The cells in which a release that was built again differs from its kept file, where that is still there. */
final class DifferingCells {
    private static final int MOST = 20;

    private static final String CELLS = "select coalesce(opening_vintage_code, closing_vintage_code), measure,"
            + " concat_ws(' / ', fiscal_district_name, region_name, generic, subgeneric, level_3_name, level_4_name, article,"
            + " office_type, subject, specialty, case_type, specialised_unit), opening_count, closing_count"
            + " from published.difference";

    private DifferingCells() {}

    /** The file that a warehouse keeps of a release. */
    static Optional<Path> keptFile(Path warehouse, Manifest manifest) {
        Releases releases = new Releases(warehouse);
        if (releases.holds(manifest)) {
            return Optional.of(releases.file(manifest.releaseNumber()));
        }
        return releases.shows(manifest) ? Optional.of(warehouse.resolve(Releases.CURRENT)) : Optional.empty();
    }

    /** The hash of the delivery that each vintage of a release comes from. */
    static Map<String, String> deliveries(Path file) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (ReleasedWarehouse released = ReleasedWarehouse.ofFile(file)) {
            released.rows("select vintage_code, file_sha256 from published.vintage")
                    .forEach(row -> found.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        }
        return found;
    }

    /** At most 20 cells of vintages, the greatest differences of each first, and how many more there are. */
    static List<Reason> of(Path kept, Path replayed, Set<String> vintages) throws IOException {
        List<Reason> found = new ArrayList<>();
        try (ReleasedWarehouse compared = Differences.ofVintages(kept, replayed, vintages)) {
            for (List<@Nullable Object> row : compared.rows(CELLS + " limit " + MOST)) {
                found.add(Reason.of("REPLAY_CELL_DIFFERS", row.get(0), row.get(2), row.get(1), row.get(3), row.get(4)));
            }
            Object all = compared.rows("select count(*) from published.difference")
                    .get(0)
                    .get(0);
            if (all instanceof Long count && count > MOST) {
                found.add(Reason.of("REPLAY_MORE_CELLS", count - MOST));
            }
        } catch (Refused damaged) {
            found.add(damaged.reason());
        }
        return found;
    }
}
