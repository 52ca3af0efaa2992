package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.Refused;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.Releases;

/** The files of earlier releases: kept ones as they are, others built again when wanted. */
public final class KeptReleases {
    private KeptReleases() {}

    /**
     * The file of a release.
     *
     * @throws Refused {@code RELEASE_UNKNOWN}; {@code WAREHOUSE_LOCKED} or {@code REBUILD_DIFFERS_REFUSED} where it has to be built again
     */
    public static Path file(Path warehouse, long releaseNumber, Progress progress, Clock clock) {
        History history = History.of(warehouse);
        Manifest manifest = history.release(releaseNumber)
                .map(History.Release::manifest)
                .orElseThrow(() -> new Refused("RELEASE_UNKNOWN", releaseNumber));
        Releases releases = new Releases(warehouse);
        if (releases.shows(manifest)) {
            return warehouse.resolve(Releases.CURRENT);
        }
        if (!releases.holds(manifest)) {
            try (WarehouseLock lock = WarehouseLock.acquire(warehouse, clock)) {
                Recovery.clearWork(warehouse);
                LoadRequest request = new LoadRequest(warehouse, warehouse, warehouse, List.of(), null, null);
                Rebuild.run(request, releaseNumber, history, progress, clock);
                Recovery.clearWork(warehouse);
            }
        }
        return releases.file(releaseNumber);
    }
}
