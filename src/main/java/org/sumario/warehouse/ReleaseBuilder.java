package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.model.SourceDescription;

/** Builds a release file from staging: the star, the checks, the published views, the digests. */
public final class ReleaseBuilder {
    /** The header of the canonical CSV; its columns are those of {@code digest/canonical_line.sql}. */
    private static final String CANONICAL_HEADER = Stream.of(
                    "source_code",
                    "scope",
                    "year",
                    "period_start",
                    "period_end",
                    "fiscal_district_code",
                    "region_code",
                    "generic",
                    "subgeneric",
                    "level_3_name",
                    "level_4_name",
                    "article",
                    "specialty",
                    "case_type",
                    "complaint_count")
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(","));

    private ReleaseBuilder() {}

    /**
     * Builds into {@code file}, which must not exist; nobody sees it until it is published.
     *
     * @param earlier manifests of the releases before this one
     * @throws Refused when a check finds offending rows; nothing may then be released
     */
    public static Manifest build(
            Path file,
            long releaseNumber,
            Instant releasedAt,
            List<SourceDescription> sources,
            List<Delivery> deliveries,
            List<Manifest> earlier) {
        try (Duck duck = Duck.create(file)) {
            Staged.open(duck, sources, deliveries);
            duck.execute("create schema star");
            duck.execute("create schema published");
            SqlFiles sql = new SqlFiles(duck);
            sql.createTables("2_star", "star");
            duck.execute("create table star.vintage_digest(vintage_code varchar primary key, figures_digest varchar)");
            duck.execute(
                    "create table star.dim_release(release_number bigint primary key, released_at timestamp with time zone, "
                            + "is_current boolean, figures_digest varchar, record_digest varchar)");
            for (Manifest manifest : earlier) {
                insertRelease(duck, manifest, false);
            }
            insertRelease(duck, new Manifest(releaseNumber, releasedAt, "", "", "", List.of()), true);
            sql.publishViews("3_published", "published");
            Map<String, String> digests = vintageDigests(duck);
            List<String> lines = figuresLines(duck, digests);
            MessageDigest figures = Digests.sha256();
            lines.forEach(line -> Digests.add(figures, line));
            Manifest manifest = new Manifest(
                    releaseNumber,
                    releasedAt,
                    Digests.hex(figures),
                    recordDigest(duck),
                    setDigest(sources, deliveries),
                    lines);
            duck.execute("delete from star.dim_release where is_current");
            insertRelease(duck, manifest, true);
            Glossary.comment(duck);
            check(duck);
            duck.execute("checkpoint");
            return manifest;
        }
    }

    /** Identity of what a release is made from: how sources are described, deliveries with their states and mappings, this program's SQL. */
    public static String setDigest(List<SourceDescription> sources, List<Delivery> deliveries) {
        MessageDigest digest = Digests.sha256();
        Digests.add(digest, SqlFiles.digest());
        sources.forEach(source -> Digests.add(digest, source.toString()));
        deliveries.stream()
                .map(delivery -> delivery.sha256() + " " + delivery.state().word() + " "
                        + (delivery.staging() == null ? "-" : delivery.staging().getFileName()))
                .sorted()
                .forEach(line -> Digests.add(digest, line));
        return Digests.hex(digest);
    }

    private static void insertRelease(Duck duck, Manifest manifest, boolean current) {
        duck.insert(
                "star.dim_release",
                manifest.releaseNumber(),
                manifest.releasedAt().atOffset(ZoneOffset.UTC),
                current,
                manifest.figuresDigest(),
                manifest.recordDigest());
    }

    /** SHA-256 of each vintage's canonical CSV: natural codes, labels and summed counts, sorted by bytes. */
    private static Map<String, String> vintageDigests(Duck duck) {
        Map<String, String> digests = new TreeMap<>();
        List<String> codes = duck.query("select vintage_code from star.dim_vintage order by 1", result -> {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
        });
        String canonical = SqlFiles.inOrder("digest").get(0).select();
        for (String code : codes) {
            String digest = Digests.ofLines(
                    duck,
                    CANONICAL_HEADER,
                    "select line from (" + canonical + "\n) where vintage_code = " + Duck.quote(code)
                            + " order by line");
            digests.put(code, digest);
            duck.insert("star.vintage_digest", code, digest);
        }
        return digests;
    }

    private static List<String> figuresLines(Duck duck, Map<String, String> digests) {
        return duck.query(
                "select vintage_code, concat_ws(' ', source_code, scope, year, vintage_code, state, published_date)"
                        + " as line from star.dim_vintage order by line",
                result -> {
                    List<String> lines = new ArrayList<>();
                    while (result.next()) {
                        lines.add(result.getString(2) + " " + digests.get(result.getString(1)));
                    }
                    return lines;
                });
    }

    /** Figures with their lineage, without times and release numbers: for replaying the same history. */
    private static String recordDigest(Duck duck) {
        return Digests.ofLines(
                duck,
                "select concat_ws(' ', v.vintage_code, d.sha256, d.file_name, f.sheet_name, f.row_number, f.column_index,"
                        + " f.complaint_count) as line from star.fact_complaint f"
                        + " join star.dim_vintage v using (vintage_key)"
                        + " join star.dim_delivery d on d.delivery_key = f.delivery_key order by line");
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
