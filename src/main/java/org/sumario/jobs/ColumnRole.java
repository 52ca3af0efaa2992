package org.sumario.jobs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column of a layout means. */
public sealed interface ColumnRole {

    /** The word of the language for it: {@code PublishedDate} is written {@code published_date}. */
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /**
     * Month range within the year, such as {@code ENERO - MAYO}; with {@link Year} it gives the reference period.
     *
     * @param withYear whether the text carries its year itself, such as {@code ene-22}
     * @param monthNumber whether it is the number of a month, 1 to 12
     */
    record Period(boolean withYear, boolean monthNumber) implements ColumnRole {}

    /** Calendar year of the reference period. */
    record Year() implements ColumnRole {}

    /** The day the figures were pulled from the case system. */
    record ExtractionDate() implements ColumnRole {}

    /** The publisher's stamp on the publication. */
    record PublishedDate() implements ColumnRole {}

    /**
     * A dimension of the figures.
     *
     * @param name one of {@code fiscal_district, region, level_1 … level_4, article, specialty, case_type, office_type, subject,
     *     specialised_unit}
     * @param codelist name of the code list its labels are matched with, null where labels stand for themselves
     * @param blank what a blank cell means: the unknown member with a finding, or not applicable
     * @param pad digits that a shorter all-digit text is filled up to with leading zeros, 0 for none
     * @param unclassified labels that mean "not classified" (of an offence: levels and articles)
     */
    record Dimension(String name, @Nullable String codelist, Blank blank, int pad, List<String> unclassified)
            implements ColumnRole {}

    /**
     * A count.
     *
     * @param name one of {@link org.sumario.model.ObservationBatch#MEASURES}
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

    /**
     * Labels of several levels in one column, each row with its place below the rows above it. Rows that have others below them are
     * printed totals of these; the leaves are observations.
     *
     * @param levels the dimensions of the levels, the highest first
     * @param by what shows the level
     * @param indent white space per level; 0 where the sheet shows it itself
     * @param widths digits of each level of codes without points, such as 2, 2, 2; empty where points part the levels
     */
    record Hierarchy(List<Dimension> levels, By by, int indent, List<Integer> widths) implements ColumnRole {
        /** What shows a row's level. */
        public enum By {
            INDENTATION,
            CODE
        }
    }

    /** The code that shows a row's level in the hierarchy: {@code 1.2} stands below {@code 1}, {@code 0102} below {@code 01}. */
    record LevelCode() implements ColumnRole {}

    /** The printed total of a row whose measure goes across columns. */
    record RowTotal() implements ColumnRole {}

    /**
     * What a place must say for a sheet to be of the layout; compared without case, surrounding and double white space.
     *
     * @param equal one of these; empty where {@code lists} says it
     * @param lists all of these, in any order and with others, separated by commas: a report that leaves one out is not complete
     */
    record Condition(List<String> equal, List<String> lists) implements ColumnRole {}

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
