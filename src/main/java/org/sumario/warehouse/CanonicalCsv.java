package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canonical CSV of a vintage, by which its figures are known: natural codes, labels and summed counts, sorted by bytes. Its cells are
 * written alike: each line begins with the natural key of a canonical one, goes on with the cell's own count and ends with where it stands.
 */
public enum CanonicalCsv {
    COMPLAINT(
            "complaint_count is not null",
            List.of("generic", "subgeneric", "level_3_name", "level_4_name", "article", "specialty", "case_type"),
            List.of("complaint_count"),
            List.of("cell")),
    CASE(
            "complaint_count is null",
            List.of("office_type", "subject", "specialty", "case_type", "specialised_unit"),
            List.of("received_count", "resolved_count"),
            List.of("received_cell", "resolved_cell"));

    private static final List<String> PLACE_KEYS = List.of(
            "source_code", "scope", "year", "period_start", "period_end", "fiscal_district_code", "region_code");

    private static final List<String> ORIGIN =
            List.of("fiscal_district_name", "region_name", "file_sha256", "sheet_name", "row_number");

    private final String condition;
    private final List<String> keys;
    private final List<String> measures;
    private final List<String> cells;

    /**
     * The columns are those of {@code digest/canonical_<name>_line.sql} and {@code export/proof_<name>_cell.sql}.
     *
     * @param condition which vintages it is of
     */
    CanonicalCsv(String condition, List<String> keys, List<String> measures, List<String> cells) {
        this.condition = condition;
        this.keys = keys;
        this.measures = measures;
        this.cells = cells;
    }

    /** The columns that make a line its own. */
    public List<String> keys() {
        return joined(PLACE_KEYS, keys);
    }

    /** The columns of counts, which follow the keys. */
    public List<String> measures() {
        return measures;
    }

    public String header() {
        return header(joined(keys(), measures));
    }

    /** The columns of its cells: an address for each count. */
    public List<String> cellColumns() {
        return joined(joined(keys(), measures), joined(ORIGIN, cells));
    }

    public String cellHeader() {
        return header(cellColumns());
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static String header(List<String> columns) {
        return columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
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
        return Digests.ofLines(duck, header(), lines(vintageKey));
    }

    /** Asks for the lines of a vintage, without the header. */
    String lines(int vintageKey) {
        return lines("digest", "canonical_" + name().toLowerCase(Locale.ROOT) + "_line", vintageKey);
    }

    /** Asks for the lines of a vintage's cells, without the header. */
    String cellLines(int vintageKey) {
        return lines("export", "proof_" + name().toLowerCase(Locale.ROOT) + "_cell", vintageKey);
    }

    private static String lines(String folder, String relation, int vintageKey) {
        String lines = SqlFiles.named(folder, relation).select();
        return "select line from (" + lines + "\n) where vintage_key = " + vintageKey + " order by line";
    }
}
