package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.SourceDescription;

/**
 * What checks have to say of some deliveries, in short: read from their staging, so of those too that no release carries yet.
 *
 * @param codes most serious first
 * @param places where they were found, most findings first, not more than {@link #PLACES}
 * @param placeCount how many places there are
 * @param labels in no code list, those in most cells first
 */
public record StagedFindings(
        List<FoundCode> codes, List<FoundPlace> places, long placeCount, List<UnmappedLabel> labels) {
    public static final StagedFindings NONE = new StagedFindings(List.of(), List.of(), 0, List.of());

    /** More are counted and not named. */
    public static final int PLACES = 1_000;

    /**
     * All findings of one code.
     *
     * @param example where the first one stands: {@code file.xlsx!Sheet1!D17}
     * @param rawText what stands there
     * @param advice what to do about it, and in Spanish
     */
    public record FoundCode(
            String severity,
            String code,
            long count,
            String example,
            String rawText,
            String advice,
            String adviceInSpanish) {}

    /**
     * The findings of one code in one fiscal district, or region where a source has no districts.
     *
     * @param placeCode null where no code list knows the place
     * @param placeName null where they are about no row that became an observation
     */
    public record FoundPlace(
            String severity,
            String code,
            @Nullable String placeCode,
            @Nullable String placeName,
            long count) {}

    /** A label that no code list knows. */
    public record UnmappedLabel(
            String sourceCode, String dimension, String codelist, String label, long cells, String example) {}

    /** Reads them from staging; nothing where nothing is staged. */
    public static StagedFindings of(List<SourceDescription> sources, List<Delivery> deliveries) {
        if (deliveries.stream().allMatch(delivery -> delivery.staging() == null)) {
            return NONE;
        }
        try (Duck duck = Duck.inMemory()) {
            Staged.describeDeliveries(duck, sources, deliveries);
            Staged.openFindings(duck, deliveries, deliveries);
            List<FoundCode> codes = codes(duck);
            boolean areInRows = duck.number("select count(*) from finding where row_number > 0") > 0;
            if (!areInRows) {
                // Most files are so, and there is nothing to look up.
                return new StagedFindings(codes, List.of(), 0, List.of());
            }
            // Not the code lists of all the others.
            Set<String> read = deliveries.stream().map(Delivery::sourceCode).collect(Collectors.toSet());
            Staged.describeSources(
                    duck,
                    sources.stream()
                            .filter(source -> read.contains(source.sourceCode()))
                            .toList());
            Staged.laySmall(duck, deliveries);
            Staged.openObservations(duck, deliveries, deliveries);
            List<FoundPlace> places = new ArrayList<>();
            return new StagedFindings(codes, places, places(duck, places), labels(duck));
        }
    }

    /** How many findings there are. */
    public long count() {
        return codes.stream().mapToLong(FoundCode::count).sum();
    }

    private static List<FoundCode> codes(Duck duck) {
        return duck.query(SqlFiles.named("report", "finding_summary").select(), result -> {
            List<FoundCode> codes = new ArrayList<>();
            while (result.next()) {
                codes.add(new FoundCode(
                        result.getString("severity"),
                        result.getString("code"),
                        result.getLong("finding_count"),
                        result.getString("example"),
                        result.getString("raw_text"),
                        result.getString("advice"),
                        result.getString("advice_es")));
            }
            return codes;
        });
    }

    /** Adds the first places; answers how many there are. */
    private static long places(Duck duck, List<FoundPlace> places) {
        return duck.query(SqlFiles.named("report", "finding_by_place").select() + " limit " + PLACES, result -> {
            long count = 0;
            while (result.next()) {
                count = result.getLong("row_count");
                places.add(new FoundPlace(
                        result.getString("severity"),
                        result.getString("code"),
                        result.getString("place_code"),
                        result.getString("place_name"),
                        result.getLong("finding_count")));
            }
            return count;
        });
    }

    private static List<UnmappedLabel> labels(Duck duck) {
        return duck.query(SqlFiles.named("report", "unmapped_label").select(), result -> {
            List<UnmappedLabel> labels = new ArrayList<>();
            while (result.next()) {
                labels.add(new UnmappedLabel(
                        result.getString("source_code"),
                        result.getString("dimension"),
                        result.getString("codelist"),
                        result.getString("label"),
                        result.getLong("cell_count"),
                        result.getString("example")));
            }
            return labels;
        });
    }
}
