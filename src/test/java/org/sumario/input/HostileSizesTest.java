package org.sumario.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of gigabytes, read in a process of 256 MB: nothing that they hold may grow with them. */
@Tag("long")
class HostileSizesTest {
    @Test
    void noFileTakesMoreMemoryOrTimeThanALimitAllows(@TempDir Path folder) throws IOException {
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileSizes.class.getName(),
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(said).hasSizeGreaterThan(25).allSatisfy(line -> {
            assertThat(line).matches(".*: (LIMIT_EXCEEDED|FILE_BROKEN|NOT_A_SPREADSHEET|MEMORY_EXCEEDED|read) .*");
            assertThat(Long.parseLong(line.replaceAll(".* ms ", ""))).as(line).isLessThan(30_000);
        });
        assertThat(said).filteredOn(line -> line.startsWith("distinct texts")).isNotEmpty();
    }
}
