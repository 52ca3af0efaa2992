package org.sumario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWorkbooksTest {
    private static final Path FACTS = Path.of("../shared/facts/mpfn_selected_offences.csv");
    private static final Path SAMPLE = Path.of("input/sample-complaints");

    @TempDir
    Path folder;

    @Test
    void writingTheSampleAgainGivesTheSameFiles() throws IOException {
        assumeTrue(Files.exists(FACTS), "skipped: no table of facts in ../shared/facts");
        SampleWorkbooks.write(FACTS, folder);
        List<Path> files;
        try (Stream<Path> written = Files.list(folder)) {
            files = written.toList();
        }
        assertThat(files)
                .hasSize(6)
                .allSatisfy(file -> assertThat(file).hasSameBinaryContentAs(SAMPLE.resolve(file.getFileName())));
    }
}
