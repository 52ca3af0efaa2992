package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.AcceptedFinding;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;

/**
 * All findings: those that the release carries, and those of deliveries that wait or were rejected, which stand in staging alone. The relation
 * is the one that a release has, {@code published.finding}, made by the same SQL.
 */
public final class FindingRegister {
    private static final Set<State> RELEASED = Set.of(State.ACCEPTED, State.DUPLICATE);

    private FindingRegister() {}

    /**
     * Opens the register.
     *
     * @param deliveries everything received, in order
     * @param accepted as the ledger has it now
     * @throws Refused {@code NO_RELEASE} where there is neither a release nor staging, {@code RELEASE_OF_EARLIER_VERSION}
     */
    public static ReleasedWarehouse open(Path warehouse, List<Delivery> deliveries, List<AcceptedFinding> accepted) {
        List<Delivery> staged = staged(warehouse, deliveries);
        boolean isMore = !accepted.isEmpty() || staged.stream().anyMatch(delivery -> delivery.staging() != null);
        Path released = ReleasedWarehouse.currentFile(warehouse);
        if (!isMore || !Files.exists(released)) {
            return ofRelease(released);
        }
        ofRelease(released).close();
        Duck duck = Duck.inMemory();
        try {
            duck.execute("set TimeZone = 'UTC'");
            duck.execute("attach " + Duck.quote(released.toString()) + " as released (read_only)");
            if (duck.number("select count(*) from duckdb_tables() where database_name = 'released'"
                            + " and table_name = 'dim_finding_kind'")
                    == 0) {
                throw new Refused("RELEASE_OF_EARLIER_VERSION", released);
            }
            Staged.describe(duck, List.of(), staged);
            Staged.openFindings(duck, staged, staged);
            ReleaseBuilder.insertSourceFindings(duck, List.of());
            duck.execute("create temp table told_delivery as select delivery_key from staging_folder");
            insertAccepted(duck, accepted);
            duck.execute("create schema star");
            duck.execute("create view star.dim_source as from released.star.dim_source");
            duck.execute("create view star.dim_delivery as from released.star.dim_delivery");
            create(duck, "table", "2_star", "dim_accepted_finding", "star");
            duck.execute("create schema waiting");
            for (String relation : List.of("dim_finding_kind", "fact_finding")) {
                create(duck, "table", "2_star", relation, "waiting");
                duck.execute("create view star." + relation + " as from released.star." + relation
                        + " union all from waiting." + relation);
            }
            duck.execute("create schema published");
            create(duck, "view", "3_published", "finding", "published");
            return ReleasedWarehouse.of(duck);
        } catch (RuntimeException e) {
            duck.close();
            throw e;
        }
    }

    private static void create(Duck duck, String kind, String folder, String name, String schema) {
        duck.execute("create " + kind + " " + schema + "." + name + " as "
                + SqlFiles.named(folder, name).select());
    }

    /**
     * Opens what a release alone has of them, current or not.
     *
     * @throws Refused {@code NO_RELEASE}, {@code RELEASE_OF_EARLIER_VERSION}
     */
    public static ReleasedWarehouse ofRelease(Path file) {
        ReleasedWarehouse released = ReleasedWarehouse.ofFile(file);
        try {
            Object states = released.rows("select count(*) from duckdb_columns() where schema_name = 'published'"
                            + " and table_name = 'finding' and column_name = 'state'")
                    .get(0)
                    .get(0);
            if (!Long.valueOf(1).equals(states)) {
                throw new Refused("RELEASE_OF_EARLIER_VERSION", file);
            }
            return released;
        } catch (IOException e) {
            released.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            released.close();
            throw e;
        }
    }

    /** The deliveries, with the staging of those alone that no release tells of. */
    private static List<Delivery> staged(Path warehouse, List<Delivery> deliveries) {
        List<Delivery> all = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Path staging = RELEASED.contains(delivery.state()) || delivery.state() == State.UNREADABLE
                    ? null
                    : newest(warehouse, folder -> folder.startsWith(delivery.sha256()) && !RuleFindings.isOne(folder));
            if (staging == null) {
                all.add(delivery.at(null));
                continue;
            }
            String name = staging.getFileName().toString();
            all.add(delivery.at(staging).ruledIn(newest(warehouse, folder -> RuleFindings.isBeside(folder, name))));
        }
        return all;
    }

    /** The newest whole folder of staging of which the name is of a kind. */
    private static @Nullable Path newest(Path warehouse, Predicate<String> isChosen) {
        Path staging = warehouse.resolve("staging").toAbsolutePath();
        if (!Files.isDirectory(staging)) {
            return null;
        }
        try (Stream<Path> folders = Files.list(staging)) {
            return folders.filter(folder -> isChosen.test(folder.getFileName().toString()))
                    .filter(StagingWriter::isWhole)
                    .max(Comparator.comparing(folder -> folder.toFile().lastModified()))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lays what people accepted as the temporary relation {@code accepted_finding}. */
    static void insertAccepted(Duck duck, List<AcceptedFinding> accepted) {
        duck.execute("create temp table accepted_finding(finding varchar, reason varchar, accepted_by varchar, "
                + "accepted_at timestamp with time zone, run bigint)");
        for (AcceptedFinding one : accepted) {
            duck.insert(
                    "accepted_finding",
                    one.finding(),
                    one.reason(),
                    one.acceptedBy(),
                    one.acceptedAt().atOffset(ZoneOffset.UTC),
                    one.run());
        }
    }
}
