package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery.State;

/**
 * Property: any arrival order, any grouping into loads and any duplication of the same deliveries, with every contested pair decided the
 * same way, whenever that is and whichever of the two is named, end in the same figures digest.
 */
@Tag("long")
class OrderTest {
    private static final NationalFile MAY =
            NationalFile.of("MAYO", 2023, "06/06/2023", "19/06/2023").counting((district, offence) -> 40 + district);
    private static final NationalFile YEAR = NationalFile.of("DICIEMBRE", 2023, "08/01/2024", "24/01/2024")
            .counting((district, offence) -> 100 + district + offence);

    @TempDir
    static Path folder;

    private static final Map<String, Path> files = new LinkedHashMap<>();

    /** The deliveries of one office over two years, with all that circulates beside the good ones. */
    @BeforeAll
    static void writeFiles() {
        add("may", MAY);
        files.put("may-twin", MAY.write(folder.resolve("may-twin.csv"), "\r\n"));
        add("year", YEAR);
        add("year-first-rows", YEAR.with(rows -> rows.subList(0, 60)));
        // All districts are there, and nothing tells by itself that the last row is missing.
        add("year-cut", YEAR.with(rows -> rows.subList(0, rows.size() - 1)));
        NationalFile low = NationalFile.of("DICIEMBRE", 2023, "04/03/2024", "20/03/2024")
                .counting((district, offence) -> 90 + district + offence);
        add("low", low);
        add("low-confirmed", low.dated("04/03/2024", "22/04/2024"));
        add("reverted", YEAR.dated("13/05/2024", "23/06/2024"));
        add("other-year", NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023"));
        add(
                "slice",
                NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023").with(rows -> rows.subList(0, 3)));
        add("impossible", NationalFile.of("DICIEMBRE", 2022, "13/01/2022", "24/01/2022"));
    }

    private static void add(String name, NationalFile file) {
        files.put(name, file.write(folder.resolve(name + ".csv")));
    }

    /** What is decided of each: the year is right and its cut copy is not; the low one and its return are real. */
    private static final Map<String, Verdict> LOW_IS_REAL = Map.of(
            "year", Verdict.ACCEPT,
            "year-cut", Verdict.REJECT,
            "low", Verdict.ACCEPT,
            "low-confirmed", Verdict.ACCEPT,
            "reverted", Verdict.ACCEPT,
            "slice", Verdict.CONFIRM);

    private static final Map<String, Verdict> LOW_IS_WRONG = Map.of(
            "year-cut", Verdict.REJECT,
            "low", Verdict.REJECT,
            "low-confirmed", Verdict.REJECT,
            "year-first-rows", Verdict.REJECT);

    /** Everything in one load, then the decisions: what every other order is compared with. */
    private static Office straight(boolean lowIsReal) {
        Office straight = new Office(folder.resolve("straight-" + lowIsReal)).withoutRules();
        if (!Files.exists(straight.warehouse)) {
            straight.load(files.values().toArray(Path[]::new));
            settle(straight, lowIsReal ? LOW_IS_REAL : LOW_IS_WRONG, new Random(0));
        }
        return straight;
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "4, false", "5, false"})
    void anyOrderOfArrivalAndDecisionEndsInTheSameDigest(long seed, boolean lowIsReal) {
        Map<String, Verdict> verdicts = lowIsReal ? LOW_IS_REAL : LOW_IS_WRONG;
        Office straight = straight(lowIsReal);
        Office shuffled = new Office(folder.resolve("shuffled-" + seed)).withoutRules();
        Random random = new Random(seed);
        arriveAndDecide(shuffled, verdicts, random);
        settle(shuffled, verdicts, random);

        assertThat(shuffled.byYear()).as("seed %s", seed).isEqualTo(straight.byYear());
        assertThat(shuffled.figuresDigest()).as("seed %s", seed).isEqualTo(straight.figuresDigest());
        assertThat(straight.byYear())
                .containsEntry(2022L, 34L * 300)
                .containsEntry(
                        2023L, YEAR.rows().stream().mapToLong(OrderTest::count).sum());
        assertThat(straight.query("from published.vintage where year = 2023")).hasSize(lowIsReal ? 4 : 2);
        long releases = shuffled.releaseNumber();
        shuffled.load();
        assertThat(shuffled.releaseNumber())
                .as("a load without news releases nothing")
                .isEqualTo(releases);
    }

    @Test
    void thresholdsThatLetTruncatedCopiesPassMakeTheOrderMatter() throws IOException {
        Path jobs = new Office(folder).editableJobs(folder.resolve("jobs"));
        Path job = jobs.resolve("mpfn-complaints.yml");
        Files.writeString(
                job,
                Files.readString(job)
                        .replace(
                                "  complete: [fiscal_district]",
                                "  complete: []\n  later_total_at_least: 0\n  same_period_total_within: 1\n  same_period_keys_within: 1"));
        Set<String> digests = new HashSet<>();
        for (List<String> order : List.of(
                List.of("year", "year-first-rows", "other-year", "slice"),
                List.of("year-first-rows", "year", "slice", "other-year"))) {
            Office office = new Office(folder.resolve("office-" + digests.size()));
            office.jobs = jobs;
            order.forEach(name -> office.load(file(name)));
            digests.add(office.figuresDigest());
        }
        assertThat(digests).hasSize(2);
    }

    /** Loads one to three files at a time, some of them twice under another name, and now and then decides what is held. */
    private static void arriveAndDecide(Office office, Map<String, Verdict> verdicts, Random random) {
        List<String> waiting = new ArrayList<>(files.keySet());
        Collections.shuffle(waiting, random);
        while (!waiting.isEmpty()) {
            List<String> now = new ArrayList<>(waiting.subList(0, Math.min(1 + random.nextInt(3), waiting.size())));
            waiting.removeAll(now);
            if (random.nextInt(4) == 0) {
                List<String> known = new ArrayList<>(files.keySet());
                known.removeAll(waiting);
                now.add(known.get(random.nextInt(known.size())));
            }
            office.load(now.stream().map(OrderTest::file).toArray(Path[]::new));
            for (String name : now) {
                if (verdicts.containsKey(name)
                        && verdicts.get(name) != Verdict.CONFIRM
                        && random.nextBoolean()
                        && office.state(file(name)) == State.HELD) {
                    office.decide(file(name), requireNonNull(verdicts.get(name)));
                }
            }
        }
    }

    /** Decides what still waits, in any order, until nothing that there is a verdict for is held any more. */
    private static void settle(Office office, Map<String, Verdict> verdicts, Random random) {
        List<String> names = new ArrayList<>(verdicts.keySet().stream().sorted().toList());
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(names, random);
            boolean changed = false;
            for (String name : names) {
                State state = office.state(file(name));
                boolean isAsDecided =
                        switch (requireNonNull(verdicts.get(name))) {
                            case ACCEPT -> state == State.ACCEPTED || state == State.DUPLICATE;
                            case CONFIRM -> state == State.CONFIRMING;
                            case REJECT -> state == State.REJECTED;
                            case HOLD -> throw new IllegalStateException();
                        };
                if (!isAsDecided) {
                    office.decide(file(name), requireNonNull(verdicts.get(name)));
                    changed = true;
                }
            }
            if (!changed) {
                return;
            }
        }
        throw new AssertionError("decisions do not settle");
    }

    private static Path file(String name) {
        return requireNonNull(files.get(name));
    }

    private static long count(String row) {
        String[] cells = row.split(",", -1);
        return Long.parseLong(cells[10]);
    }
}
