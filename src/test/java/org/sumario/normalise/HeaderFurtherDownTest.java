package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/** A header is found wherever it stands in the first thousand rows, and what stands below it is seen, too. */
class HeaderFurtherDownTest {
    private static final Path JOB = Path.of("src/test/resources/quirks/29-header-below-three-hundred-rows.job.yml");

    @TempDir
    Path folder;

    /** The last row that is shown at first has nothing below it; the last one where a header may stand has. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 38, 39, 40, 300, 999})
    void findsAHeaderBelowAPreambleAndTheIndentBelowIt(int preamble) throws IOException {
        List<SheetLayout> found = recognise(preamble).sheets();
        assertThat(found).extracting(SheetLayout::headerRow).containsExactly(preamble + 1);
        assertThat(found).extracting(SheetLayout::indent).containsExactly(3);
    }

    @Test
    void saysHowFarDownAHeaderIsLookedFor() {
        assertThatThrownBy(() -> recognise(1_000))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().details())
                                .containsExactly(Reason.of("HEADER_WITHIN", 1_000)));
    }

    private Recognition recognise(int preamble) throws IOException {
        String below = "   Homicidio,1\nHurto,2\n".repeat(2_000);
        Path report = Files.writeString(
                folder.resolve("report.csv"),
                "Actualizado al 1 de marzo de 2024,\n".repeat(preamble) + "Delito,2023\nVida,1\n" + below);
        InputFile file = InputFiles.open(report, "report.csv", Limits.DEFAULT);
        return Recognition.of(file, "report.csv", List.of(JobFiles.parse(JOB)), null);
    }
}
