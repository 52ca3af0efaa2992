package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseBuilder;

/** The star step: builds the wanted release beside the current one, where the wanted set differs from what is released. */
final class BuildStar {
    private final LoadState state;

    BuildStar(LoadState state) {
        this.state = state;
    }

    static Path scratch(LoadState state) {
        return state.request.warehouse().resolve("work").resolve("release.duckdb");
    }

    void run() {
        boolean anyStaged = state.allDeliveries().stream().anyMatch(delivery -> delivery.staging() != null);
        String wanted = ReleaseBuilder.setDigest(state.sources(), state.allDeliveries());
        boolean current = state.releases
                .current()
                .map(Manifest::setDigest)
                .filter(wanted::equals)
                .isPresent();
        if (!anyStaged || current) {
            return;
        }
        state.progress.begins("star", 1);
        List<Manifest> earlier = state.releases.manifests();
        long number = earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).releaseNumber() + 1;
        try {
            Files.createDirectories(scratch(state).toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReleaseBuilder.clear(scratch(state));
        state.built = ReleaseBuilder.build(
                scratch(state), number, state.clock.instant(), state.sources(), state.allDeliveries(), earlier);
        state.progress.advances("");
    }
}
