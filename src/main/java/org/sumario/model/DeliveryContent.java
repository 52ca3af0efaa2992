package org.sumario.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery says besides its observations; ids are 1-based positions. */
public record DeliveryContent(
        List<String> sheets,
        List<NamedColumn> columns,
        List<ReferencePeriod> periods,
        List<Label> labels,
        Scope scope,
        List<VintageStatement> vintages,
        List<Finding> findings,
        ControlTotals totals) {

    /**
     * Where a sheet keeps a dimension or a measure.
     *
     * @param sheetId 1-based position of the sheet
     * @param columnIndex 0-based
     */
    public record NamedColumn(int sheetId, String name, int columnIndex, String header) {}

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

    /** What a delivery states: the state of a year, in each scope it has, at one extraction; dates are null where none is readable. */
    public record VintageStatement(
            int year,
            LocalDate periodStart,
            LocalDate periodEnd,
            @Nullable LocalDate extractionDate,
            @Nullable LocalDate publishedDate) {}

    /**
     * What went in and where it went.
     *
     * @param unmapped observations with a label that no code list knows
     * @param measures the sums of each measure that the source has
     */
    public record ControlTotals(
            long rows, long observations, long facts, long rejections, long unmapped, List<MeasureTotals> measures) {

        /** Observations read = facts + rejections, and for each measure the raw sum = facts + rejected. */
        public boolean balance() {
            return observations == facts + rejections && measures.stream().allMatch(MeasureTotals::balance);
        }
    }

    /**
     * What became of the count cells of a measure.
     *
     * @param name such as {@code complaint_count}
     * @param leftOut count cells that are in no fact: those of rejected observations, and those that are no count beside one that is
     * @param rawSum sum of the raw count cells, taken before normalisation
     * @param rejectedSum sum of the counts left out that are numbers
     * @param notNumbers count cells that hold no number
     */
    public record MeasureTotals(
            String name,
            long leftOut,
            BigDecimal unmappedSum,
            BigDecimal rawSum,
            BigDecimal factSum,
            BigDecimal rejectedSum,
            long notNumbers) {

        boolean balance() {
            return rawSum.compareTo(factSum.add(rejectedSum)) == 0;
        }
    }
}
