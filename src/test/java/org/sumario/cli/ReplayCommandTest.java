package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Ledger;
import org.sumario.cli.SmallWarehouse.Answer;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path home;

    @Test
    void aHistoryWhoseArchiveIsGoneDiffersAndIsToldInBothLanguages() throws Exception {
        SmallWarehouse warehouse = new SmallWarehouse(home).release();
        Answer answer = warehouse.run("replay", "--all");
        assertThat(answer.exitCode()).isEqualTo(4);
        assertThat(answer.lines())
                .first()
                .isEqualTo("run,release_number,relation,expected_digest,replayed_digest,verdict");
        assertThat(answer.output()).contains("1,1,archived_file,", ",differs\n");
        assertThat(answer.messages())
                .contains("the archived file of enero.xlsx (aaaaaaaa) is not the one", "now missing")
                .endsWith("DIFFERS: 1 of 1 runs do not come out as the ledger says.\n");
        assertThat(warehouse.run("replay", "1", "--lang", "es").messages())
                .contains("el archivo guardado de enero.xlsx")
                .endsWith("DIFFERS: 1 de 1 cargas no resultan como dice el registro.\n");
        assertThat(warehouse.run("replay", "7").exitCode()).isEqualTo(2);
    }

    @Test
    void aRunThatFailedLeftNothingToRunAgain() throws Exception {
        var line = JsonMapper.builder().build().createObjectNode();
        line.put("type", "load").put("run", 1).put("status", "failed");
        new Ledger(Files.createDirectories(home.resolve("warehouse"))).append(line);
        Answer answer = new SmallWarehouse(home).run("replay", "1");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.messages()).isEqualTo("Nothing to run again: no run came to its end.\n");
    }

    @Test
    void wrongUsageAndAFolderWithoutALedgerAreRefused() {
        SmallWarehouse warehouse = new SmallWarehouse(home);
        assertThat(warehouse.run("replay").messages()).isEqualTo("Name either a RUN or --all.\n");
        assertThat(warehouse.run("replay", "1", "--all").exitCode()).isEqualTo(2);
        assertThat(warehouse.run("replay", "--all").exitCode()).isEqualTo(2);
        assertThat(warehouse.run("replay", "first").exitCode()).isEqualTo(2);
    }
}
