import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of {@code ./sumario} (or of another program) in a process of its own. */
final class Command {
    private static final int TIMEOUT_SECONDS = 120;
    static final int HUNG = -1;

    private Command() {}

    /**
     * What a process said.
     *
     * @param exit its exit code, 128 + the signal where one ended it, {@link #HUNG} where it did not end
     */
    record Said(int exit, String out, String err, long millis) {
        /** Whether a person could read what went wrong: a line or more, and no stack trace. */
        boolean isClear() {
            return !err.isBlank() && !err.contains("\tat ") && !err.contains("Exception");
        }

        String ending() {
            return switch (exit) {
                case HUNG -> "hung";
                case 0 -> "done";
                case 137 -> "killed";
                case 143 -> "terminated";
                default -> "exit " + exit + (isClear() ? "" : ", unclear");
            };
        }
    }

    static Process start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("LD_PRELOAD");
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    static Said end(Path folder, Process process, long startedNanos) throws IOException, InterruptedException {
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        long millis = (System.nanoTime() - startedNanos) / 1_000_000;
        return new Said(
                ended ? process.exitValue() : HUNG,
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")),
                millis);
    }

    static Said run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        return end(folder, start(folder, environment, command), started);
    }

    /** A tool of the system, which must work. */
    static void must(Path folder, String... command) throws IOException, InterruptedException {
        Said said = run(folder, Map.of(), List.of(command));
        if (said.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said.err());
        }
    }
}
