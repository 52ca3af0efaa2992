package org.sumario.warehouse;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a release for ever, also when its file has gone.
 *
 * @param setDigest identity of the deliveries, mappings and SQL it was made from
 * @param vintages one line per vintage, sorted: source, scope, year, vintage, state, published date, digest
 */
public record Manifest(
        long releaseNumber,
        Instant releasedAt,
        String figuresDigest,
        String recordDigest,
        String setDigest,
        List<String> vintages) {}
