package org.sumario.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process gives a command: variables, folders and its two outputs.
 *
 * @param home the launcher's folder, which defaults resolve against
 * @param isTerminal whether a person reads standard output
 */
record Surroundings(
        Map<String, String> environment,
        Path currentDirectory,
        Path home,
        OutputStream standardOutput,
        OutputStream standardError,
        boolean isTerminal) {

    static Surroundings ofProcess() {
        Path currentDirectory = Path.of("").toAbsolutePath();
        Path home = Optional.ofNullable(System.getProperty("sumario.home"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> currentDirectory.resolve(folder).normalize())
                .orElse(currentDirectory);
        return new Surroundings(
                System.getenv(),
                currentDirectory,
                home,
                // The descriptors instead of System.out, which encodes as the platform likes and swallows errors.
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                isTerminalAttached());
    }

    private static boolean isTerminalAttached() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on a console may exist without a terminal, and says so by a method that 17 lacks.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
