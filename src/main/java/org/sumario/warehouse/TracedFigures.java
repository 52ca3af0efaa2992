package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;

/** Figures of a published relation, and the cells that they were made of. */
public final class TracedFigures {
    private static final List<String> SUM_KEYS = List.of(
            "source_code",
            "year",
            "months_covered",
            "is_full_year",
            "fiscal_district_code",
            "fiscal_district_name",
            "region_code",
            "region_name",
            "generic",
            "subgeneric",
            "level_3_name",
            "level_4_name",
            "article",
            "offence_name");

    private static final List<String> VINTAGE_KEYS = List.of("vintage_code");

    private static final List<String> FLOW_KEYS = List.of(
            "vintage_code",
            "generic",
            "subgeneric",
            "level_3_name",
            "level_4_name",
            "article",
            "offence_name",
            "specialty",
            "case_type");

    private static final List<String> CASE_KEYS = List.of(
            "source_code",
            "year",
            "fiscal_district_code",
            "fiscal_district_name",
            "office_type",
            "subject",
            "specialty",
            "case_type",
            "specialised_unit");

    private static final List<String> COMPLAINTS = List.of("complaint_count");

    private static final Map<String, Way> WAYS = new TreeMap<>(Map.ofEntries(
            Map.entry("complaint", new Way("complaint_fact", List.of(), COMPLAINTS)),
            Map.entry("complaint_all_vintages", new Way("complaint_fact", List.of(), COMPLAINTS)),
            Map.entry("complaint_by_month", new Way("complaint_by_month", VINTAGE_KEYS, COMPLAINTS)),
            Map.entry("complaint_by_year_fiscal_district", new Way("complaint_sum", SUM_KEYS, COMPLAINTS)),
            Map.entry("complaint_by_year_offence", new Way("complaint_sum", SUM_KEYS, COMPLAINTS)),
            Map.entry("complaint_by_year_region", new Way("complaint_sum", SUM_KEYS, COMPLAINTS)),
            Map.entry("complaint_by_year_region_offence", new Way("complaint_sum", SUM_KEYS, COMPLAINTS)),
            Map.entry("complaint_flow", new Way("complaint_flow", FLOW_KEYS, COMPLAINTS)),
            Map.entry("complaint_revision", new Way("complaint_flow", FLOW_KEYS, COMPLAINTS)),
            Map.entry(
                    "complaint_same_period",
                    new Way(
                            "complaint_same_period",
                            VINTAGE_KEYS,
                            List.of("complaint_count", "earlier_complaint_count"))),
            Map.entry(
                    "case_by_year_fiscal_district",
                    new Way("case_sum", CASE_KEYS, List.of("received_count", "resolved_count"))),
            Map.entry(
                    "vintage",
                    new Way("vintage", VINTAGE_KEYS, List.of("complaint_count", "received_count", "resolved_count")))));

    private final ReleasedWarehouse released;
    private final String relation;
    private final Way way;
    private final List<String> columns;
    private final List<Condition> conditions;

    /**
     * How the cells of a relation's figures are found.
     *
     * @param file the SQL file
     * @param keys columns by which a cell is found, as far as the relation has them
     * @param measures columns that cells add up to
     */
    private record Way(String file, List<String> keys, List<String> measures) {}

    /** What a column must say, as text; nothing for null. */
    public record Condition(String column, String value) {
        @Override
        public String toString() {
            return column + "=" + value;
        }
    }

    /** A cell of an archived file and what it adds to the figures; negative where it is taken off. */
    public record Cell(
            String sourceCode,
            String vintageCode,
            String fileName,
            String sha256,
            String sheetName,
            int rowNumber,
            String cell,
            String measure,
            long count) {}

    /** Takes the cells one by one, those of a file behind each other and in the order of its rows. */
    public interface CellReceiver {
        void cell(Cell cell) throws IOException;
    }

    /** How many figures, and their sum by measure; a measure that none of them has is left out. */
    public record Sums(long figures, Map<String, Long> byMeasure) {}

    private TracedFigures(
            ReleasedWarehouse released, String relation, Way way, List<String> columns, List<Condition> conditions) {
        this.released = released;
        this.relation = relation;
        this.way = way;
        this.columns = columns;
        this.conditions = conditions;
    }

    /**
     * The figures of a relation for which all conditions hold.
     *
     * @throws Refused {@code USAGE_RELATION} or {@code USAGE_COLUMN}, with the known ones, for a name that is none
     */
    public static TracedFigures of(ReleasedWarehouse released, String relation, List<Condition> conditions)
            throws IOException {
        Way way = WAYS.get(relation);
        if (way == null) {
            throw new Refused("USAGE_RELATION", relation, String.join(", ", WAYS.keySet()));
        }
        List<String> columns = new ArrayList<>();
        released.query("from published." + relation + " limit 0", List.of(), new RowReceiver() {
            @Override
            public void columns(List<String> names) {
                columns.addAll(names);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                // None.
            }
        });
        for (Condition condition : conditions) {
            if (!columns.contains(condition.column())) {
                throw new Refused("USAGE_COLUMN", relation, condition.column(), String.join(", ", columns));
            }
        }
        return new TracedFigures(released, relation, way, columns, conditions);
    }

    /** Whether cells may be of several measures, as those of the two years of a comparison are. */
    public boolean hasSeveralMeasures() {
        return way.measures().size() > 1;
    }

    /** The number of the release that they are read from. */
    public long releaseNumber() throws IOException {
        List<Long> numbers = new ArrayList<>();
        released.query(
                "select max(release_number) from star.dim_release",
                List.of(),
                rows(row -> numbers.add(number(row, 0))));
        return numbers.get(0);
    }

    /** What the relation itself says. */
    public Sums sums() throws IOException {
        String sums = way.measures().stream()
                .map(measure -> ", sum(" + measure + ")::bigint")
                .collect(Collectors.joining());
        List<Sums> found = new ArrayList<>();
        released.query(figure() + "select count(*)" + sums + " from figure", values(), rows(row -> {
            Map<String, Long> byMeasure = new LinkedHashMap<>();
            for (int i = 0; i < way.measures().size(); i++) {
                if (row.get(i + 1) != null) {
                    byMeasure.put(way.measures().get(i), number(row, i + 1));
                }
            }
            found.add(new Sums(number(row, 0), byMeasure));
        }));
        return found.get(0);
    }

    /** Gives every cell that a figure was made of. */
    public void cells(CellReceiver receiver) throws IOException {
        String same = way.keys().stream()
                .filter(key -> columns.contains(key) || key.equals("vintage_code"))
                .map(key -> "f." + key + " is not distinct from figure." + key)
                .collect(Collectors.joining(" and "));
        String sql = SqlFiles.named("trace", way.file())
                .select()
                .replace("$same", same)
                .replace(
                        "$case_cell", "(" + SqlFiles.named("trace", "case_cell").select() + ")");
        released.query(
                figure() + sql,
                values(),
                rows(row -> receiver.cell(new Cell(
                        String.valueOf(row.get(0)),
                        String.valueOf(row.get(1)),
                        String.valueOf(row.get(2)),
                        String.valueOf(row.get(3)),
                        String.valueOf(row.get(4)),
                        (int) number(row, 5),
                        String.valueOf(row.get(6)),
                        String.valueOf(row.get(7)),
                        number(row, 8)))));
    }

    /** The figures asked for, as a step before what is asked of them. */
    private String figure() {
        String where = conditions.stream()
                .map(condition -> "coalesce(" + condition.column() + "::varchar, '') = ?")
                .collect(Collectors.joining(" and "));
        return "with figure as (from published." + relation + (where.isEmpty() ? "" : " where " + where) + ") ";
    }

    private List<String> values() {
        return conditions.stream().map(Condition::value).toList();
    }

    private static long number(List<@Nullable Object> row, int column) {
        return ((Number) requireNonNull(row.get(column))).longValue();
    }

    private interface Row {
        void take(List<@Nullable Object> values) throws IOException;
    }

    private static RowReceiver rows(Row receiver) {
        return new RowReceiver() {
            @Override
            public void columns(List<String> names) {
                // Known.
            }

            @Override
            public void row(List<@Nullable Object> values) throws IOException {
                receiver.take(values);
            }
        };
    }
}
