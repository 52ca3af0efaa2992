package org.sumario.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Refused;
import tools.jackson.databind.json.JsonMapper;

class RecordTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void storesAFileOnceUnderItsHashAndReadOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "abc");
        Archive archive = new Archive(folder);
        String sha256 = archive.store(file);
        assertThat(sha256).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(archive.store(file)).isEqualTo(sha256);
        assertThat(archive.find(sha256)).hasContent("abc");
        assertThat(Files.getPosixFilePermissions(archive.find(sha256))).hasSize(3);
    }

    @Test
    void chainsLinesAndNoticesAChangedOne() throws IOException {
        Ledger ledger = new Ledger(folder);
        ledger.append(JSON.createObjectNode().put("type", "load").put("run", 1));
        ledger.append(JSON.createObjectNode().put("type", "release").put("run", 1));
        assertThat(ledger.lines()).hasSize(2);
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"load\",\"run\":1", "\"load\",\"run\":2"));
        assertThatThrownBy(ledger::lines).isInstanceOf(Refused.class).hasMessageContaining("LEDGER_BROKEN [2]");
    }

    @Test
    void movesATornLastLineAsideAndGoesOn() throws IOException {
        Ledger ledger = new Ledger(folder);
        ledger.append(JSON.createObjectNode().put("type", "load"));
        Files.writeString(folder.resolve("ledger.jsonl"), "{\"type\":\"rel", StandardOpenOption.APPEND);
        assertThat(ledger.lines()).hasSize(1);
        assertThat(folder.resolve("ledger.torn-1")).hasContent("{\"type\":\"rel");
        ledger.append(JSON.createObjectNode().put("type", "release"));
        assertThat(ledger.lines()).hasSize(2);
    }
}
