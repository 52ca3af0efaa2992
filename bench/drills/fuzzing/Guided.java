import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the guided fuzzer calls, by this name, with each input. */
public final class Guided {
    private static final Path FOLDER = folder();

    private Guided() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path input = Files.write(FOLDER.resolve("input"), bytes);
        new FuzzOne(FOLDER.resolve("scratch")).read(input);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("guided");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
