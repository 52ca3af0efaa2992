package org.sumario.warehouse;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumario.model.Delivery;
import org.sumario.warehouse.ReleaseBuilder.Built;

/** A release file that a plan built: of the load that publishes it, it lacks nothing but the times. */
public final class PlannedRelease {
    private PlannedRelease() {}

    /**
     * Makes it the release of a load: when it is released, and when its deliveries were received.
     *
     * @param file built from the wanted set, by the same program and under the same number of load and release
     * @param ledgerSha256 SHA-256 of the last line of the ledger, the same as when it was built
     */
    public static Built take(Path file, Instant releasedAt, WantedRelease wanted, String ledgerSha256) {
        try (Duck duck = Duck.open(file)) {
            duck.execute("begin transaction");
            setReceived(duck, wanted.deliveries());
            long number = duck.number("select release_number from star.dim_release where is_current");
            Manifest manifest = manifest(duck, number, releasedAt, wanted, ledgerSha256);
            duck.execute("delete from star.dim_release where is_current");
            ReleaseBuilder.insertRelease(duck, manifest, true);
            List<FigureChange> changes = changes(duck, number);
            duck.execute("commit");
            duck.execute("checkpoint");
            return new Built(manifest, changes);
        }
    }

    private static void setReceived(Duck duck, List<Delivery> deliveries) {
        duck.execute("create temp table received(sha256 varchar, received_at timestamp with time zone)");
        deliveries.forEach(delivery ->
                duck.insert("received", delivery.sha256(), delivery.receivedAt().atOffset(ZoneOffset.UTC)));
        duck.execute("update star.dim_delivery as d set received_at = r.received_at from received as r"
                + " where r.sha256 = d.sha256");
        duck.execute("update star.dim_load as l set started_at = (select min(d.received_at) from star.dim_delivery as d"
                + " where d.load_number = l.load_number)");
    }

    private static Manifest manifest(
            Duck duck, long number, Instant releasedAt, WantedRelease wanted, String ledgerSha256) {
        List<String> lines = VintageDigests.figuresLines(duck);
        Map<String, String> record = duck.query("select relation, digest from star.record_digest", result -> {
            Map<String, String> digests = new TreeMap<>();
            while (result.next()) {
                digests.put(result.getString(1), result.getString(2));
            }
            return digests;
        });
        return new Manifest(
                number,
                releasedAt,
                Digests.ofLines(lines),
                RecordDigest.over(record),
                record,
                wanted.digest(),
                ledgerSha256,
                lines);
    }

    private static List<FigureChange> changes(Duck duck, long number) {
        return duck.query("from star.fact_mapping_change where release_number = " + number, result -> {
            List<FigureChange> changes = new ArrayList<>();
            while (result.next()) {
                changes.add(ReleaseBuilder.change(number, result));
            }
            return changes;
        });
    }
}
