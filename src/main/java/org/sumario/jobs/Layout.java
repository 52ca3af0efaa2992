package org.sumario.jobs;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a sheet of a source is laid out.
 *
 * @param name what refusals call it, null where a job has only one
 * @param firstYear the layout holds for tables whose years lie from here …
 * @param lastYear … to here, both included
 * @param headerRows rows of the table's header, whose texts are joined by a space
 * @param sheets patterns of the names of sheets it applies to; empty for any
 * @param totals patterns of labels that mark a row as a printed total of others; {@code *} stands for the member that is summed
 * @param until patterns of texts that end the table
 */
public record Layout(
        @Nullable String name,
        int firstYear,
        int lastYear,
        int headerRows,
        List<Place.Wildcard> sheets,
        List<Place.Wildcard> totals,
        List<Place.Wildcard> until,
        List<Column> columns) {

    /** A layout without restrictions. */
    static final int FIRST_YEAR = 0;

    static final int LAST_YEAR = 9999;

    /**
     * A column of a layout: where its values stand, how they are cleaned, and what they mean.
     *
     * @param required whether a sheet without it is not of this layout
     * @param clean applied after white space is folded
     * @param marks what texts such as {@code -} or {@code ND} mean
     * @param fillDown whether a blank cell repeats the one above, as merged cells and pivot tables have it
     */
    public record Column(
            Place place,
            boolean required,
            List<CleaningRule> clean,
            List<Mark> marks,
            boolean fillDown,
            ColumnRole role) {

        /** The same under one header more. */
        public Column alsoUnder(String header) {
            if (!(place instanceof Place.Header known)) {
                throw new IllegalStateException("no header: " + shown());
            }
            List<String> aliases =
                    Stream.concat(known.aliases().stream(), Stream.of(header)).toList();
            return new Column(new Place.Header(known.text(), aliases), required, clean, marks, fillDown, role);
        }

        /** The same where it may be missing. */
        public Column optional() {
            return new Column(place, false, clean, marks, fillDown, role);
        }

        /** The header, or what else names the place. */
        public String shown() {
            return place.shown();
        }
    }

    /** A text that stands for no value of its own. */
    public record Mark(String text, ColumnRole.Blank meaning) {}

    /** The same with other columns. */
    public Layout with(List<Column> others) {
        return new Layout(name, firstYear, lastYear, headerRows, sheets, totals, until, List.copyOf(others));
    }

    /** Whether the layout holds for a year; for tables of no known year only where it is not restricted. */
    public boolean holdsFor(@Nullable Integer year) {
        return year == null ? !isRestricted() : year >= firstYear && year <= lastYear;
    }

    /** Whether it holds for some years only. */
    public boolean isRestricted() {
        return firstYear > FIRST_YEAR || lastYear < LAST_YEAR;
    }
}
