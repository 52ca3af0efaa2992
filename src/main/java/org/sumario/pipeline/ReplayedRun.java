package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.warehouse.ReleaseBuilder.Built;

/**
 * A run as the ledger tells of it, and as it came out when it was done again.
 *
 * @param release as recorded; none where it made none
 * @param built the same as it came out; none where nothing could be built
 * @param file what was built, until the next run is done again
 * @param deliveries all that were received by then, as recorded
 * @param archived SHA-256 of archived files, deliveries by the hash that names them and job files by their path
 * @param mappings mapping digests by source
 * @param states words by the hash of a delivery; of a rollback, what it held
 * @param totals control totals of what it brought, by hash
 * @param failure why it could not be done to its end
 */
public record ReplayedRun(
        long run,
        Optional<History.Release> release,
        Optional<Built> built,
        Path file,
        List<Delivery> deliveries,
        Sides archived,
        Sides mappings,
        Sides states,
        Sides totals,
        Optional<Reason> failure) {

    /** The same as recorded and as it came out, by what it is of. */
    public record Sides(Map<String, String> recorded, Map<String, String> replayed) {
        static final Sides NONE = new Sides(Map.of(), Map.of());

        /** What is not the same on both sides, or on one only. */
        public Set<String> differing() {
            Set<String> keys = new TreeSet<>(recorded.keySet());
            keys.addAll(replayed.keySet());
            return keys.stream()
                    .filter(key -> !Objects.equals(recorded.get(key), replayed.get(key)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
