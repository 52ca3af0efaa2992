package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A year of monthly publications of which it is known what was new and what was taken back each month: July was never published, May was
 * published twice, and September again without a change.
 */
@Tag("long")
class SeriesTest {
    private static final List<String> MONTHS = List.of(
            "ENERO",
            "FEBRERO",
            "MARZO",
            "ABRIL",
            "MAYO",
            "JUNIO",
            "JULIO",
            "AGOSTO",
            "SETIEMBRE",
            "OCTUBRE",
            "NOVIEMBRE",
            "DICIEMBRE");
    private static final int DISTRICTS = 34;
    private static final int OFFENCES = 3;

    /** What becomes of a cell between two extractions: what is new, and what is taken back. */
    private record Step(int[] added, int[] removed) {}

    @TempDir
    static Path folder;

    private static final Map<String, Path> files = new LinkedHashMap<>();

    /** What happened up to each vintage that has figures of its own, by its period end and extraction. */
    private static final Map<String, Step> steps = new LinkedHashMap<>();

    private static Office inOrder = new Office(Path.of(""));

    @BeforeAll
    static void publish() {
        Random random = new Random(152);
        int[] counts = new int[DISTRICTS * OFFENCES];
        for (int month = 1; month <= 12; month++) {
            Step step = step(random, counts, 40, 3);
            if (month == 8) {
                step = both(Objects.requireNonNull(steps.remove("unpublished")), step);
            }
            steps.put(month == 7 ? "unpublished" : String.format(Locale.ROOT, "2023-%02d", month), step);
            if (month != 7) {
                write(month, 5, 15, counts);
            }
            if (month == 5) {
                steps.put("2023-05 again", step(random, counts, 2, 3));
                write(month, 9, 18, counts);
            }
            if (month == 9) {
                write(month, 12, 21, counts);
            }
        }
        inOrder = new Office(folder.resolve("in-order")).withoutRules();
        inOrder.load(files.values().toArray(Path[]::new));
    }

    private static Step step(Random random, int[] counts, int mostAdded, int mostRemoved) {
        Step step = new Step(new int[counts.length], new int[counts.length]);
        for (int cell = 0; cell < counts.length; cell++) {
            step.added[cell] = random.nextInt(mostAdded);
            step.removed[cell] = Math.min(counts[cell], random.nextInt(mostRemoved));
            counts[cell] += step.added[cell] - step.removed[cell];
        }
        return step;
    }

    private static Step both(Step one, Step other) {
        return new Step(
                IntStream.range(0, one.added.length)
                        .map(cell -> one.added[cell] + other.added[cell])
                        .toArray(),
                IntStream.range(0, one.added.length)
                        .map(cell -> one.removed[cell] + other.removed[cell])
                        .toArray());
    }

    private static void write(int month, int extracted, int published, int[] counts) {
        int[] then = counts.clone();
        String next = month == 12 ? "01/2024" : String.format(Locale.ROOT, "%02d/2023", month + 1);
        String first = MONTHS.get(month - 1);
        NationalFile file = new NationalFile(
                        month == 1 ? first : "ENERO - " + first,
                        2023,
                        String.format(Locale.ROOT, "%02d/%s", extracted, next),
                        String.format(Locale.ROOT, "%02d/%s", published, next),
                        List.of())
                .counting((district, offence) -> then[district * OFFENCES + offence]);
        String name = String.format(Locale.ROOT, "m%02d-%02d.csv", month, published);
        files.put(name, file.write(folder.resolve(name)));
    }

    private static List<List<@Nullable Object>> query(String sql) {
        return inOrder.query(sql);
    }

    private static long number(String sql) {
        return ((Number) Objects.requireNonNull(query(sql).get(0).get(0))).longValue();
    }

    @Test
    void everyFlowIsWhatWasNewLessWhatWasTakenBackInEveryCell() {
        List<List<@Nullable Object>> flows =
                query("select closing_vintage_code, fiscal_district_code, article, complaint_count::integer"
                        + " from published.complaint_flow");
        Map<String, Map<String, Integer>> found = new TreeMap<>();
        flows.forEach(flow -> found.computeIfAbsent(String.valueOf(flow.get(0)), code -> new TreeMap<>())
                .put(flow.get(1) + " " + flow.get(2), ((Number) Objects.requireNonNull(flow.get(3))).intValue()));
        List<List<@Nullable Object>> codes = query("select fiscal_district_code from star.dim_fiscal_district where"
                + " fiscal_district_key > 0 order by fiscal_district_key");
        List<Map<String, Integer>> expected = new ArrayList<>();
        for (Step step : steps.values()) {
            Map<String, Integer> cells = new TreeMap<>();
            for (int cell = 0; cell < step.added.length; cell++) {
                cells.put(
                        codes.get(cell / OFFENCES).get(0) + " "
                                + List.of("152", "185", "S/Art").get(cell % OFFENCES),
                        step.added[cell] - step.removed[cell]);
            }
            expected.add(cells);
        }
        assertThat(new ArrayList<>(found.values())).isEqualTo(expected);
    }

    @Test
    void theBoundOfWhatWasTakenBackIsNeverAboveTheTruth() {
        long proven = number("select sum(removed_at_least_count)::bigint from published.complaint_flow");
        long taken = steps.values().stream()
                .flatMapToInt(step -> Arrays.stream(step.removed))
                .sum();
        long fallen = steps.values().stream()
                .flatMapToInt(step -> IntStream.range(0, step.added.length)
                        .map(cell -> Math.max(0, step.removed[cell] - step.added[cell])))
                .sum();
        assertThat(proven).isEqualTo(fallen).isPositive().isLessThan(taken);
        assertThat(
                        number(
                                "select count(*) from published.complaint_flow where removed_at_least_count > 0 and complaint_count >= 0"))
                .isZero();
    }

    @Test
    void intervalsAreThoseBetweenVintagesAndMonthsAreNeverInvented() {
        assertThat(query(
                        "select distinct interval_start::varchar, interval_end::varchar, months_in_interval::integer, flow_kind"
                                + " from published.complaint_flow order by interval_end, interval_start, flow_kind"))
                .containsExactly(
                        List.of("2023-01-01", "2023-01-31", 1, "first"),
                        List.of("2023-02-01", "2023-02-28", 1, "extended"),
                        List.of("2023-03-01", "2023-03-31", 1, "extended"),
                        List.of("2023-04-01", "2023-04-30", 1, "extended"),
                        List.of("2023-05-01", "2023-05-31", 1, "extended"),
                        List.of("2023-05-31", "2023-05-31", 0, "revision_only"),
                        List.of("2023-06-01", "2023-06-30", 1, "extended"),
                        List.of("2023-07-01", "2023-08-31", 2, "extended"),
                        List.of("2023-09-01", "2023-09-30", 1, "extended"),
                        List.of("2023-10-01", "2023-10-31", 1, "extended"),
                        List.of("2023-11-01", "2023-11-30", 1, "extended"),
                        List.of("2023-12-01", "2023-12-31", 1, "extended"));
        assertThat(query(
                        "select month(month_start)::integer, reason from published.complaint_by_month where complaint_count is null"
                                + " order by 1"))
                .containsExactly(
                        List.of(7, "known only as a part of 2023-07-01 to 2023-08-31"),
                        List.of(8, "known only as a part of 2023-07-01 to 2023-08-31"));
        assertThat(number("select count(*) from published.complaint_by_month")).isEqualTo(12);
        Step june = Objects.requireNonNull(steps.get("2023-06"));
        assertThat(number("select complaint_count from published.complaint_by_month where month_start = '2023-06-01'"))
                .isEqualTo(Arrays.stream(june.added).sum()
                        - Arrays.stream(june.removed).sum());
    }

    @Test
    void whatIsPublishedAgainWithoutAChangeStoresNoFacts() {
        assertThat(number("select count(*) from star.fact_complaint")).isEqualTo(12L * DISTRICTS * OFFENCES);
        assertThat(query("select published_date::varchar, last_confirmed_date::varchar from published.vintage"
                        + " where period_end = '2023-09-30'"))
                .containsExactly(List.of("2023-10-15", "2023-10-21"));
        assertThat(query("select state from published.delivery where file_name = 'm09-21.csv'"))
                .containsExactly(List.of("duplicate"));
    }

    @Test
    void factsOfAVintageLieTogetherSoThatAFilterReadsOnlyThem() {
        assertThat(number("select count(*) from (select vintage_key, lag(vintage_key) over (order by rowid) as before"
                        + " from star.fact_complaint) where vintage_key is distinct from before"))
                .isEqualTo(12);
    }

    @Test
    void anyDayShowsWhatHadBeenPublishedByThen() {
        assertThat(query("from published.complaint_as_of('2023-02-14')")).isEmpty();
        for (List<@Nullable Object> vintage :
                query("select published_date::varchar, complaint_count from published.vintage")) {
            assertThat(number("select sum(complaint_count)::bigint from published.complaint_as_of('" + vintage.get(0)
                            + "')"))
                    .isEqualTo(vintage.get(1));
        }
        assertThat(
                        number(
                                "select sum(complaint_count)::bigint from published.complaint_all_vintages"
                                        + " where published_from <= '2023-08-20' and (published_to > '2023-08-20' or published_to is null)"))
                .as("in August the newest is that of June")
                .isEqualTo(number("select complaint_count from published.vintage where period_end = '2023-06-30'"));
    }

    @Test
    void aRevisionIsToldFromAnExtension() {
        assertThat(query(
                        "select revision_kind, count(distinct closing_vintage_code)::integer from published.complaint_revision"
                                + " group by 1 order by 1"))
                .containsExactly(List.of("extended", 10), List.of("revision", 1));
        Step again = Objects.requireNonNull(steps.get("2023-05 again"));
        assertThat(
                        number(
                                "select sum(complaint_count)::bigint from published.complaint_revision where revision_kind = 'revision'"))
                .isEqualTo(Arrays.stream(again.added).sum()
                        - Arrays.stream(again.removed).sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrderOfArrivalGivesTheSameFlowsRevisionsAndDays(long seed) {
        Random random = new Random(seed);
        List<Path> shuffled = new ArrayList<>(files.values());
        Collections.shuffle(shuffled, random);
        Office office = new Office(folder.resolve("shuffled-" + seed)).withoutRules();
        while (!shuffled.isEmpty()) {
            List<Path> some = shuffled.subList(0, Math.min(shuffled.size(), 1 + random.nextInt(6)));
            office.load(some.toArray(Path[]::new));
            some.clear();
        }
        for (String relation : List.of(
                "complaint_flow",
                "complaint_revision",
                "complaint_by_month",
                "complaint_same_period",
                "offence_change",
                "complaint_by_year_offence",
                "coverage")) {
            assertThat(office.query("from published." + relation + " order by all"))
                    .as("seed %s: %s", seed, relation)
                    .isEqualTo(query("from published." + relation + " order by all"));
        }
        String days =
                "select vintage_code, published_from, published_to, last_confirmed_date, is_current from published.vintage order by 1";
        assertThat(office.query(days)).isEqualTo(query(days));
        assertThat(office.figuresDigest()).isEqualTo(inOrder.figuresDigest());
    }
}
