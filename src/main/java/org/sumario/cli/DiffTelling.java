package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Decision;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleasedWarehouse;

/** Tells what differs, from the whole to the cells: a sentence for each pair of vintages, then the largest totals and cells. */
final class DiffTelling {
    private static final int PAIRS = 20;
    /** Rows of totals, shared by their tables, so that all of it stays on one screen. */
    private static final int TOTALS = 20;

    private static final int CELLS = 15;

    /** A cell as a person names it. */
    private static final String DISTRICT = "coalesce(nullif(fiscal_district_name, 'not applicable'), region_name)";

    /** Where a cell has a district and, beside it, a region. */
    private static final String HAS_BOTH = "nullif(fiscal_district_name, 'not applicable') is not null"
            + " and coalesce(region_name, '') not in ('', 'not applicable', 'unknown')";

    private static final String OFFENCE = "coalesce(nullif(concat_ws(' ', article, offence_name), ''),"
            + " concat_ws(', ', office_type, subject, specialty, case_type, specialised_unit))";

    private static final String COUNTS =
            "sum(opening_count)::bigint as opening_count, sum(closing_count)::bigint as closing_count,"
                    + " sum(difference_count)::bigint as difference_count";

    /** What can become of a cell, each with the rows of which it is true. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("DIFF_ADDED", "change_kind = 'added'");
        KINDS.put("DIFF_GREW", "change_kind = 'changed' and difference_count > 0");
        KINDS.put("DIFF_FELL", "change_kind = 'changed' and difference_count < 0");
        KINDS.put("DIFF_REMOVED", "change_kind = 'removed'");
    }

    private final SumarioCommand sumario;
    private final ReleasedWarehouse differences;
    private final List<Decision> decided;
    private final Map<String, JobDefinition.Headline> headlines;

    /** @param decided what people decided between the two */
    DiffTelling(SumarioCommand sumario, ReleasedWarehouse differences, List<Decision> decided) {
        this.sumario = sumario;
        this.differences = differences;
        this.decided = decided;
        this.headlines = headlines(sumario.settings().jobs());
    }

    /** Sentences as messages, beside a result for a program. */
    void tell() throws IOException {
        for (Reason sentence : sentences()) {
            sumario.tell(sentence);
        }
    }

    /** Everything on one screen: sentences, totals by district and by offence, the cells that differ most. */
    void draw() throws IOException {
        List<Reason> sentences = sentences();
        sumario.write(sentences.stream()
                .map(sentence -> Printable.lines(sumario.messages().text(sentence)) + "\n")
                .collect(Collectors.joining()));
        long differing = number("select count(*) from published.difference");
        if (differing == 0) {
            return;
        }
        // Counts of several sources, or of years that begin at different vintages, are never added.
        boolean isOnePair = number("select count(*) from published.compared") == 1;
        boolean isOneKind = number("select count(distinct revision_kind) from published.compared") == 1;
        boolean isOneMeasure = number("select count(distinct measure) from published.difference") == 1;
        String keys = (isOnePair ? "" : "source_code, year, ")
                + (isOneKind ? "" : "revision_kind, ")
                + (isOneMeasure ? "" : "measure, ");
        boolean hasRegions =
                number("select count(distinct region_name) from published.difference where " + HAS_BOTH) > 1;
        int rows = TOTALS / (hasRegions ? 3 : 2);
        if (hasRegions) {
            totals(keys, "region_name", "region", HAS_BOTH, rows);
        }
        totals(keys, DISTRICT, "fiscal_district_or_region", "true", rows);
        totals(keys, OFFENCE, "offence_or_kind", "true", rows);
        sumario.write("\n");
        if (differing > CELLS) {
            sumario.write(
                    sumario.messages().text(Reason.of("DIFF_LARGEST", CELLS, LoadTelling.grouped(differing))) + "\n");
        }
        print("select " + keys + "change_kind, " + DISTRICT + " as fiscal_district_or_region, " + OFFENCE
                + " as offence_or_kind, opening_count, closing_count, difference_count from published.difference"
                + " order by abs(difference_count) desc, " + keys + "fiscal_district_or_region, offence_or_kind limit "
                + CELLS);
    }

    private void totals(String keys, String grain, String name, String condition, int rows) throws IOException {
        sumario.write("\n");
        print("select " + keys + grain + " as " + name + ", " + COUNTS + " from published.difference where " + condition
                + " group by all order by abs(sum(difference_count)) desc, " + keys + name + " limit " + rows);
    }

    private void print(String sql) throws IOException {
        sumario.print(receiver -> differences.query(sql, List.of(), receiver));
    }

    private List<Reason> sentences() throws IOException {
        List<Reason> sentences = new ArrayList<>();
        List<List<@Nullable Object>> pairs =
                differences.rows("select opening_vintage_code, closing_vintage_code, source_code, scope, year,"
                        + " revision_kind, opening_period_start, opening_period_end, closing_period_start, closing_period_end, months_added,"
                        + " opening_count, closing_count, causes from published.compared");
        if (pairs.isEmpty()) {
            return List.of(Reason.of("DIFF_NOTHING"));
        }
        for (List<@Nullable Object> pair : pairs.subList(0, Math.min(PAIRS, pairs.size()))) {
            sentences.add(pair(pair));
            if (text(pair, 13).contains("mapping_change")) {
                sentences.add(Reason.of("DIFF_MAPPING_CHANGE", text(pair, 2)));
            }
            headline(pair).ifPresent(sentences::add);
            sentences.addAll(cells(pair));
        }
        for (Decision decision : decided) {
            sentences.add(Reason.of(
                    "DIFF_DECISION",
                    decision.verdict().word(),
                    decision.sha256().substring(0, 8),
                    decision.decidedBy(),
                    decision.reason()));
        }
        if (pairs.size() > PAIRS) {
            sentences.add(Reason.of("DIFF_MORE_PAIRS", pairs.size() - PAIRS));
        }
        return sentences;
    }

    /** Headlines by source. What is compared does not depend on today's job files; what is wrong with them, jobs check tells. */
    private static Map<String, JobDefinition.Headline> headlines(Path jobs) {
        Map<String, JobDefinition.Headline> headlines = new HashMap<>();
        try {
            for (JobDefinition job : JobFiles.load(jobs)) {
                JobDefinition.Headline headline = job.headline();
                if (headline != null) {
                    headlines.put(job.sourceCode(), headline);
                }
            }
        } catch (Refused unreadable) {
            return Map.of();
        }
        return headlines;
    }

    private Reason pair(List<@Nullable Object> pair) {
        String scope = text(pair, 3);
        String place = text(pair, 2) + (scope.equals("all") ? "" : " " + scope) + " " + text(pair, 4);
        String kind = text(pair, 5);
        long months = pair.get(10) instanceof Number added ? added.longValue() : 0;
        String code =
                "DIFF_" + kind + (kind.equals("extended") ? months == 1 ? "_month" : months < 0 ? "_less" : "" : "");
        return Reason.of(
                code,
                place,
                grouped(pair, 11),
                interval(pair, 6),
                grouped(pair, 12),
                interval(pair, 8),
                Math.abs(months));
    }

    /** What the source's job file holds to be the figure that people look at; none where it says nothing, or is there no more. */
    private Optional<Reason> headline(List<@Nullable Object> pair) throws IOException {
        JobDefinition.Headline headline = headlines.get(text(pair, 2));
        if (headline == null) {
            return Optional.empty();
        }
        String condition = ReleaseFigures.condition(headline.dimension(), headline.value());
        String title = headline.titles().getOrDefault(sumario.messages().isSpanish() ? "es" : "en", "");
        return Optional.of(Reason.of(
                "DIFF_HEADLINE",
                title,
                text(pair, 4),
                LoadTelling.grouped(headline("opening_cell", text(pair, 0), condition)),
                LoadTelling.grouped(headline("closing_cell", text(pair, 1), condition))));
    }

    private @Nullable Long headline(String cells, String vintageCode, String condition) throws IOException {
        Object sum = differences
                .rows("select sum(figure)::bigint from " + cells + " where vintage_code = '"
                        + vintageCode.replace("'", "''")
                        + "' and measure in ('complaint_count', 'received_count') and (" + condition + ")")
                .get(0)
                .get(0);
        return sum instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    /** How many cells are new, grew, fell and vanished, for each measure. */
    private List<Reason> cells(List<@Nullable Object> pair) throws IOException {
        List<Reason> sentences = new ArrayList<>();
        for (List<@Nullable Object> counts : differences.rows("select measure, "
                + KINDS.values().stream().map(DiffTelling::counts).collect(Collectors.joining(", "))
                + " from published.difference where opening_vintage_code is not distinct from " + quoted(pair, 0)
                + " and closing_vintage_code is not distinct from " + quoted(pair, 1) + " group by 1 order by 1")) {
            List<String> kinds = new ArrayList<>();
            int column = 1;
            for (String kind : KINDS.keySet()) {
                if (!grouped(counts, column).equals("0")) {
                    kinds.add(sumario.messages()
                            .text(Reason.of(kind, grouped(counts, column), grouped(counts, column + 1))));
                }
                column += 2;
            }
            String measure = text(counts, 0);
            sentences.add(Reason.of(
                    "DIFF_CELLS", measure.equals("complaint_count") ? "" : measure + ": ", String.join(", ", kinds)));
        }
        return sentences;
    }

    private static String counts(String condition) {
        return "count(*) filter (" + condition + "), coalesce(abs(sum(difference_count) filter (" + condition
                + ")), 0)::bigint";
    }

    private static String quoted(List<@Nullable Object> row, int column) {
        return row.get(column) == null ? "null" : "'" + text(row, column).replace("'", "''") + "'";
    }

    private static String text(List<@Nullable Object> row, int column) {
        return Objects.toString(row.get(column), "");
    }

    private static String grouped(List<@Nullable Object> row, int column) {
        return LoadTelling.grouped(row.get(column) instanceof Number number ? Long.valueOf(number.longValue()) : null);
    }

    /** The months from a period's start to its end, in short: {@code Jan–May}. */
    private String interval(List<@Nullable Object> row, int column) {
        if (row.get(column) == null) {
            return "";
        }
        List<String> names =
                List.of(sumario.messages().text(Reason.of("MONTHS_SHORT")).split(" "));
        LocalDate start = LocalDate.parse(text(row, column));
        LocalDate end = LocalDate.parse(text(row, column + 1));
        String last = names.get(end.getMonthValue() - 1);
        return start.getMonth() == end.getMonth() ? last : names.get(start.getMonthValue() - 1) + "–" + last;
    }

    private long number(String sql) throws IOException {
        return ((Number) Objects.requireNonNull(differences.rows(sql).get(0).get(0))).longValue();
    }
}
