package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.cli.SmallWarehouse.Answer;

class CommandsTest {
    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void makeWarehouse() {
        warehouse = new SmallWarehouse(folder);
    }

    @Test
    void queryPrintsCsvWhereNoTerminalReads() throws Exception {
        Answer answer =
                warehouse.release().run("query", "select 1 as a, 'x, \"y\"' as b, 2.50 as c, null as d, 'ñ' as e");
        assertThat(answer).isEqualTo(new Answer(0, "a,b,c,d,e\n1,\"x, \"\"y\"\"\",2.50,,ñ\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- a comment\nselect 1 as a", "--\nselect 1 as a", "@a", "-- only a comment"})
    void sqlMayBeginLikeAnOptionOrAFile(String sql) throws Exception {
        Answer answer = warehouse.release().run("query", sql);
        if (sql.contains("select")) {
            assertThat(answer.output()).isEqualTo("a\n1\n");
        } else {
            assertThat(answer.messages()).contains("The SQL cannot be run");
        }
    }

    @Test
    void aFileWithoutTheRelationsIsAFailureAndNoWrongUsage() throws Exception {
        Files.createDirectories(folder.resolve("warehouse"));
        java.sql.DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse/sumario.duckdb"))
                .close();
        Answer answer = warehouse.run("vintages");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.messages()).contains("holds no release that this version can read");
    }

    @Test
    void queryPrintsATableOnATerminal() throws Exception {
        warehouse.release().isTerminal = true;
        assertThat(warehouse
                        .run("query", "select 'a' as text, 10 as n union all select 'bc', 7 order by 1")
                        .output())
                .isEqualTo("text   n\n----  --\na     10\nbc     7\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--format,json,query,select 1 as a",
        "query,--format,json,select 1 as a",
        "query,select 1 as a,--format,json"
    })
    void optionsStandBeforeOrAfterArguments(String first, String second, String third, String fourth) throws Exception {
        assertThat(warehouse.release().run(first, second, third, fourth).output())
                .isEqualTo("[\n{\"a\":1}\n]\n");
    }

    @ParameterizedTest
    @CsvSource({"--warehouse,runs,releases", "releases,--warehouse,runs", "releases,--warehouse=runs,--quiet"})
    void aFolderMayBeCalledWhatACommandIs(String first, String second, String third) throws Exception {
        warehouse.release();
        Files.move(folder.resolve("warehouse"), folder.resolve("runs"));
        assertThat(warehouse.run(first, second, third).lines()).hasSize(3);
    }

    @Test
    void releasesComeInTheirOrderWithInstantsInUtc() throws Exception {
        assertThat(warehouse.release().run("releases").lines())
                .containsExactly(
                        "release_number,released_at,is_current,figures_digest,record_digest",
                        "1,2026-02-01T09:30:00Z,false,f1,r1",
                        "2,2026-03-01T00:00:00Z,true,f2,r2");
    }

    @Test
    void deliveriesGiveTheReasonInTheLanguageAskedFor() throws Exception {
        assertThat(warehouse.release().run("deliveries").lines())
                .startsWith("delivery,source_code,file_name,sha256,state,reason,received_at")
                .contains("bbbbbbbb,pe,\"febrero, \"\"2\"\".csv\",bbbbbbbb11,held,total fell,2026-02-02T09:00:00Z");
        assertThat(warehouse.run("deliveries", "--lang", "es").lines().get(2)).contains(",bajó el total,");
    }

    @Test
    void vintagesAreNarrowedBySourceAndYear() throws Exception {
        warehouse.release();
        assertThat(warehouse.run("vintages").lines()).hasSize(4);
        assertThat(warehouse.run("vintages", "--source", "pe", "--year", "2024").lines())
                .containsExactly(
                        "vintage_code,source_code,scope,year,period_start,period_end,extraction_date,published_date,"
                                + "last_confirmed_date,complaint_count,received_count,resolved_count,figures_digest,is_current",
                        "pe:all:2024@2024-05-31,pe,all,2024,2024-01-01,2024-05-31,2024-06-04,2024-06-09,,1200,,,d,true");
        assertThat(warehouse.run("vintages", "--source", "pe' or '1'='1").lines())
                .hasSize(1);
    }

    @Test
    void vintagesAreDrawnBehindTheirTableForAPersonAndNobodyElse() throws Exception {
        warehouse.release().isTerminal = true;
        Answer answer = warehouse.run("vintages", "--source", "pe", "--scope", "all");
        assertThat(answer.lines().get(0)).matches("vintage_code +source_code .* is_current");
        assertThat(answer.lines())
                .hasSize(4 + 5 + 2)
                .contains("2025  2025-06-09              ██████████··············          12  current");
        assertThat(warehouse.run("vintages", "--format", "csv").lines()).hasSize(4);
        assertThat(warehouse.run("vintages", "--format", "json").output()).doesNotContain("published_from");
        assertThat(warehouse.run("vintages", "--scope", "none").lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--run,2,COUNT_BAD",
        "--delivery,BBBBBBBB1,COUNT_BAD",
        "--severity,Warning,LABEL_UNKNOWN",
        "--code,count_bad,COUNT_BAD"
    })
    void findingsAreNarrowedByEachOption(String option, String value, String code) throws Exception {
        Answer answer = warehouse.release().run("findings", option, value);
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.output())
                .startsWith("run,severity,code,file_name,sheet_name,cell,row_number,raw_text,advice,finding,state,"
                        + "first_seen_run,last_seen_run,expected,at_stake_count\n")
                .containsOnlyOnce("\n" + (code.equals("COUNT_BAD") ? "2,error," : "1,warning,") + code);
    }

    @Test
    void findingsAdviseInSpanish() throws Exception {
        assertThat(warehouse.release().run("findings", "--lang=es", "--run=2").output())
                .endsWith(",1O,corríjalo,f2,open,2,2,un número,\n");
    }

    @Test
    void hostileTextsCannotSteerTheTerminal() throws Exception {
        Answer answer = warehouse.release().run("findings", "--format", "table", "--run", "1");
        assertThat(answer.lines()).hasSize(3);
        assertThat(answer.output()).doesNotContain("\u001b").contains("LIMA [31mROJO[0m x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"releases", "deliveries", "vintages", "findings"})
    void listsAreEmptyBeforeTheFirstRelease(String command) {
        Answer answer = warehouse.run(command);
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines()).hasSize(1);
        assertThat(answer.messages()).contains("Nothing has been released yet");
        assertThat(warehouse.run(command, "--quiet").messages()).isEmpty();
        assertThat(warehouse.run(command, "--format", "json").output()).isEqualTo("[]\n");
    }

    @Test
    void queryFailsBeforeTheFirstRelease() {
        Answer answer = warehouse.run("query", "select 1", "--lang", "es");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.messages()).contains("Todavía no se ha publicado nada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "jobs",
                "query",
                "query|a|b",
                "query|selec 1",
                "query|drop table published.release",
                "releases|--nonsense",
                "releases|--format|xml",
                "releases|--format",
                "releases|--lang|fr",
                "vintages|--year|x",
                "findings|--delivery|bbbbbbb",
                "findings|--delivery|zzzzzzzz",
                "findings|--delivery|bbbbbbbb",
                "findings|--delivery|cccccccc",
                "findings|--severity|fatal"
            })
    void wrongUsageExitsWithTwoAndPrintsNoResult(String line) throws Exception {
        Answer answer = warehouse.release().run(line.isEmpty() ? new String[0] : line.split("\\|", -1));
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.messages()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void wrongUsageIsToldInTheLanguageOfTheUser() {
        assertThat(warehouse.run("releases", "--nada", "--lang", "es").messages())
                .contains("Opción o argumento desconocido: --nada");
        warehouse.environment.put("LANG", "es_PE.UTF-8");
        assertThat(warehouse.run().messages()).contains("¿Qué comando?").contains("deliveries");
    }

    @Test
    void helpIsPrintedInBothLanguagesAndNeedsNoSettings() throws IOException {
        Files.createDirectories(folder.resolve("warehouse"));
        Files.writeString(folder.resolve("warehouse/sumario.yml"), "nonsense: 1\n");
        Answer english = warehouse.run("findings", "--help");
        assertThat(english.exitCode()).isZero();
        assertThat(english.output())
                .contains("Usage: sumario findings", "--delivery", "--warehouse", "only of this run");
        assertThat(warehouse.run("--help", "--lang", "es").output()).contains("Uso: sumario", "Ejecuta SQL");
    }

    @Test
    void wrongSettingsExitWithTwoAndNameTheLine() throws IOException {
        Files.createDirectories(folder.resolve("warehouse"));
        Files.writeString(folder.resolve("warehouse/sumario.yml"), "nonsense: 1\n");
        Answer answer = warehouse.run("releases");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.messages()).contains("sumario.yml:1", "nonsense");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Answer answer = warehouse.release().run(failing("Broken pipe"), "query", "from range(100000)");
        assertThat(answer).isEqualTo(new Answer(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource({"csv", "table", "json"})
    void aFullDiskIsAFailureWithoutAStackTrace(String format) throws Exception {
        warehouse.release();
        Answer answer = warehouse.run(failing("No space left on device"), "releases", "--format", format);
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.messages()).contains("No space left on device").doesNotContain("\tat ");
        warehouse.environment.put("SUMARIO_DEBUG", "1");
        assertThat(warehouse.run(failing("No space left on device"), "releases").messages())
                .contains("\tat ");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int character) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
