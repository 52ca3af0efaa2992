package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.sumario.report.Account.YearChange;
import org.sumario.report.ChangedFigures;
import org.sumario.report.Wording;
import org.sumario.warehouse.Differences.Depth;
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

    private final SumarioCommand sumario;
    private final ReleasedWarehouse differences;
    private final List<Decision> decided;
    private final Map<String, JobDefinition.Headline> headlines;
    private final Wording wording;

    /** @param decided what people decided between the two */
    DiffTelling(SumarioCommand sumario, ReleasedWarehouse differences, List<Decision> decided) {
        this.sumario = sumario;
        this.differences = differences;
        this.decided = decided;
        this.headlines = headlines(sumario.settings().jobs());
        this.wording = new Wording(sumario.settings().language());
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
        List<YearChange> years = new ChangedFigures(differences, Depth.CELLS).years();
        if (years.isEmpty()) {
            return List.of(Reason.of("DIFF_NOTHING"));
        }
        List<Reason> sentences = new ArrayList<>();
        for (YearChange year : years.subList(0, Math.min(PAIRS, years.size()))) {
            sentences.add(wording.year(year));
            if (year.causes().contains("mapping_change")) {
                sentences.add(Reason.of("DIFF_MAPPING_CHANGE", year.sourceCode()));
            }
            headline(year).ifPresent(sentences::add);
            sentences.addAll(wording.cells(year));
        }
        for (Decision decision : decided) {
            sentences.add(Reason.of(
                    "DIFF_DECISION",
                    decision.verdict().word(),
                    decision.sha256().substring(0, 8),
                    decision.decidedBy(),
                    decision.reason()));
        }
        sentences.addAll(more(years));
        return sentences;
    }

    /** What became of years, and of their cells. */
    static List<Reason> years(Wording wording, List<YearChange> years) {
        List<Reason> sentences = new ArrayList<>();
        for (YearChange year : years.subList(0, Math.min(PAIRS, years.size()))) {
            sentences.add(wording.year(year));
            sentences.addAll(wording.cells(year));
        }
        sentences.addAll(more(years));
        return years.isEmpty() ? List.of(Reason.of("DIFF_NOTHING")) : sentences;
    }

    private static List<Reason> more(List<YearChange> years) {
        return years.size() <= PAIRS ? List.of() : List.of(Reason.of("DIFF_MORE_PAIRS", years.size() - PAIRS));
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

    /** What the source's job file holds to be the figure that people look at; none where it says nothing, or is there no more. */
    private Optional<Reason> headline(YearChange year) throws IOException {
        JobDefinition.Headline headline = headlines.get(year.sourceCode());
        if (headline == null) {
            return Optional.empty();
        }
        String condition = ReleaseFigures.condition(headline.dimension(), headline.value());
        String title = headline.titles().getOrDefault(sumario.messages().isSpanish() ? "es" : "en", "");
        return Optional.of(Reason.of(
                "DIFF_HEADLINE",
                title,
                year.year(),
                LoadTelling.grouped(headline("opening_cell", year.openingVintageCode(), condition)),
                LoadTelling.grouped(headline("closing_cell", year.closingVintageCode(), condition))));
    }

    private @Nullable Long headline(String cells, @Nullable String vintageCode, String condition) throws IOException {
        if (vintageCode == null) {
            return null;
        }
        Object sum = differences
                .rows("select sum(figure)::bigint from " + cells + " where vintage_code = '"
                        + vintageCode.replace("'", "''")
                        + "' and measure in ('complaint_count', 'received_count') and (" + condition + ")")
                .get(0)
                .get(0);
        return sum instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    private long number(String sql) throws IOException {
        return ((Number) Objects.requireNonNull(differences.rows(sql).get(0).get(0))).longValue();
    }
}
