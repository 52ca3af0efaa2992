package org.sumario.jobs;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Codelist;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Rule;
import org.sumario.model.Scope;

/**
 * A job file as understood: one publication series of one source.
 *
 * @param titles title by language ({@code en}, {@code es})
 * @param scope what a vintage states completely: {@code all} for a whole source, or the code of a dimension
 * @param marker workbook property that every file of this source carries, null for none
 * @param yieldsTo source whose accepted deliveries take this one out of the figures, null for none
 * @param codelists the code lists its columns and {@code regions} name, by name
 * @param layoutDigest SHA-256 over the part of the mapping that decides how files are read: all but the entries of code lists
 * @param mappingDigest SHA-256 over meaning alone (columns, roles, rules, code lists), not titles, schedule, guards or comments
 * @param files the job file, its code-list files and the files of shared rules that it names, for the archive
 * @param regions name of the code list that the parents of its codes belong to, null where codes have none
 * @param rules what its figures should satisfy; they change no figure, so they are in no digest of the mapping
 */
public record JobDefinition(
        String sourceCode,
        Map<String, String> titles,
        String publisher,
        String url,
        String licence,
        String attribution,
        String countryCode,
        String countingUnit,
        String regionBasis,
        Scope scope,
        Accumulation accumulation,
        int firstYear,
        @Nullable Marker marker,
        @Nullable String yieldsTo,
        List<Layout> layouts,
        Guards guards,
        @Nullable Headline headline,
        @Nullable Schedule schedule,
        Map<String, Codelist> codelists,
        String layoutDigest,
        String mappingDigest,
        List<Path> files,
        @Nullable String regions,
        List<Rule> rules) {

    /** Every dimension that a layout has, each once. */
    public List<ColumnRole.Dimension> dimensions() {
        return Layouts.dimensions(layouts);
    }

    /** The measures of its layouts, in the order of {@link ObservationBatch#MEASURES}. */
    public List<String> measures() {
        return Layouts.measures(layouts);
    }

    /** The same with other layouts, to be tried out; the digests stay those of the file. */
    public JobDefinition trying(List<Layout> others) {
        return new JobDefinition(
                sourceCode,
                titles,
                publisher,
                url,
                licence,
                attribution,
                countryCode,
                countingUnit,
                regionBasis,
                scope,
                accumulation,
                firstYear,
                marker,
                yieldsTo,
                others,
                guards,
                headline,
                schedule,
                codelists,
                layoutDigest,
                mappingDigest,
                files,
                regions,
                rules);
    }

    /** Whether counts run from January (Peru) or each period stands alone. */
    public enum Accumulation {
        YEAR_TO_DATE,
        PER_PERIOD
    }

    /** A workbook property and the value it must have. */
    public record Marker(String property, String value) {}

    /**
     * Thresholds of the guards, as shares (0.98 is 98 %).
     *
     * @param complete dimensions whose code list must be present in full, such as {@code fiscal_district}
     */
    public record Guards(
            List<String> complete,
            BigDecimal rejectedShareAtMost,
            BigDecimal unmappedShareAtMost,
            BigDecimal laterTotalAtLeast,
            BigDecimal samePeriodTotalWithin,
            BigDecimal samePeriodKeysWithin) {}

    /**
     * The figure that a load shows first: complaints by year where a dimension has a value.
     *
     * @param dimension such as {@code article}
     */
    public record Headline(Map<String, String> titles, String dimension, String value) {}

    /** When the publisher publishes: a cron expression of five fields in its own zone, and days of grace. */
    public record Schedule(String cron, String zone, int graceDays) {}
}
