package org.sumario.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

class SettingsReaderTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    @TempDir
    Path folder;

    private Path home;
    private Path here;

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        here = Files.createDirectories(folder.resolve("here"));
        Files.createDirectories(home.resolve("warehouse"));
    }

    @Test
    void defaultsResolveAgainstTheLaunchersFolder() {
        assertThat(read(Map.of(), Map.of()))
                .isEqualTo(new Settings(
                        home.resolve("input"),
                        home.resolve("warehouse"),
                        home.resolve("jobs"),
                        Locale.ENGLISH,
                        null,
                        false,
                        Limits.DEFAULT));
    }

    @Test
    void everyOptionIsMappedAndItsPathResolvesAgainstTheCurrentDirectory() {
        Map<String, String> options = Map.of(
                "input", "in", "warehouse", "../wh", "jobs", "/jobs", "lang", "es", "format", "json", "quiet", "true");
        assertThat(read(options, Map.of()))
                .isEqualTo(new Settings(
                        here.resolve("in"),
                        folder.resolve("wh"),
                        Path.of("/jobs"),
                        SPANISH,
                        Format.JSON,
                        true,
                        Limits.DEFAULT));
    }

    @Test
    void everyVariableIsMapped() {
        Map<String, String> environment = Map.of(
                "SUMARIO_INPUT", "in",
                "SUMARIO_WAREHOUSE", "wh",
                "SUMARIO_JOBS", "jb",
                "SUMARIO_LANG", "ES",
                "SUMARIO_FORMAT", "csv",
                "SUMARIO_QUIET", "1");
        assertThat(read(Map.of(), environment))
                .isEqualTo(new Settings(
                        here.resolve("in"),
                        here.resolve("wh"),
                        here.resolve("jb"),
                        SPANISH,
                        Format.CSV,
                        true,
                        Limits.DEFAULT));
    }

    @Test
    void everyKeyOfTheFileIsMapped() throws IOException {
        write("input: in\njobs: jb\nlang: es\nformat: table\nquiet: true\n");
        assertThat(read(Map.of(), Map.of()))
                .isEqualTo(new Settings(
                        here.resolve("in"),
                        home.resolve("warehouse"),
                        here.resolve("jb"),
                        SPANISH,
                        Format.TABLE,
                        true,
                        Limits.DEFAULT));
    }

    @Test
    void everyLimitIsMappedFromTheFileAndFromAVariable() throws IOException {
        StringBuilder file = new StringBuilder();
        Map<String, String> environment = new HashMap<>();
        for (String name : Limits.names()) {
            file.append("limit_").append(name).append(": 7\n");
            environment.put("SUMARIO_LIMIT_" + name.toUpperCase(Locale.ROOT), "8");
        }
        write(file.toString());
        assertThat(read(Map.of(), Map.of()).limits()).isEqualTo(new Limits(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7));
        assertThat(read(Map.of(), environment).limits()).isEqualTo(new Limits(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "2147483648"})
    void refusesALimitThatIsNone(String value) throws IOException {
        write("limit_rows: " + value + "\n");
        assertThatThrownBy(() -> read(Map.of(), Map.of())).hasMessageContaining("SETTINGS_VALUE_BAD");
    }

    @Test
    void optionsWinOverVariablesAndTheseOverTheFile() throws IOException {
        write("input: file\njobs: file\nformat: table\n");
        Settings settings =
                read(Map.of("input", "option"), Map.of("SUMARIO_INPUT", "variable", "SUMARIO_JOBS", "variable"));
        assertThat(settings.input()).isEqualTo(here.resolve("option"));
        assertThat(settings.jobs()).isEqualTo(here.resolve("variable"));
        assertThat(settings.format()).isEqualTo(Format.TABLE);
    }

    @Test
    void emptyVariablesAndAnEmptyFileCountAsAbsent() throws IOException {
        write("# nothing yet\n");
        assertThat(read(Map.of(), Map.of("SUMARIO_INPUT", "")).input()).isEqualTo(home.resolve("input"));
    }

    @ParameterizedTest
    @CsvSource({"es_PE.UTF-8, es", "ES, es", "en_US.UTF-8, en", "C, en", "tr_TR.UTF-8, en"})
    void languageFollowsTheSystemOnlyWhenNobodyGaveOne(String system, String language) {
        assertThat(read(Map.of(), Map.of("LANG", system)).language()).isEqualTo(Locale.forLanguageTag(language));
        assertThat(read(Map.of("lang", "en"), Map.of("LANG", system)).language())
                .isEqualTo(Locale.ENGLISH);
    }

    @Test
    void refusesAnUnknownKeyWithItsLine() throws IOException {
        write("lang: es\n\nwarehuose: x\n");
        refuses("SETTINGS_KEY_UNKNOWN", "sumario.yml:3");
    }

    @Test
    void refusesAKeyThatStandsTwice() throws IOException {
        write("lang: es\nlang: en\n");
        refuses("SETTINGS_KEY_TWICE", "sumario.yml:2");
    }

    @ParameterizedTest
    @CsvSource({
        "'lang: fr', SETTINGS_VALUE_BAD, sumario.yml:1 lang",
        "'quiet: perhaps', SETTINGS_VALUE_BAD, sumario.yml:1 quiet",
        "'input: \" \"', SETTINGS_VALUE_BAD, sumario.yml:1 input",
        "'lang: [es', SETTINGS_UNREADABLE, sumario.yml:",
        "'- lang', SETTINGS_UNREADABLE, sumario.yml:1",
        "'lang: {a: b}', SETTINGS_UNREADABLE, sumario.yml:1",
        "'lang: !!javax.script.ScriptEngineManager []', SETTINGS_UNREADABLE, sumario.yml:1"
    })
    void refusesAFileThatCannotBeMeant(String text, String code, String place) throws IOException {
        write(text + "\n");
        refuses(code, place);
    }

    @Test
    void refusesABadValueAndNamesWhereItCameFrom() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(Map.of(), Map.of("SUMARIO_FORMAT", "xml")))
                .satisfies(refused -> assertThat(refused.reason().arguments())
                        .containsExactly("SUMARIO_FORMAT", "xml", "table, csv, json"));
    }

    private void refuses(String code, String place) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> read(Map.of(), Map.of()))
                .satisfies(refused -> {
                    assertThat(refused.reason().code()).isEqualTo(code);
                    assertThat(refused.reason().arguments().get(0)).contains(place);
                });
    }

    private void write(String text) throws IOException {
        Files.writeString(home.resolve("warehouse/sumario.yml"), text);
    }

    private Settings read(Map<String, String> options, Map<String, String> environment) {
        return new SettingsReader(environment, here, home).read(options);
    }
}
