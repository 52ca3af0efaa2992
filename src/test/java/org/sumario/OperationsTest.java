package org.sumario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.Progress;

/** What the operations page promises. */
class OperationsTest {
    private static final String TAR = "tar -cf /backup/sumario.tar --ignore-failed-read ";

    @TempDir
    Path folder;

    @Test
    void whatTheBackupCopiesRestoresTheSameFigures() throws IOException {
        Path warehouse = folder.resolve("warehouse");
        LoadReport before = load(warehouse);
        for (String pattern : copied()) {
            copy(warehouse, folder.resolve("restored"), pattern);
        }
        LoadReport after = load(folder.resolve("restored"));
        assertThat(after.arrived()).isEmpty();
        assertThat(digest(after)).isEqualTo(digest(before));
    }

    @Test
    void thePageIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/operations.md"))).hasSizeLessThanOrEqualTo(150);
    }

    private static List<String> copied() throws IOException {
        return Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(line -> line.startsWith(TAR))
                .flatMap(line -> Arrays.stream(line.substring(TAR.length()).split(" ", -1)))
                .toList();
    }

    private static void copy(Path from, Path to, String pattern) throws IOException {
        PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:{" + pattern + "," + pattern + "/**}");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = from.relativize(file);
                if (wanted.matches(name)) {
                    Path copy = to.resolve(name);
                    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static LoadReport load(Path warehouse) {
        Progress quiet = new Progress() {
            @Override
            public void begins(String step, int pieces) {}

            @Override
            public void advances(String piece) {}
        };
        return Loads.run(
                new LoadRequest(Path.of("input"), warehouse, Path.of("jobs"), List.of(), null, null),
                quiet,
                Clock.systemUTC());
    }

    private static String digest(LoadReport report) {
        return Objects.requireNonNull(report.release()).manifest().figuresDigest();
    }
}
