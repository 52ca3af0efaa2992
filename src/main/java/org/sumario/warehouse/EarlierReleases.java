package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release is told of those before it.
 *
 * @param changes what other mappings changed in earlier releases, and in this one where it is built again
 * @param compareWith the file of the release before, null where there is none to compare with
 * @param remapped sources whose mapping is another one than in that file
 */
public record EarlierReleases(
        List<Manifest> manifests,
        List<FigureChange> changes,
        @Nullable Path compareWith,
        Set<String> remapped) {}
