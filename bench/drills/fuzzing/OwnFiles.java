import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the seeds into a folder, for a fuzzer that begins from files: FOLDER FROM … */
final class OwnFiles {
    private OwnFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        java.util.List<Path> from = java.util.Arrays.stream(arguments).skip(1).map(Path::of).toList();
        for (Seed seed : Seed.in(from)) {
            Files.write(folder.resolve(seed.name()), seed.bytes());
        }
    }
}
