package org.sumario.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sumario.model.Decision;
import org.sumario.model.Refused;

/**
 * What differs between two vintages, or between what two releases show, cell by cell: relations {@code published.compared}, a row per pair
 * of vintages, {@code published.difference}, a row per cell and measure, and two that sum it up: {@code published.changed_total} by region,
 * fiscal district and offence, {@code published.cell_change} by what became of the cells. The SQL stands in {@code diff/}.
 */
public final class Differences {
    private Differences() {}

    /** How far a comparison goes; each takes its time. */
    public enum Depth {
        /** {@code compared} alone. */
        YEARS,
        /** And {@code changed_total}. */
        TOTALS,
        /** And {@code difference} and {@code cell_change}. */
        CELLS
    }

    /**
     * Compares two vintages of one source, scope and year that a release holds.
     *
     * @param opening a vintage code, or the beginning of one; likewise {@code closing}
     * @throws Refused {@code VINTAGE_UNKNOWN}, {@code VINTAGE_AMBIGUOUS}, or {@code DIFF_OTHER_YEAR} for two that say nothing of each other
     */
    public static ReleasedWarehouse betweenVintages(Path release, String opening, String closing) {
        return compare(release, release, List.of(), Depth.CELLS, duck -> {
            String opened = vintage(duck, opening);
            String closed = vintage(duck, closing);
            if (!place(opened).equals(place(closed))) {
                throw new Refused("DIFF_OTHER_YEAR", opened, closed);
            }
            duck.insert("pair", opened, closed);
        });
    }

    /**
     * Compares what was current in two releases: the years whose vintages or figures differ.
     *
     * @param decided what people decided in between
     */
    public static ReleasedWarehouse betweenReleases(Path opening, Path closing, List<Decision> decided) {
        return betweenReleases(opening, closing, decided, Depth.CELLS);
    }

    /** The same no further than asked for. */
    public static ReleasedWarehouse betweenReleases(Path opening, Path closing, List<Decision> decided, Depth depth) {
        return compare(
                opening,
                closing,
                decided,
                depth,
                duck -> duck.execute("insert into pair "
                        + SqlFiles.named("diff", "release_pair").select()));
    }

    /** Compares a release with nothing, as before the first one: all of it is new. */
    public static ReleasedWarehouse withNothing(Path release, Depth depth) {
        return compare(release, release, List.of(), depth, duck -> {
            duck.execute("delete from opening_vintage");
            duck.execute(
                    "insert into pair " + SqlFiles.named("diff", "release_pair").select());
        });
    }

    /** Compares what two release files have under the same vintage codes; one that a file lacks is new or gone. */
    public static ReleasedWarehouse ofVintages(Path opening, Path closing, Collection<String> vintageCodes) {
        return compare(opening, closing, List.of(), Depth.CELLS, duck -> {
            duck.execute("create temp table asked(vintage_code varchar)");
            vintageCodes.forEach(code -> duck.insert("asked", code));
            duck.execute("insert into pair select o.vintage_code, c.vintage_code from asked as a"
                    + " left join opening_vintage as o using (vintage_code)"
                    + " left join closing_vintage as c using (vintage_code)");
        });
    }

    /** What finds the pairs of vintages to compare. */
    private interface Pairs {
        void findIn(Duck duck);
    }

    private static ReleasedWarehouse compare(
            Path opening, Path closing, List<Decision> decided, Depth depth, Pairs pairs) {
        for (Path file : List.of(opening, closing)) {
            if (!Files.exists(file)) {
                throw new Refused("NO_RELEASE", file);
            }
        }
        Duck duck = Duck.inMemory();
        try {
            duck.execute("create temp table pair(opening_vintage_code varchar, closing_vintage_code varchar)");
            boolean isOneFile = opening.equals(closing);
            attach(duck, opening, "opening");
            if (!isOneFile) {
                attach(duck, closing, "closing");
            }
            String closingFile = isOneFile ? "opening" : "closing";
            from(duck, "opening", () -> duck.execute("create temp table opening_vintage as from published.vintage"));
            from(duck, closingFile, () -> duck.execute("create temp table closing_vintage as from published.vintage"));
            describeCauses(duck, closingFile, decided);
            duck.execute("create temp table compared_vintage(vintage_code varchar)");
            pairs.findIn(duck);
            duck.execute(
                    "insert into compared_vintage select opening_vintage_code from pair union select closing_vintage_code from pair");
            duck.execute("create schema published");
            publish(duck, "compared");
            if (depth != Depth.YEARS) {
                String cells = SqlFiles.named("diff", "compared_cell").select();
                from(duck, "opening", () -> duck.execute("create temp table opening_cell as " + cells));
                from(duck, closingFile, () -> duck.execute("create temp table closing_cell as " + cells));
                publish(duck, "changed_total");
            }
            if (depth == Depth.CELLS) {
                publish(duck, "difference");
                publish(duck, "cell_change");
            }
            return ReleasedWarehouse.of(duck);
        } catch (Refused e) {
            duck.close();
            throw e;
        } catch (IllegalStateException e) {
            duck.close();
            // Nobody wrote this SQL: a file is none of DuckDB's, or of a version that lacks a relation.
            throw new Refused(
                    "WAREHOUSE_UNREADABLE",
                    opening.equals(closing) ? opening : opening + ", " + closing,
                    String.valueOf(e.getMessage()));
        }
    }

    private static void publish(Duck duck, String relation) {
        duck.execute("create temp table " + relation + " as "
                + SqlFiles.named("diff", relation).select());
        duck.execute("create table published." + relation + " as from temp." + relation);
    }

    private static void describeCauses(Duck duck, String closingFile, List<Decision> decided) {
        duck.execute("create temp table decided(sha256 varchar)");
        decided.forEach(decision -> duck.insert("decided", decision.sha256()));
        String opened = "(select max(release_number) from opening_release.star.dim_release)";
        from(
                duck,
                closingFile,
                () -> duck.execute(
                        "create temp table changed_mapping as select distinct vintage_code from star.fact_mapping_change"
                                + " where release_number > " + opened));
    }

    private static void attach(Duck duck, Path file, String name) {
        duck.execute("attach " + Duck.quote(file.toString()) + " as " + name + "_release (read_only)");
    }

    private static void from(Duck duck, String name, Runnable work) {
        duck.execute("use " + name + "_release");
        work.run();
        duck.execute("use memory");
    }

    private static String vintage(Duck duck, String beginning) {
        return duck.query(
                "select vintage_code from opening_vintage where starts_with(vintage_code, " + Duck.quote(beginning)
                        + ") order by vintage_code = " + Duck.quote(beginning) + " desc, vintage_code",
                result -> {
                    List<String> found = new ArrayList<>();
                    while (result.next()) {
                        found.add(result.getString(1));
                    }
                    if (found.isEmpty()) {
                        throw new Refused("VINTAGE_UNKNOWN", beginning);
                    }
                    if (found.size() > 1 && !found.get(0).equals(beginning)) {
                        throw new Refused("VINTAGE_AMBIGUOUS", beginning, String.join(", ", found));
                    }
                    return found.get(0);
                });
    }

    private static String place(String vintageCode) {
        return vintageCode.substring(0, vintageCode.indexOf('@'));
    }
}
