package org.sumario.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a release for ever, also when its file has gone.
 *
 * @param recordDigest over the lines {@code relation digest} of the record digests
 * @param recordDigests the SHA-256 of each relation with its lineage; none where an earlier version of this program made the release
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
        Map<String, String> recordDigests,
        String setDigest,
        String ledgerSha256,
        List<String> vintages) {}
