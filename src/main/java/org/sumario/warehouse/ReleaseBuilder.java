package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sumario.model.Refused;

/** Builds a release file from staging: the star, the checks, the published views, the digests. */
public final class ReleaseBuilder {
    private ReleaseBuilder() {}

    /** A built release and what its mapping changed in vintages that the release before held too. */
    public record Built(Manifest manifest, List<FigureChange> changes) {}

    /**
     * Builds into {@code file}, which must not exist; nobody sees it until it is published. Where the release before is a part of what is
     * wanted, a copy of it is added to; else everything comes from staging. The digests are the same.
     *
     * @throws Refused when a check finds offending rows; nothing may then be released
     */
    public static Built build(
            Path file, long releaseNumber, Instant releasedAt, WantedRelease wanted, EarlierReleases earlier) {
        Optional<Built> extended = extend(file, releaseNumber, releasedAt, wanted, earlier);
        if (extended.isPresent()) {
            return extended.get();
        }
        clear(file);
        try (Duck duck = Duck.create(file)) {
            StarTables star = begin(duck, file, wanted, false);
            star.createVintages();
            return fill(duck, star, releaseNumber, releasedAt, wanted, earlier);
        }
    }

    /** Adds to a copy of the release before; empty where that is no part of what is wanted, or is damaged. */
    private static Optional<Built> extend(
            Path file, long releaseNumber, Instant releasedAt, WantedRelease wanted, EarlierReleases earlier) {
        Path before = earlier.before();
        try {
            if (before == null || !BaseRelease.isWithin(before, wanted)) {
                return Optional.empty();
            }
            BaseRelease.copy(before, file);
            try (Duck duck = Duck.open(file)) {
                StarTables star = begin(duck, file, wanted, true);
                return star.createVintages()
                        ? Optional.of(fill(duck, star, releaseNumber, releasedAt, wanted, earlier))
                        : Optional.empty();
            }
        } catch (IllegalStateException | Refused damaged) {
            // The file is derived: what cannot be read, or fails a check, is made anew from staging, which fails by
            // itself where it must.
            return Optional.empty();
        }
    }

    private static StarTables begin(Duck duck, Path file, WantedRelease wanted, boolean isExtending) {
        duck.spillInto(file.resolveSibling(file.getFileName() + ".spilled"));
        // The commit writes the file at once, not a write-ahead file first.
        duck.execute("set checkpoint_threshold = '1b'");
        Staged.describe(duck, wanted.sources(), wanted.deliveries());
        // In one transaction: hundreds of statements, each of which would else be synced to disk by itself.
        duck.execute("begin transaction");
        insertSourceFindings(duck, wanted.sourceFindings());
        FindingRegister.insertAccepted(duck, wanted.acceptedFindings());
        return new StarTables(duck, wanted.deliveries(), isExtending);
    }

    private static Built fill(
            Duck duck,
            StarTables star,
            long releaseNumber,
            Instant releasedAt,
            WantedRelease wanted,
            EarlierReleases earlier) {
        star.createOthers();
        duck.execute("create or replace table star.release_recipe as select " + Duck.quote(wanted.recipe())
                + " as recipe_digest");
        duck.execute(
                "create or replace table star.dim_release(release_number bigint, released_at timestamp with time zone, "
                        + "is_current boolean, figures_digest varchar, record_digest varchar, ledger_sha256 varchar)");
        duck.execute(
                "create or replace table star.fact_mapping_change(release_number bigint, source_code varchar, "
                        + "vintage_code varchar, dimension varchar, member_code varchar, measure varchar, before_count bigint, after_count bigint)");
        for (Manifest manifest : earlier.manifests()) {
            insertRelease(duck, manifest, false);
        }
        insertRelease(duck, new Manifest(releaseNumber, releasedAt, "", "", Map.of(), "", "", List.of()), true);
        VintageDigests.hash(duck);
        RecordDigest.hash(duck);
        if (!star.isExtending()) {
            duck.execute("create schema published");
            new SqlFiles(duck).publishViews("3_published", "published");
        }
        List<FigureChange> changes = changes(duck, releaseNumber, earlier);
        insertChanges(duck, earlier.changes());
        insertChanges(duck, changes);
        List<String> lines = VintageDigests.figuresLines(duck);
        Map<String, String> record = RecordDigest.of(duck);
        Manifest manifest = new Manifest(
                releaseNumber,
                releasedAt,
                Digests.ofLines(lines),
                RecordDigest.over(record),
                record,
                wanted.digest(),
                earlier.ledgerSha256(),
                lines);
        duck.execute("delete from star.dim_release where is_current");
        insertRelease(duck, manifest, true);
        Glossary.comment(duck);
        check(duck);
        duck.execute("commit");
        duck.execute("checkpoint");
        return new Built(manifest, changes);
    }

    /** Lays what is told of sources as a whole as the temporary relation {@code source_finding}. */
    static void insertSourceFindings(Duck duck, List<SourceFinding> findings) {
        duck.execute("create temp table source_finding(load_number bigint, source_code varchar, severity varchar, "
                + "code varchar, advice varchar, advice_es varchar)");
        for (SourceFinding finding : findings) {
            duck.insert(
                    "source_finding",
                    finding.run(),
                    finding.sourceCode(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.reason().code(),
                    finding.reason().text(Locale.ENGLISH),
                    finding.reason().text(Locale.forLanguageTag("es")));
        }
    }

    /** Where a source's mapping is another one than before, what that did to the vintages that both releases hold. */
    private static List<FigureChange> changes(Duck duck, long releaseNumber, EarlierReleases earlier) {
        if (earlier.before() == null || earlier.remapped().isEmpty()) {
            return List.of();
        }
        duck.execute("create temp table remapped_source(source_code varchar)");
        earlier.remapped().forEach(source -> duck.insert("remapped_source", source));
        duck.execute("attach " + Duck.quote(earlier.before().toString()) + " as released (read_only)");
        List<FigureChange> found = new ArrayList<>();
        addChanges(duck, "complaint_mapping_change", releaseNumber, found);
        // A release of an earlier version of this program knows complaints only.
        if (duck.number("select count(*) from duckdb_tables() where database_name = 'released'"
                        + " and table_name = 'fact_case'")
                > 0) {
            addChanges(duck, "case_mapping_change", releaseNumber, found);
        }
        return found;
    }

    private static void addChanges(Duck duck, String relation, long releaseNumber, List<FigureChange> found) {
        duck.query(SqlFiles.named("change", relation).select(), result -> {
            while (result.next()) {
                found.add(change(releaseNumber, result));
            }
            return found;
        });
    }

    static FigureChange change(long releaseNumber, ResultSet result) throws SQLException {
        return new FigureChange(
                releaseNumber,
                result.getString("source_code"),
                result.getString("vintage_code"),
                result.getString("dimension"),
                result.getString("member_code"),
                result.getString("measure"),
                result.getLong("before_count"),
                result.getLong("after_count"));
    }

    private static void insertChanges(Duck duck, List<FigureChange> changes) {
        for (FigureChange change : changes) {
            duck.insert(
                    "star.fact_mapping_change",
                    change.releaseNumber(),
                    change.sourceCode(),
                    change.vintageCode(),
                    change.dimension(),
                    change.memberCode(),
                    change.measure(),
                    change.beforeCount(),
                    change.afterCount());
        }
    }

    static void insertRelease(Duck duck, Manifest manifest, boolean current) {
        duck.insert(
                "star.dim_release",
                manifest.releaseNumber(),
                manifest.releasedAt().atOffset(ZoneOffset.UTC),
                current,
                manifest.figuresDigest(),
                manifest.recordDigest(),
                manifest.ledgerSha256().isEmpty() ? null : manifest.ledgerSha256());
    }

    private static void check(Duck duck) {
        for (SqlFiles.SqlFile check : SqlFiles.inOrder("checks")) {
            long offending = duck.number("select count(*) from (" + check.select() + "\n)");
            if (offending > 0) {
                throw new Refused("CHECK_FAILED", check.name(), offending);
            }
        }
    }

    /** Removes what an earlier, failed build left at a path. */
    public static void clear(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
