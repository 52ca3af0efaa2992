package org.sumario.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;

/**
 * What a run did, or a plan would do. Its components, in their order and in snake case, are the fields of {@code report.json}; {@code
 * docs/report.md} describes them. Counts are whole numbers of what a source counts; sums that may be no whole numbers are decimal text.
 *
 * @param format of this record; it changes when a field is given another meaning or taken away
 * @param refusal why nothing was released, null where nothing was refused
 * @param plan the plan that was made, or carried out; null for none
 * @param before the release that was current when the run began, null before the first; likewise {@code after}
 * @param deliveries what arrived, and what was known and became something else
 * @param waiting deliveries held earlier that still wait for a person
 * @param notSpreadsheets names of files in the inbox that were left alone
 * @param ifAccepted what would become of the figures if what a plan holds were accepted, each by itself; empty for runs
 * @param notices what was found and done besides
 */
public record Account(
        int format,
        Kind kind,
        Verdict verdict,
        @Nullable Sentence refusal,
        @Nullable String plan,
        long run,
        Instant startedAt,
        Instant endedAt,
        @Nullable Release before,
        @Nullable Release after,
        List<Arrival> deliveries,
        List<Arrival> waiting,
        List<String> notSpreadsheets,
        Findings findings,
        List<UnmappedLabel> unmappedLabels,
        @Nullable Changes changes,
        List<Headline> headlines,
        MappingChanges mapping,
        List<Series> series,
        List<IfAccepted> ifAccepted,
        List<Sentence> notices) {

    /** Of the record as it is now. */
    public static final int FORMAT = 1;

    /** Lists are not longer than that; how long they would be is told beside them. */
    public static final int LISTED = 1_000;

    /** So many totals of each kind and grain, for there are several of each. */
    public static final int TOTALS_LISTED = 250;

    /** What ran. */
    public enum Kind {
        LOAD,
        DECISION,
        ROLLBACK,
        PLAN
    }

    /** What it came to. */
    public enum Verdict {
        /** Figures were released. */
        RELEASED,
        /** Figures were released, and something that arrived waits for a person. */
        RELEASED_NEEDS_DECISION,
        /** Nothing that arrived is in the figures, and something waits for a person. */
        HELD,
        /** There was nothing to release. */
        NOTHING_NEW,
        /** Nothing was released, for the reason given; of a plan: nothing would be. */
        REFUSED,
        /** Of a plan: a load would release, and nothing would wait. */
        READY,
        /** Of a plan: a load would release, and something would wait for a person. */
        NEEDS_DECISION
    }

    /** A reason with its sentence in both languages. */
    public record Sentence(String code, List<String> arguments, String text, String textEs) {
        public static Sentence of(Reason reason) {
            return new Sentence(
                    reason.code(),
                    reason.arguments(),
                    reason.text(Locale.ENGLISH),
                    reason.text(Locale.forLanguageTag("es")));
        }

        String text(Locale language) {
            return language.getLanguage().equals("es") ? textEs : text;
        }
    }

    public record Release(long releaseNumber, Instant releasedAt, String figuresDigest) {}

    /**
     * A delivery.
     *
     * @param isNew whether this run brought it
     * @param stateBefore what it was before, null where it is new
     * @param controlTotals null where it could not be read
     * @param layoutChange how its columns differ from the nearest layout, where no layout matches; null otherwise
     */
    public record Arrival(
            String sha256,
            String fileName,
            @Nullable String sourceCode,
            String state,
            @Nullable String stateBefore,
            boolean isNew,
            Instant receivedAt,
            List<String> reasons,
            List<String> reasonsEs,
            @Nullable ControlTotals controlTotals,
            @Nullable LayoutChange layoutChange) {}

    /** What went in and where it went. */
    public record ControlTotals(
            long rows, long observations, long facts, long rejections, List<MeasureTotals> measures) {}

    /** @param isBalanced whether the raw sum is that of the facts and of what was rejected */
    public record MeasureTotals(
            String measure,
            String rawSum,
            String factSum,
            String rejectedSum,
            long leftOut,
            long countsNotNumbers,
            boolean isBalanced) {}

    /** @param columns what differs, in the order of the sheet */
    public record LayoutChange(String sourceCode, String sheetName, List<Sentence> columns) {}

    /**
     * What checks have to say of {@link #deliveries}.
     *
     * @param placeCount how many rows {@code byPlace} would have
     */
    public record Findings(long count, List<Rule> byRule, long placeCount, List<PlaceCount> byPlace) {
        public static final Findings NONE = new Findings(0, List.of(), 0, List.of());
    }

    /** @param example where the first one stands: {@code file.xlsx!Sheet1!D17} */
    public record Rule(
            String severity, String code, long count, String example, String rawText, String advice, String adviceEs) {}

    /** @param placeName the fiscal district, region where there is none; null for what is about no single place */
    public record PlaceCount(
            String severity,
            String code,
            @Nullable String placeCode,
            @Nullable String placeName,
            long count) {}

    /** @param nearest codes that it may have meant, with their names */
    public record UnmappedLabel(
            String sourceCode,
            String dimension,
            String codelist,
            String label,
            long cells,
            String example,
            List<String> nearest) {}

    /** What readers see now and did not before. */
    public record Changes(List<YearChange> years, List<ChangedTotals> totals) {
        public static final Changes NONE = new Changes(List.of(), List.of());
    }

    /**
     * Totals that changed in years of one kind, so that what a revision did never hides behind months that were added.
     *
     * @param grain {@code region}, {@code fiscal_district} or {@code offence}, of cases the kind of case
     * @param count how many there are
     * @param largest those with the largest differences first
     */
    public record ChangedTotals(String revisionKind, String grain, long count, List<TotalChange> largest) {}

    /**
     * What became of a source, scope and year.
     *
     * @param revisionKind {@code first}, {@code withdrawn}, {@code extended} (another period) or {@code revision} (the same period)
     * @param monthsAdded null where one of the two is missing
     * @param openingCount complaints, or entries received; null where there was no vintage
     * @param openingResolvedCount entries resolved; null where the source does not count them
     */
    public record YearChange(
            String sourceCode,
            String scope,
            int year,
            String revisionKind,
            @Nullable Long monthsAdded,
            @Nullable String openingVintageCode,
            @Nullable String closingVintageCode,
            @Nullable String openingPeriodStart,
            @Nullable String openingPeriodEnd,
            @Nullable String closingPeriodStart,
            @Nullable String closingPeriodEnd,
            @Nullable Long openingCount,
            @Nullable Long closingCount,
            @Nullable Long openingResolvedCount,
            @Nullable Long closingResolvedCount,
            String causes,
            List<CellChange> cells) {}

    /**
     * How many cells (a fiscal district or region with an offence or kind of case) changed so.
     *
     * @param kind {@code added}, {@code grew}, {@code fell} or {@code removed}
     * @param movedCount by how much they did together, never negative
     */
    public record CellChange(String measure, String kind, long cellCount, long movedCount) {}

    /** @param memberCode code of the region or fiscal district, hierarchy of the offence */
    public record TotalChange(
            String sourceCode,
            String scope,
            int year,
            String measure,
            @Nullable String memberCode,
            @Nullable String memberName,
            long openingCount,
            long closingCount,
            long differenceCount) {}

    /** What a job file holds to be the figure that people look at, its totals where it names none. */
    public record Headline(String sourceCode, String title, String titleEs, String measure, List<HeadlineYear> years) {}

    /** @param openingCount what readers saw before, null where there was nothing or where it is not known */
    public record HeadlineYear(
            int year, @Nullable Long openingCount, @Nullable Long closingCount) {}

    /**
     * What an edited job file or code list changed.
     *
     * @param byLabels deliveries of which only labels were looked up again
     * @param fromFiles deliveries whose files were read again
     * @param changeCount how many sums changed; {@code changes} has the largest
     */
    public record MappingChanges(
            List<String> sources, int byLabels, int fromFiles, long changeCount, List<MappingChange> changes) {
        public static final MappingChanges NONE = new MappingChanges(List.of(), 0, 0, 0, List.of());
    }

    public record MappingChange(
            String sourceCode,
            String vintageCode,
            String dimension,
            String memberCode,
            String measure,
            long beforeCount,
            long afterCount) {}

    /** The current vintages of a source, one measure of it. */
    public record Series(
            String sourceCode,
            String title,
            String titleEs,
            String countingUnit,
            String accumulation,
            String measure,
            List<SeriesYear> years) {}

    /**
     * A year of a series.
     *
     * @param openingCount what was current before, null where nothing was or where it is not known
     * @param isOfThisRun whether a delivery of this run is current in it
     * @param supersededCount how many vintages are history
     * @param supersededOfThisRunCount how many of those came with this run
     */
    public record SeriesYear(
            int year,
            long currentCount,
            @Nullable Long openingCount,
            String periodStart,
            String periodEnd,
            boolean isFullYear,
            boolean isOfThisRun,
            long supersededCount,
            long supersededOfThisRunCount,
            long scopeCount,
            long scopeExpectedCount) {}

    /**
     * What would become of published figures if a person accepted what is held.
     *
     * @param refusal why it cannot be accepted, or what checks say of it then; null where it can be
     * @param changes against what is released now; null where it cannot be accepted, or was not tried
     */
    public record IfAccepted(
            String sha256,
            String fileName,
            @Nullable Sentence refusal,
            @Nullable Changes changes) {}
}
