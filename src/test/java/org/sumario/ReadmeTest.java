package org.sumario;

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
import org.sumario.cli.SumarioCommand;

/** What the README tells a newcomer to type works as it stands there. */
class ReadmeTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    @Test
    void firstTwoCommandsAreTheLoadAndTheTests() throws IOException {
        for (String readme : List.of("README.md", "README.es.md")) {
            List<String> lines = Files.readAllLines(Path.of(readme));
            assertThat(lines).hasSizeLessThan(150);
            int block = lines.indexOf("```sh");
            assertThat(lines.subList(block + 1, block + 4)).containsExactly("./sumario load", "mvn verify", "```");
        }
    }

    @Test
    void everyCommandOnTheSampleRuns() throws IOException {
        List<String> commands = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("./sumario "))
                // These name files that a newcomer has and the repository has not.
                .filter(line -> !line.contains("downloads/") && !line.contains("my-"))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(7);
        for (String command : commands) {
            assertThat(SumarioCommand.run(arguments(command))).as(command).isZero();
        }
    }

    private String[] arguments(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replaceFirst(" +# .*", "").replaceFirst("^\\./sumario ", ""));
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        words.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
        return words.toArray(String[]::new);
    }
}
