package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.model.Refused;

/** Rules that are wrong, or want what no rule may have, are refused before anything is loaded, with the line. */
class RuleMistakesTest {
    private static final String TEXTS = "reason: {en: a, es: a}, advice: {en: b, es: b}";

    @TempDir
    Path folder;

    private Path job = Path.of("");
    private String good = "";

    @BeforeEach
    void copyAJobFile() throws IOException {
        Office office = new Office(folder.resolve("warehouse"));
        job = office.editableJobs(folder.resolve("jobs")).resolve("mpfn-complaints.yml");
        good = Files.readString(job).replaceFirst("(?s)\nrules:\n.*?\n\n", "\n\n");
    }

    private Refused refusal(String rules) throws IOException {
        Files.writeString(job, good + "\nrules:\n" + rules);
        Refused refused = catchThrowableOfType(Refused.class, () -> CheckedJobs.parse(job));
        assertThat(refused).as(rules).isNotNull();
        assertThat(refused.reason().code()).isEqualTo("JOB_FILE_BAD");
        return refused;
    }

    private int lineOf(String text) throws IOException {
        return 1
                + (int) Files.readString(job)
                        .lines()
                        .takeWhile(line -> !line.contains(text))
                        .count();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "select * from read_csv('/etc/passwd'); calls read_csv",
                "select * from read_text('/etc/passwd'); calls read_text",
                "select * from glob('/*'); calls glob",
                "from '/etc/passwd'; names /etc/passwd",
                "from 'https://example.org/a.parquet'; names https://example.org/a.parquet",
                "select * from duckdb_settings(); calls duckdb_settings",
                "select * from query('select 1'); calls query",
                "select * from information_schema.tables; something of 'information_schema'",
                "select * from own.observation; something of 'own'",
                "select * from finding; names finding",
                "select current_setting('memory_limit'); calls current_setting",
                "select getvariable('a'); calls getvariable",
                "select now(); calls now",
                "select random(); calls random",
                "select uuid(); calls uuid",
                "select current_date; says current_date",
                "select * from observation using sample 10; takes a sample",
                "set threads = 4; Only SELECT",
                "drop table finding; Only SELECT",
                "copy (select 1) to '/tmp/a.csv'; Only SELECT",
                "attach '/tmp/a.duckdb'; Only SELECT",
                "install httpfs; Only SELECT",
                "pragma database_list; Only SELECT",
                "selec 1; syntax error",
                "select nothing from observation; nothing",
                "select at_most from parameter; parameter",
                "select level_4_label from observation; level_4_label"
            })
    void refusesWhatIsNoSelectOverTheViews(String sql, String said) throws IOException {
        Refused refused = refusal("  - {name: tried, severity: info, " + TEXTS + ", sql: \"" + sql + "\"}\n");
        assertThat(refused.reason().text(Locale.ENGLISH)).contains("the rule 'tried': ", said);
        assertThat(refused.reason().arguments().get(1)).isEqualTo(Integer.toString(lineOf("name: tried")));
    }

    @Test
    void refusesASecondStatementBehindTheFirst() throws IOException {
        Refused refused = refusal("  - {name: tried, severity: info, " + TEXTS + ", sql: select 1; select 2}\n");
        assertThat(refused.reason().text(Locale.ENGLISH)).contains("a rule is one select");
    }

    @Test
    void namesTheLineOfTheSelectOnWhichItIsWrong() throws IOException {
        Refused refused =
                refusal("  - name: tried\n    severity: info\n    reason: {en: a, es: a}\n    advice: {en: b, es: b}\n"
                        + "    sql: |\n      select year,\n        nothing_there\n      from observation\n");
        assertThat(refused.reason().arguments().get(1)).isEqualTo(Integer.toString(lineOf("nothing_there")));
        assertThat(refused.reason().text(Locale.ENGLISH))
                .contains("nothing_there")
                .doesNotContain("LINE");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "  - never_written; the rule rules/never_written.yml does not exist",
                "  - Total; a rule is named in lower-case letters",
                "- total_jumped\\n- total_jumped; stands twice",
                "  - {rule: total_jumped, parameters: {zzz: 1}}; has no parameter 'zzz'",
                "  - {rule: total_jumped, parameters: {share_at_most: much}}; must be a number",
                "  - {rule: total_jumped, severity: grave}; is no 'severity'",
                "  - {rule: total_jumped, sql: select 1}; the key 'sql' is unknown",
                "  - {name: a, severity: info, sql: select 1, reason: {en: a, es: a}}; 'advice' is missing",
                "  - {name: a, severity: info, sql: select 1 as b, reason: {en: '{c}', es: a}, advice: {en: a, es: a}}; insert {c}"
            })
    void refusesWhatIsNoEntryOfTheList(String rules, String said) throws IOException {
        assertThat(refusal(rules.replace("\\n", "\n") + "\n").reason().text(Locale.ENGLISH))
                .contains(said);
    }

    @Test
    void refusesABlockingRuleThatLooksAtOtherDeliveries() throws IOException {
        assertThat(refusal("  - {rule: district_vanished, severity: blocking}\n")
                        .reason()
                        .text(Locale.ENGLISH))
                .contains("what is blocking looks at the delivery alone");
    }

    @Test
    void namesTheFileOfASharedRule() throws IOException {
        Path rule = job.resolveSibling("rules").resolve("total_jumped.yml");
        Files.writeString(rule, Files.readString(rule).replace("from means as m", "from medians as m"));
        Refused refused = refusal("  - total_jumped\n");
        assertThat(refused.reason().arguments().get(0)).isEqualTo("rules/total_jumped.yml");
        assertThat(refused.reason().text(Locale.ENGLISH)).contains("names medians");
    }

    @Test
    void acceptsEveryRuleOfTheProject() {
        assertThat(CheckedJobs.load(Path.of("jobs"))).isNotEmpty();
    }
}
