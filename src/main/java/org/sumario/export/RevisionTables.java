package org.sumario.export;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.export.Column.Kind;

/** What the sheets about vintages, flows and revisions show, column by column. */
final class RevisionTables {
    private final Words words;

    RevisionTables(Words words) {
        this.words = words;
    }

    List<Column> vintages() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                new Column("period", Kind.TEXT, this::period),
                Column.of("period_start", Kind.DAY),
                Column.of("period_end", Kind.DAY),
                Column.of("months_covered", Kind.NUMBER),
                Column.of("extraction_date", Kind.DAY),
                Column.of("published_date", Kind.DAY),
                Column.of("last_confirmed_date", Kind.DAY),
                Column.of("published_from", Kind.DAY),
                Column.of("published_to", Kind.DAY),
                new Column("state", Kind.TEXT, row -> words.text("state." + row.text("state"))),
                Column.of("complaint_count", Kind.COUNT),
                Column.of("received_count", Kind.COUNT),
                Column.of("resolved_count", Kind.COUNT),
                new Column("vintage_kind", Kind.TEXT, row -> kind(row, "vintage_kind")),
                Column.of("change_count", Kind.CHANGE),
                Column.of("file_name", Kind.TEXT),
                Column.of("vintage_code", Kind.CODE),
                Column.of("figures_digest", Kind.CODE),
                Column.of("file_sha256", Kind.CODE));
    }

    List<Column> flows() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                new Column("interval", Kind.TEXT, this::interval),
                Column.of("interval_start", Kind.DAY),
                Column.of("interval_end", Kind.DAY),
                Column.of("months_in_interval", Kind.NUMBER),
                new Column("flow_kind", Kind.TEXT, row -> kind(row, "flow_kind")),
                Column.of("opening_count", Kind.COUNT),
                Column.of("closing_count", Kind.COUNT),
                new Column("flow_count", Kind.CHANGE, row -> row.value("complaint_count")),
                Column.of("removed_at_least_count", Kind.COUNT),
                Column.of("opening_vintage_code", Kind.CODE),
                Column.of("closing_vintage_code", Kind.CODE));
    }

    List<Column> flowsByFiscalDistrict() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                new Column("interval", Kind.TEXT, this::interval),
                Column.of("interval_end", Kind.DAY),
                new Column("flow_kind", Kind.TEXT, row -> kind(row, "flow_kind")),
                Column.of("fiscal_district_code", Kind.TEXT),
                Column.of("fiscal_district_name", Kind.TEXT),
                Column.of("opening_count", Kind.COUNT),
                Column.of("closing_count", Kind.COUNT),
                new Column("flow_count", Kind.CHANGE, row -> row.value("complaint_count")),
                Column.of("removed_at_least_count", Kind.COUNT),
                Column.of("closing_vintage_code", Kind.CODE));
    }

    List<Column> flowsByOffence() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                new Column("interval", Kind.TEXT, this::interval),
                Column.of("interval_end", Kind.DAY),
                new Column("flow_kind", Kind.TEXT, row -> kind(row, "flow_kind")),
                Column.of("article", Kind.TEXT),
                Column.of("offence_name", Kind.TEXT),
                Column.of("opening_count", Kind.COUNT),
                Column.of("closing_count", Kind.COUNT),
                new Column("flow_count", Kind.CHANGE, row -> row.value("complaint_count")),
                Column.of("removed_at_least_count", Kind.COUNT),
                Column.of("generic", Kind.TEXT),
                Column.of("subgeneric", Kind.TEXT),
                Column.of("level_3_name", Kind.TEXT),
                Column.of("level_4_name", Kind.TEXT),
                Column.of("closing_vintage_code", Kind.CODE));
    }

    List<Column> samePeriod() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                Column.of("earlier_year", Kind.NUMBER),
                new Column("period", Kind.TEXT, this::pair),
                Column.of("months_covered", Kind.NUMBER),
                Column.of("complaint_count", Kind.COUNT),
                Column.of("earlier_complaint_count", Kind.COUNT),
                Column.of("difference_count", Kind.CHANGE),
                Column.of("difference_share", Kind.SHARE),
                Column.of("extraction_lag_days", Kind.NUMBER),
                Column.of("earlier_extraction_lag_days", Kind.NUMBER),
                Column.of("unclassified_share", Kind.SHARE),
                Column.of("earlier_unclassified_share", Kind.SHARE),
                new Column("reason", Kind.TEXT, this::whyNotCompared),
                Column.of("vintage_code", Kind.CODE),
                Column.of("earlier_vintage_code", Kind.CODE));
    }

    List<Column> revisions() {
        return List.of(
                Column.of("source_code", Kind.TEXT),
                Column.of("scope", Kind.TEXT),
                Column.of("year", Kind.NUMBER),
                new Column("revision_kind", Kind.TEXT, row -> kind(row, "revision_kind")),
                new Column("change_kind", Kind.TEXT, row -> words.text("change." + row.text("change_kind"))),
                Column.of("fiscal_district_code", Kind.TEXT),
                Column.of("fiscal_district_name", Kind.TEXT),
                Column.of("article", Kind.TEXT),
                Column.of("offence_name", Kind.TEXT),
                Column.of("opening_count", Kind.COUNT),
                Column.of("closing_count", Kind.COUNT),
                new Column("difference_count", Kind.CHANGE, row -> row.value("complaint_count")),
                Column.of("generic", Kind.TEXT),
                Column.of("subgeneric", Kind.TEXT),
                Column.of("level_3_name", Kind.TEXT),
                Column.of("level_4_name", Kind.TEXT),
                Column.of("opening_vintage_code", Kind.CODE),
                Column.of("closing_vintage_code", Kind.CODE));
    }

    /** The months of a row's vintage, such as {@code Jan–May 2023}. */
    String period(Row row) {
        return words.interval(row.day("period_start"), row.day("period_end"));
    }

    /** The months of a row's vintage and the year that they are compared with, such as {@code Jan–May 2023 / 2022}. */
    String pair(Row row) {
        return row.is("is_compared") ? period(row) + " / " + row.number("earlier_year") : period(row);
    }

    /** The months between two vintages; where the second has the same months as the first, that it revises them. */
    String interval(Row row) {
        LocalDate end = row.day("interval_end");
        return row.text("flow_kind").equals("revision_only")
                ? words.text("interval.revised", words.interval(end, end))
                : words.interval(row.day("interval_start"), end);
    }

    private String kind(Row row, String column) {
        return words.text("kind." + row.text(column));
    }

    private @Nullable String whyNotCompared(Row row) {
        return row.is("is_compared") ? null : words.text("reason.no_vintage");
    }
}
