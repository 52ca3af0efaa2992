package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

class JobsCommandTest {
    @TempDir
    Path folder;

    @Test
    void checkRefusesAFileThatIsNotThere() {
        Answer answer = new SmallWarehouse(folder).run("jobs", "check", "none.yml", "--lang", "es");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.lines().get(1)).startsWith("none.yml,,false,");
        assertThat(answer.messages()).contains("No existe el archivo").contains("rechazados: 1");
    }

    @Test
    void checkRefusesAFolderThatIsNotThere() {
        Answer answer = new SmallWarehouse(folder).run("jobs", "check", "--jobs", "none");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.messages()).contains("There is no folder");
    }

    @Test
    void checkTellsOfEveryBadFileInTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/a.yml"), "nonsense: 1\n");
        Files.writeString(folder.resolve("jobs/b.yml"), "nonsense: 2\n");
        Files.writeString(folder.resolve("jobs/README.md"), "no job file");
        Answer answer = new SmallWarehouse(folder).run("jobs", "check");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.lines()).hasSize(3);
        assertThat(answer.messages()).contains("Job files checked: 2; refused: 2");
    }
}
