package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.cli.SmallWarehouse.Answer;

/** What the auditor's manual tells to type works in that order on the sample, and prints what it says. */
class AuditManualTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"docs/audit.md, en", "docs/audit.es.md, es"})
    void everyCommandRunsAndPrintsWhatTheManualShows(Path manual, String language) throws IOException {
        SmallWarehouse sumario = new SmallWarehouse(home);
        String printed = "";
        String head = "";
        int commands = 0;
        int shown = 0;
        String block = "";
        for (String line : Files.readAllLines(manual)) {
            if (line.startsWith("```")) {
                block = block.isEmpty() ? line : "";
                printed = block.equals("```sh") ? "" : printed;
            } else if (block.equals("```sh")) {
                Answer answer = sumario.run(arguments(line.replace("HASH", head), language));
                assertThat(answer.exitCode())
                        .as(line + "\n" + answer.messages())
                        .isZero();
                printed += answer.output() + answer.messages();
                head = line.contains("--print-head") ? answer.lines().get(1).substring(0, 64) : head;
                commands++;
            } else if (block.equals("```text")) {
                assertThat(printed).contains(line);
                shown++;
            }
        }
        assertThat(commands).isEqualTo(10);
        assertThat(shown).isEqualTo(6);
    }

    @Test
    void bothLanguagesTellTheSameCommands() throws IOException {
        assertThat(commands(Path.of("docs/audit.md"))).isEqualTo(commands(Path.of("docs/audit.es.md")));
    }

    private static List<String> commands(Path manual) throws IOException {
        return Files.readAllLines(manual).stream()
                .filter(line -> line.startsWith("./sumario "))
                .toList();
    }

    private static String[] arguments(String command, String language) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replaceFirst("^\\./sumario ", ""));
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        words.addAll(List.of(
                "--input",
                Path.of("input").toAbsolutePath().toString(),
                "--jobs",
                Path.of("jobs").toAbsolutePath().toString(),
                "--lang",
                language));
        return words.toArray(String[]::new);
    }
}
