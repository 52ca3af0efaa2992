package org.sumario.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a column of a layout means. */
public sealed interface ColumnRole {

    /** Month range within the year, such as {@code ENERO - MAYO}; with {@link Year} it gives the reference period. */
    record Period(String language) implements ColumnRole {}

    /** Calendar year of the reference period. */
    record Year() implements ColumnRole {}

    /** The day the figures were pulled from the case system. */
    record ExtractionDate() implements ColumnRole {}

    /** The publisher's stamp on the publication. */
    record PublishedDate() implements ColumnRole {}

    /**
     * A dimension of the figures.
     *
     * @param name one of {@code fiscal_district, region, level_1 … level_4, article, specialty, case_type}
     * @param codelist name of the code list its labels are matched with, null where labels stand for themselves
     * @param blank what a blank cell means: the unknown member with a finding, or not applicable
     * @param unclassified labels that mean "not classified" (articles only)
     */
    record Dimension(String name, @Nullable String codelist, Blank blank, List<String> unclassified)
            implements ColumnRole {}

    /**
     * A count.
     *
     * @param name such as {@code complaint_count}
     * @param blank what a blank cell means
     */
    record Measure(String name, Blank blank) implements ColumnRole {}

    /**
     * Carried along, not part of the figures.
     *
     * @param name such as {@code seat_place_code}
     * @param pad digits that a shorter all-digit text is filled up to with leading zeros, 0 for none
     */
    record Attribute(String name, int pad) implements ColumnRole {}

    /** Known and of no interest. */
    record Ignored() implements ColumnRole {}

    /** What a blank cell means. */
    enum Blank {
        UNKNOWN,
        NOT_APPLICABLE,
        ABSENT,
        ZERO,
        REJECTED
    }
}
