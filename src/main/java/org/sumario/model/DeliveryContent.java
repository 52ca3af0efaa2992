package org.sumario.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery says besides its observations; ids are 1-based positions. */
public record DeliveryContent(
        List<String> sheets,
        List<DimensionColumn> columns,
        List<ReferencePeriod> periods,
        List<Label> labels,
        List<VintageStatement> vintages,
        List<Finding> findings,
        ControlTotals totals) {

    /**
     * Where a sheet keeps a dimension.
     *
     * @param sheetId 1-based position of the sheet
     * @param columnIndex 0-based
     */
    public record DimensionColumn(int sheetId, String dimension, int columnIndex, String header) {}

    /**
     * A text as printed, cleaned, and the code it means.
     *
     * @param code null where the code list does not know the label
     */
    public record Label(
            String dimension,
            int labelId,
            String text,
            @Nullable String code) {}

    /** What a delivery states: the state of a scope and year at one extraction; dates are null where none is readable. */
    public record VintageStatement(
            String scope,
            int year,
            LocalDate periodStart,
            LocalDate periodEnd,
            @Nullable LocalDate extractionDate,
            @Nullable LocalDate publishedDate) {}

    /**
     * What went in and where it went.
     *
     * @param rawSum sum of the raw count cells, taken before normalisation
     * @param rejectedSum sum of the counts that are numbers in rejected observations
     * @param countsNotNumbers count cells that hold no number
     */
    public record ControlTotals(
            long rows,
            long observations,
            long facts,
            long rejections,
            long unmapped,
            BigDecimal unmappedSum,
            BigDecimal rawSum,
            BigDecimal factSum,
            BigDecimal rejectedSum,
            long countsNotNumbers) {

        /** Observations read = facts + rejections, and the raw sum = facts + rejected. */
        public boolean balance() {
            return observations == facts + rejections && rawSum.compareTo(factSum.add(rejectedSum)) == 0;
        }
    }
}
