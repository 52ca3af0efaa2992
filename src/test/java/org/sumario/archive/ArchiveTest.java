package org.sumario.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);
    private static final String ABC_HASH = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void storesFileUnderItsHashReadOnly() throws IOException {
        Path file = Files.write(folder.resolve("delivery.csv"), ABC);
        Archive archive = new Archive(folder.resolve("warehouse"));

        assertThat(Archive.sha256(file)).isEqualTo(ABC_HASH);
        assertThat(archive.store(file)).isEqualTo(ABC_HASH);

        Path stored = folder.resolve("warehouse/archive/ba").resolve(ABC_HASH);
        assertThat(archive.find(ABC_HASH)).isEqualTo(stored).hasBinaryContent(ABC);
        assertThat(Files.getPosixFilePermissions(stored)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
        assertThat(archive.contains(ABC_HASH)).isTrue();
    }

    @Test
    void leavesFileAloneThatIsThere() throws IOException {
        Archive archive = new Archive(folder);
        archive.store(ABC);
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(archive.find(ABC_HASH), longAgo);

        assertThat(archive.store(ABC)).isEqualTo(ABC_HASH);

        assertThat(Files.getLastModifiedTime(archive.find(ABC_HASH))).isEqualTo(longAgo);
        assertThat(filesIn(folder.resolve("archive"))).containsExactly("ba/" + ABC_HASH);
    }

    @Test
    void storesMoreThanOneBufferByteForByte() {
        byte[] large = new byte[300_001];
        for (int index = 0; index < large.length; index++) {
            large[index] = (byte) (index * 31 + index / 7);
        }
        Archive archive = new Archive(folder);

        String sha256 = archive.store(large);

        assertThat(sha256).isEqualTo(Sha256.of(large));
        assertThat(archive.find(sha256)).hasBinaryContent(large);
    }

    @Test
    void leavesNothingBehindWhenFileCannotBeRead() throws IOException {
        Archive archive = new Archive(folder);
        Path missing = folder.resolve("missing.xlsx");

        assertThatThrownBy(() -> archive.store(missing)).isInstanceOf(UncheckedIOException.class);
        Path unreadable = Files.createDirectory(folder.resolve("folder.xlsx"));
        assertThatThrownBy(() -> archive.store(unreadable)).isInstanceOf(UncheckedIOException.class);

        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void takesNoPathForHash() {
        Archive archive = new Archive(folder);

        assertThatThrownBy(() -> archive.find("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
        assertThat(archive.contains("0".repeat(64))).isFalse();
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
