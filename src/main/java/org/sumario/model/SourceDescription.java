package org.sumario.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the warehouse knows of a source: how it is described, which code lists its dimensions use, and the thresholds of its guards.
 *
 * @param accumulation {@code year_to_date} or {@code per_period}
 * @param codelists code list by dimension
 * @param complete dimensions whose code list must be present in full
 * @param unclassified labels that mean "not classified", by dimension
 * @param yieldsTo source whose accepted deliveries take this one out of the figures
 */
public record SourceDescription(
        String sourceCode,
        String title,
        String titleInSpanish,
        String publisher,
        String url,
        String licence,
        String attribution,
        String countryCode,
        String countingUnit,
        String regionBasis,
        String accumulation,
        Scope scope,
        Map<String, Codelist> codelists,
        List<String> complete,
        Map<String, List<String>> unclassified,
        @Nullable String yieldsTo,
        BigDecimal rejectedShareAtMost,
        BigDecimal unmappedShareAtMost,
        BigDecimal laterTotalAtLeast,
        BigDecimal samePeriodTotalWithin,
        BigDecimal samePeriodKeysWithin,
        RuleSet ruleSet) {}
