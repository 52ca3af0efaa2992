package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The canonical CSV of a vintage, by which its figures are known: natural codes, labels and summed counts, sorted by bytes. */
enum CanonicalCsv {
    COMPLAINT(
            "complaint_count is not null",
            "generic",
            "subgeneric",
            "level_3_name",
            "level_4_name",
            "article",
            "specialty",
            "case_type",
            "complaint_count"),
    CASE(
            "complaint_count is null",
            "office_type",
            "subject",
            "specialty",
            "case_type",
            "specialised_unit",
            "received_count",
            "resolved_count");

    private final String condition;
    private final String header;
    private final String relation;

    /**
     * The columns are those of {@code digest/canonical_<name>_line.sql}.
     *
     * @param condition which vintages it is of
     */
    CanonicalCsv(String condition, String... columns) {
        this.condition = condition;
        header = Stream.concat(
                        Stream.of(
                                "source_code",
                                "scope",
                                "year",
                                "period_start",
                                "period_end",
                                "fiscal_district_code",
                                "region_code"),
                        Stream.of(columns))
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(","));
        relation = "canonical_" + name().toLowerCase(Locale.ROOT) + "_line";
    }

    /** Keys of the added vintages it is of. */
    List<Integer> vintages(Duck duck) {
        return duck.query("select vintage_key from added_vintage where " + condition + " order by 1", result -> {
            List<Integer> found = new ArrayList<>();
            while (result.next()) {
                found.add(result.getInt(1));
            }
            return found;
        });
    }

    /** SHA-256 of a vintage's. */
    String digest(Duck duck, int vintageKey) {
        String lines = SqlFiles.named("digest", relation).select();
        return Digests.ofLines(
                duck,
                header,
                "select line from (" + lines + "\n) where vintage_key = " + vintageKey + " order by line");
    }
}
