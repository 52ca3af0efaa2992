package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.model.Delivery.State;

/** Every shared rule is a folder: a job file, spreadsheets that are loaded one after the other, what it finds, and a twin without offence. */
@Tag("long")
class RulesTest {
    private static final Path RULES = Path.of("src/test/resources/rules");

    @TempDir
    Path folder;

    static Stream<String> rules() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("codelists"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void everySharedRuleHasItsFixture() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs/rules"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yml", "")))
                    .containsExactlyInAnyOrderElementsOf(rules().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheOffencesAndNothingElse(String rule) throws IOException {
        Office office = load(rule, "-clean");
        String code = rule.toUpperCase(Locale.ROOT);
        List<String> found = office
                .query(
                        "select file_name, severity, code, sheet_name, row_number, cell, column_header, raw_text, about, expected,"
                                + " at_stake_count, advice, advice_es from published.finding"
                                + " where code not in ('TEXT_FORMAT', 'TOTALS_COMPARED') order by all")
                .stream()
                .map(row ->
                        row.stream().map(value -> Objects.toString(value, "")).collect(Collectors.joining("|")))
                .toList();
        assertThat(found).isEqualTo(Files.readAllLines(RULES.resolve(rule).resolve("expected.txt")));
        assertThat(found).isNotEmpty().allMatch(line -> line.contains("|" + code + "|"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsNothingInTheTwinThatIsAsItShouldBe(String rule) throws IOException {
        Office office = load(rule, "-after");
        assertThat(office.query("select code, advice from published.finding where code = '"
                        + rule.toUpperCase(Locale.ROOT) + "'"))
                .isEmpty();
    }

    /** Loads the spreadsheets of a rule in the order of their names, without the one of two twins. */
    private Office load(String rule, String without) throws IOException {
        Path jobs = folder.resolve("jobs");
        for (Path file : List.of(RULES.resolve("codelists"), Path.of("jobs/rules"))) {
            Files.createDirectories(jobs.resolve(file.getFileName()));
            try (Stream<Path> files = Files.list(file)) {
                for (Path each : files.toList()) {
                    Files.copy(each, jobs.resolve(file.getFileName()).resolve(each.getFileName()));
                }
            }
        }
        Files.copy(RULES.resolve(rule).resolve("job.yml"), jobs.resolve("ruled.yml"));
        Office office = new Office(folder.resolve("warehouse"));
        office.jobs = jobs;
        try (Stream<Path> files = Files.list(RULES.resolve(rule))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".csv"))
                    .filter(each -> !each.toString().contains(without))
                    .sorted()
                    .toList()) {
                office.load(file);
                assertThat(office.state(file)).as(file.toString()).isEqualTo(State.ACCEPTED);
            }
        }
        return office;
    }
}
