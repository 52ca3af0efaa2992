package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.sumario.model.Codelist.Code;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

/** A copy of the project's job files that a test may spoil. */
record JobsFolder(Path path) {

    static final Path ORIGINAL = Path.of("jobs");

    static JobsFolder copyTo(Path folder) {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new JobsFolder(folder);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Replaces the first occurrence of a text that must be there; gives the new text of the file. */
    String replace(String name, String text, String replacement) {
        String before = read(name);
        assertThat(before).contains(text);
        int at = before.indexOf(text);
        String after = before.substring(0, at) + replacement + before.substring(at + text.length());
        write(name, after);
        return after;
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void write(String name, String text) {
        try {
            Files.writeString(file(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The line, counted from 1, on which a text first occurs. */
    static int lineOf(String text, String part) {
        assertThat(text).contains(part);
        return (int) text.substring(0, text.indexOf(part))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    static List<Code> codes(JobDefinition job, String codelist) {
        return Objects.requireNonNull(job.codelists().get(codelist), codelist).codes();
    }

    static Reason refusal(Path file) {
        Refused refused = Assertions.catchThrowableOfType(Refused.class, () -> JobFiles.parse(file));
        assertThat(refused).as("refusal of " + file).isNotNull();
        return refused.reason();
    }

    static void assertRefused(Reason reason, String code, String fileName, int line, String explanation) {
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.arguments().subList(0, 2)).isEqualTo(List.of(fileName, Integer.toString(line)));
        assertThat(reason.arguments().get(2)).contains(explanation);
    }
}
