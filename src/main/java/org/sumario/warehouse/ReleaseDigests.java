package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;

/** Takes the digests of a release again from its facts, and looks at what it says of itself and of those before it. */
public final class ReleaseDigests {
    private ReleaseDigests() {}

    /**
     * What a release file says of a release.
     *
     * @param ledgerSha256 the last line of the ledger before it was made; null where an earlier version made it
     */
    public record Recorded(
            long releaseNumber,
            String figuresDigest,
            @Nullable String ledgerSha256) {}

    /**
     * What a release file says of itself and of those before it.
     *
     * @throws IllegalStateException where it is no release file
     */
    public static List<Recorded> recorded(Path file) {
        try (Duck duck = Duck.openReadOnly(file)) {
            boolean hasLedger = duck.number("select count(*) from duckdb_columns() where schema_name = 'star'"
                            + " and table_name = 'dim_release' and column_name = 'ledger_sha256'")
                    > 0;
            return duck.query(
                    "select release_number, figures_digest, " + (hasLedger ? "ledger_sha256" : "null")
                            + " from star.dim_release order by 1",
                    result -> {
                        List<Recorded> found = new ArrayList<>();
                        while (result.next()) {
                            found.add(new Recorded(result.getLong(1), result.getString(2), result.getString(3)));
                        }
                        return found;
                    });
        }
    }

    /**
     * Takes every digest again, in a copy, and runs the checks of a load.
     *
     * @param scratch where the copy may lie; nothing is left there
     * @return what is not so: vintages whose figures are not those of the manifest, the record digest, checks with offending rows
     * @throws IllegalStateException where the file cannot be read to its end
     */
    public static List<Reason> recompute(Path file, Manifest manifest, Path scratch) {
        Path copy = scratch.resolve("release.duckdb");
        ReleaseBuilder.clear(copy);
        try {
            Files.copy(file, copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            return recompute(copy, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ReleaseBuilder.clear(copy);
        }
    }

    private static List<Reason> recompute(Path copy, Manifest manifest) {
        List<Reason> found = new ArrayList<>();
        try (Duck duck = Duck.open(copy)) {
            duck.spillInto(copy.resolveSibling(copy.getFileName() + ".spilled"));
            // As in a load that adds everything.
            duck.execute("create temp table added_vintage as from star.dim_vintage");
            duck.execute(
                    "create temp table touched_year as select distinct source_code, scope, year from star.dim_vintage");
            duck.execute("drop table star.vintage_digest");
            duck.execute("drop table star.sheet_digest");
            VintageDigests.hash(duck);
            RecordDigest.hash(duck);
            List<String> lines = VintageDigests.figuresLines(duck);
            vintages(lines, manifest.vintages())
                    .forEach(vintage -> found.add(Reason.of("VERIFY_VINTAGE", vintage, manifest.releaseNumber())));
            if (!Digests.ofLines(lines).equals(manifest.figuresDigest()) && found.isEmpty()) {
                found.add(Reason.of("VERIFY_FIGURES_DIGEST", manifest.releaseNumber()));
            }
            // Earlier versions recorded a digest of another kind, which holds only what the figures digest and the
            // checks hold.
            boolean isRecorded = !manifest.recordDigests().isEmpty();
            if (isRecorded && !RecordDigest.over(RecordDigest.of(duck)).equals(manifest.recordDigest())) {
                found.add(Reason.of("VERIFY_RECORD_DIGEST", manifest.releaseNumber()));
            }
            for (SqlFiles.SqlFile check : checks()) {
                long offending = duck.number("select count(*) from (" + check.select() + "\n)");
                if (offending > 0) {
                    found.add(Reason.of("VERIFY_CHECK", check.name(), offending, manifest.releaseNumber()));
                }
            }
        }
        return found;
    }

    /** The checks that ask the release alone; others ask staging, which a load has at hand. */
    private static List<SqlFiles.SqlFile> checks() {
        return SqlFiles.inOrder("checks").stream()
                .filter(check ->
                        check.select().contains("star.") || check.select().contains("published."))
                .toList();
    }

    /** The vintages of lines that only one of the two has. */
    private static Set<String> vintages(List<String> lines, List<String> others) {
        Set<String> found = new TreeSet<>();
        lines.stream()
                .filter(line -> !others.contains(line))
                .map(ReleaseDigests::vintage)
                .forEach(found::add);
        others.stream()
                .filter(line -> !lines.contains(line))
                .map(ReleaseDigests::vintage)
                .forEach(found::add);
        return found;
    }

    /** The fourth word of a line. */
    private static String vintage(String line) {
        String[] words = line.split(" ");
        return words.length > 3 ? words[3] : line;
    }
}
