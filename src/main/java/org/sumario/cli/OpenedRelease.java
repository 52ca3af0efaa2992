package org.sumario.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.sumario.pipeline.KeptReleases;
import org.sumario.warehouse.ReleasedWarehouse;

/** The release that a command asks: the current one, or an earlier one, built again where its file is no longer kept. */
final class OpenedRelease {
    private OpenedRelease() {}

    /** @param number of an earlier release; null for the current one */
    static ReleasedWarehouse of(SumarioCommand sumario, @Nullable Long number) {
        return ReleasedWarehouse.ofFile(file(sumario, number));
    }

    /** The same for our own queries of any number of rows. */
    static ReleasedWarehouse inPassing(SumarioCommand sumario, @Nullable Long number) {
        return ReleasedWarehouse.ofFileInPassing(file(sumario, number));
    }

    private static Path file(SumarioCommand sumario, @Nullable Long number) {
        Path warehouse = sumario.settings().warehouse();
        if (number == null) {
            return ReleasedWarehouse.currentFile(warehouse);
        }
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            return KeptReleases.file(warehouse, number, progress, Clock.systemUTC());
        }
    }
}
