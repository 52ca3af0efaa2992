package org.sumario.warehouse;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a release for ever, also when its file has gone.
 *
 * @param setDigest identity of the deliveries, mappings and SQL it was made from
 * @param ledgerSha256 SHA-256 of the last line of the ledger before the load that made it, by which a cut tail of the ledger is found; empty for
 *     releases of earlier versions
 * @param vintages one line per vintage, sorted: source, scope, year, vintage, state, published date, digest
 */
public record Manifest(
        long releaseNumber,
        Instant releasedAt,
        String figuresDigest,
        String recordDigest,
        String setDigest,
        String ledgerSha256,
        List<String> vintages) {}
