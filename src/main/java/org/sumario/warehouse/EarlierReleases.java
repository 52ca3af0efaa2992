package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release is told of those before it.
 *
 * @param ledgerSha256 SHA-256 of the last line of the ledger before the load that makes it
 * @param changes what other mappings changed in earlier releases, and in this one where it is built again
 * @param before the file of the release before, to build upon and to compare with; null where there is none, or all has to come from staging
 * @param remapped sources whose mapping is another one than in that file
 */
public record EarlierReleases(
        List<Manifest> manifests,
        String ledgerSha256,
        List<FigureChange> changes,
        @Nullable Path before,
        Set<String> remapped) {}
