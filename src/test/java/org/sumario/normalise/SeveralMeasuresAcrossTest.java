package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

class SeveralMeasuresAcrossTest {
    private static final Path JOB = Path.of("src/test/resources/quirks/30-two-measures-under-each-month.job.yml");

    @TempDir
    Path folder;

    /** Its months would be counted as if nothing had been resolved in the last one. */
    @Test
    void refusesATableInWhichAMeasureLacksAMonthThatAnotherHas() throws IOException {
        Path table = Files.writeString(
                folder.resolve("table.csv"),
                ",Enero,,Febrero\nDistrito,Ingresados,Atendidos,Ingresados\nNorte,10,4,20\nSur,1,2,3\n");
        assertThatThrownBy(() -> Recognition.of(
                        InputFiles.open(table, "table.csv", Limits.DEFAULT),
                        "table.csv",
                        List.of(JobFiles.parse(JOB)),
                        null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("across periods: {} Atendidos (febrero)");
    }
}
