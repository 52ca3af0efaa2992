package org.sumario.warehouse;

/**
 * What another mapping did to a vintage that was there before and after: the sum of a measure over one member of a dimension.
 *
 * @param releaseNumber the release that first shows it
 * @param dimension {@code fiscal_district}, {@code region} or {@code is_unclassified}
 * @param memberCode the member's code, {@code unknown} for the unknown member
 */
public record FigureChange(
        long releaseNumber,
        String sourceCode,
        String vintageCode,
        String dimension,
        String memberCode,
        String measure,
        long beforeCount,
        long afterCount) {}
