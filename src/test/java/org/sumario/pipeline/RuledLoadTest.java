package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.audit.Replay;
import org.sumario.audit.Replay.Verdict;
import org.sumario.audit.Verification;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.model.SourceDescription;
import org.sumario.rows.Limits;
import org.sumario.warehouse.FindingRegister;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;
import org.sumario.warehouse.RuleFindings;
import org.sumario.warehouse.RuledDelivery;

/** Rules run over what a load knows, follow what it comes to know, and change no figure. */
@Tag("long")
class RuledLoadTest {
    private static final NationalFile YEAR_2022 = NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023");
    private static final NationalFile YEAR_2023 =
            NationalFile.of("DICIEMBRE", 2023, "13/01/2024", "24/01/2024").counting((district, offence) -> 200);
    private static final NationalFile MAY_2023 = NationalFile.of("MAYO", 2023, "06/06/2023", "19/06/2023");

    private static final String LARGE_ROWS = """

              - name: large_row
                severity: %s
                reason: {en: "A row counts {raw_text}.", es: "Una fila cuenta {raw_text}."}
                advice: {en: Look at it., es: Mírela.}
                parameters: {at_most: %s}
                sql: |
                  select sheet_name, row_number, 'complaint_count' as column_name, complaint_count as raw_text
                  from observation, parameter
                  where complaint_count > at_most
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    private Path job = Path.of("");
    private String good = "";

    @BeforeEach
    void open() throws IOException {
        office = new Office(folder.resolve("warehouse"));
        job = office.editableJobs(folder.resolve("jobs")).resolve("mpfn-complaints.yml");
        good = Files.readString(job).replaceFirst("(?s)\nrules:\n.*?\n\n", "\n\n");
    }

    private void rules(String rules) throws IOException {
        Files.writeString(job, good + "\nrules:" + rules);
    }

    private static String rule(String name, String sql) {
        return "\n  - name: " + name
                + "\n    severity: info\n    reason: {en: '{n}', es: '{n}'}\n    advice: {en: a, es: a}\n"
                + "    sql: |\n      " + sql + "\n";
    }

    private Path file(String name, NationalFile file) {
        return file.write(folder.resolve(name + ".csv"));
    }

    private List<List<@Nullable Object>> found() {
        return office.query("select file_name, code, cell, raw_text, advice from published.finding"
                + " where source_code = 'mpfn-complaints' and code <> 'TEXT_FORMAT' order by all");
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(office.warehouse.resolve("staging"))) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aChangedRuleMakesAReleaseOfTheSameFiguresAndReadsNoFile() throws IOException {
        rules(String.format(Locale.ROOT, LARGE_ROWS, "warning", 150));
        office.load(file("year", YEAR_2023));
        assertThat(found()).hasSize(102).allMatch(row -> "LARGE_ROW".equals(row.get(1)));
        String figures = office.figuresDigest();

        rules(String.format(Locale.ROOT, LARGE_ROWS, "warning", 250));
        LoadState state = office.load();
        assertThat(state.readAgain).isEmpty();
        assertThat(state.remapped()).isEmpty();
        assertThat(office.releaseNumber()).isEqualTo(2);
        assertThat(office.figuresDigest()).isEqualTo(figures);
        assertThat(found()).isEmpty();

        office.load();
        assertThat(office.releaseNumber()).isEqualTo(2);
    }

    @Test
    void findingsFollowWhatADeliveryIsComparedWithInWhateverOrderFilesCome() throws IOException {
        rules("\n  - total_jumped\n  - publication_skipped\n");
        office.load(file("2023", YEAR_2023));
        assertThat(found()).isEmpty();
        office.load(file("2022", YEAR_2022));
        assertThat(found()).extracting(row -> row.get(1)).containsExactly("TOTAL_JUMPED");
        office.load(file("may", MAY_2023));
        List<List<@Nullable Object>> late = found();

        Office orderly = new Office(folder.resolve("orderly"));
        orderly.jobs = office.jobs;
        office = orderly;
        office.load(folder.resolve("2022.csv"));
        office.load(folder.resolve("may.csv"));
        office.load(folder.resolve("2023.csv"));
        assertThat(found()).isEqualTo(late);
        assertThat(late).extracting(row -> row.get(1)).contains("PUBLICATION_SKIPPED", "TOTAL_JUMPED");

        Office atOnce = new Office(folder.resolve("at-once"));
        atOnce.jobs = office.jobs;
        office = atOnce;
        office.load(folder.resolve("may.csv"), folder.resolve("2023.csv"), folder.resolve("2022.csv"));
        assertThat(found()).isEqualTo(late);
    }

    @Test
    void aBlockingRuleHoldsWhatArrivesAndLetsItGoOnceItIsGone() throws IOException {
        rules(String.format(Locale.ROOT, LARGE_ROWS, "blocking", 150));
        Path year = file("year", YEAR_2023);
        PlanReport plan = office.plan(year);
        assertThat(plan.account().findings().byRule())
                .anyMatch(code -> code.code().equals("LARGE_ROW") && code.count() == 102);
        office.load(file("2022", YEAR_2022), year);
        assertThat(office.state(year)).isEqualTo(State.HELD);
        assertThat(office.byYear()).containsOnlyKeys(2022L);
        assertThat(waitingFindings()).isEqualTo(102);

        rules(String.format(Locale.ROOT, LARGE_ROWS, "warning", 150));
        office.load();
        assertThat(office.state(year)).isEqualTo(State.ACCEPTED);
        assertThat(found()).hasSize(102);

        rules(String.format(Locale.ROOT, LARGE_ROWS, "blocking", 50));
        office.load();
        assertThat(office.state(year)).isEqualTo(State.ACCEPTED);
        assertThat(found()).hasSize(204);
    }

    @Test
    void aRepetitionHasTheSameFindingsAgainSoThatTheyStayOpen() throws IOException {
        rules("\n  - total_jumped\n");
        office.load(file("2022", YEAR_2022), file("2023", YEAR_2023));
        Path twin = YEAR_2023.write(folder.resolve("twin.csv"), "\r\n");
        office.load(twin);
        assertThat(office.state(twin)).isEqualTo(State.DUPLICATE);
        assertThat(office.query("select file_name, state, about, expected, at_stake_count from published.finding"
                        + " where code = 'TOTAL_JUMPED' order by 1"))
                .containsExactly(
                        List.of("2023.csv", "open", "2023 / 2022", "850", 20400L),
                        List.of("twin.csv", "open", "2023 / 2022", "850", 20400L));
        assertThat(office.query("select count(distinct finding) from published.finding where code = 'TOTAL_JUMPED'"))
                .containsExactly(List.of(1L));
    }

    @Test
    void aPlanLeavesNothingBesideStagingAndItsLoadFindsTheSame() throws IOException {
        rules("\n  - total_jumped\n");
        office.load(file("2022", YEAR_2022));
        List<String> before = folders();
        PlanReport plan = office.plan(file("2023", YEAR_2023));
        assertThat(folders()).isEqualTo(before);
        assertThat(plan.account().findings().byRule())
                .anyMatch(code -> code.code().equals("TOTAL_JUMPED"));
        office.carryOut(requireNonNull(plan.id()));
        assertThat(found()).extracting(row -> row.get(1)).containsExactly("TOTAL_JUMPED");
    }

    @Test
    void verifyNamesFindingsThatWereChangedAndALoadMakesThemAgain() throws IOException {
        rules(String.format(Locale.ROOT, LARGE_ROWS, "warning", 150));
        office.load(file("year", YEAR_2023));
        String ruled = folders().get(1);
        assertThat(ruled).contains("-rules-");
        Path findings = office.warehouse.resolve("staging").resolve(ruled).resolve("finding.parquet");
        byte[] bytes = Files.readAllBytes(findings);
        byte[] changed = bytes.clone();
        changed[40] ^= 1;
        Files.write(findings, changed);
        assertThat(Verification.of(
                                office.warehouse,
                                null,
                                Files.createDirectories(folder.resolve("scratch")),
                                new QuietProgress())
                        .faults())
                .extracting(fault -> fault.item())
                .containsExactly("staging/" + ruled + "/finding.parquet");

        // A release to build, for whatever reason, wants all findings.
        office.load(OfficeWorkload.of(2022).write(folder.resolve("cases.csv")));
        assertThat(Files.readAllBytes(findings)).isEqualTo(bytes);
        assertThat(found()).hasSize(102);
    }

    @Test
    void historyRunAgainFindsTheSameWithTheRulesOfItsTime() throws IOException {
        rules("\n  - total_jumped" + String.format(Locale.ROOT, LARGE_ROWS, "warning", 150));
        office.load(file("2022", YEAR_2022));
        office.load(file("2023", YEAR_2023));
        Path shared = job.resolveSibling("rules").resolve("total_jumped.yml");
        Files.writeString(shared, Files.readString(shared).replace("share_at_most: 0.3", "share_at_most: 3"));
        office.load();
        Files.delete(shared);
        List<Replay.Row> rows = new ArrayList<>();
        Replay.of(
                office.warehouse,
                null,
                folder.resolve("replayed"),
                Limits.DEFAULT,
                new QuietProgress(),
                Clock.systemUTC(),
                new Replay.Receiver() {
                    @Override
                    public void row(Replay.Row row) {
                        rows.add(row);
                    }

                    @Override
                    public void tell(Reason summary) {}

                    @Override
                    public void differs(Reason what) {}
                });
        assertThat(rows).isNotEmpty().allMatch(row -> row.verdict() == Verdict.SAME);
        assertThat(rows).filteredOn(row -> row.relation().equals("finding")).hasSize(3);
    }

    @Test
    void aRuleThatTakesTooLongIsNamed() throws IOException {
        rules(rule(
                "endless",
                "select count(*) as n from range(10000000) as a(i), range(10000000) as b(j), observation"
                        + " where i % 7 = j % 11 + complaint_count"));
        LoadState state = stateOf(file("year", YEAR_2023));
        SourceDescription source = Sources.describe(state.job("mpfn-complaints"));
        RuledDelivery ruled =
                RuleFindings.compare(state.sources(), state.allDeliveries()).get(0);
        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> RuleFindings.write(source, ruled, folder.resolve("made"), folder.resolve("scratch"), 1));
        assertThat(refused.reason().code()).isEqualTo("RULE_TOO_SLOW");
        assertThat(refused.reason().arguments()).startsWith("endless", "mpfn-complaints.yml");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aRuleThatCannotBeComputedStopsTheLoadAndIsNamed() throws IOException {
        rules(rule("failing", "select level_1_label::integer as n from observation"));
        Refused refused = catchThrowableOfType(Refused.class, () -> office.load(file("year", YEAR_2023)));
        assertThat(refused.reason().code()).isEqualTo("RULE_FAILED");
        assertThat(refused.reason().arguments().get(0)).isEqualTo("failing");
        assertThat(refused.reason().arguments().get(3)).contains("Could not convert");
    }

    /** Findings of rules as people see them before a release carries their file. */
    private long waitingFindings() throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ReleasedWarehouse register = FindingRegister.open(
                office.warehouse, History.of(office.warehouse).received(), List.of())) {
            register.query(
                    "select file_name from published.finding where code = 'LARGE_ROW'", List.of(), new RowReceiver() {
                        @Override
                        public void columns(List<String> names) {}

                        @Override
                        public void row(List<@Nullable Object> values) {
                            rows.add(values);
                        }
                    });
        }
        return rows.size();
    }

    /** A delivery that was read and whose rules were not run. */
    private LoadState stateOf(Path file) throws IOException {
        String ruled = Files.readString(job);
        Files.writeString(job, good);
        LoadState state = office.load(file);
        Files.writeString(job, ruled);
        LoadState again = new LoadState(
                new LoadRequest(folder, office.warehouse, office.jobs, List.of(), null, null),
                new QuietProgress(),
                Clock.systemUTC(),
                state.run + 1,
                CheckedJobs.load(office.jobs),
                History.of(office.warehouse),
                null);
        return again.recall();
    }
}
