package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Decision.Verdict;
import org.sumario.pipeline.SeededWorkbook.Seed;
import org.sumario.warehouse.ReleasedWarehouse;

@Tag("long")
class FindingHistoryTest {
    private static final String TOLD = "sheet_name || ' ' || cell || ' ' || code";

    @TempDir
    Path folder;

    @Test
    void fiftyErrorsInTwelveThousandRowsAreFiftyFindingsAndACorrectedFileClosesWhatItCorrected() {
        List<Seed> seeds = SeededWorkbook.seeds(50, 7);
        Path workbook = folder.resolve("received.xlsx");
        SeededWorkbook.write(workbook, seeds);
        Office office = new Office(folder.resolve("warehouse"));
        office.load(workbook);

        assertThat(told(office, "true"))
                .containsExactlyInAnyOrderElementsOf(
                        seeds.stream().map(Seed::told).toList());
        assertThat(told(office, "state = 'open' and first_seen_run = 1 and is_last_seen"))
                .hasSize(50);

        List<Seed> left = seeds.subList(0, 20);
        List<Seed> corrected = seeds.subList(20, 50);
        List<Seed> broken = SeededWorkbook.seeds(80, 8).stream()
                .filter(seed -> seeds.stream()
                        .noneMatch(old -> old.sheet() == seed.sheet() && old.rowNumber() == seed.rowNumber()))
                .limit(5)
                .toList();
        List<Seed> now = new ArrayList<>(left);
        now.addAll(broken);
        Path better = folder.resolve("corrected.xlsx");
        SeededWorkbook.write(better, now);
        office.load(better);
        office.decide(better, Verdict.ACCEPT);

        assertThat(told(office, "state = 'fixed' and is_last_seen"))
                .containsExactlyInAnyOrderElementsOf(
                        corrected.stream().map(Seed::told).toList());
        assertThat(told(office, "state = 'open' and is_last_seen and first_seen_run = 1"))
                .containsExactlyInAnyOrderElementsOf(
                        left.stream().map(Seed::told).toList());
        assertThat(told(office, "state = 'open' and is_last_seen and first_seen_run = 2"))
                .containsExactlyInAnyOrderElementsOf(
                        broken.stream().map(Seed::told).toList());
    }

    private static List<String> told(Office office, String condition) {
        try (ReleasedWarehouse register = FindingDecisions.open(office.warehouse, History.of(office.warehouse))) {
            return register.rows("select " + TOLD + " from published.finding where " + condition).stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
