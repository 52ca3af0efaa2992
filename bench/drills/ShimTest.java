import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tests the fault shim with a small program: a drill is worth what its faults are. */
final class ShimTest {
    private final Drill drill;
    private final Path classes;
    private final List<String> wrong = new ArrayList<>();

    ShimTest(Drill drill, Path classes) {
        this.drill = drill;
        this.classes = classes;
    }

    void run() throws Exception {
        Map<String, String> names = new TreeMap<>(Map.of(
                "changed", "was ", "synced", "one", "renamed", "half", "loose", "", "kept", "kept", "also-kept", "kept",
                "reused", "", "end", ""));
        names.put("folder/moved", "moved");
        equal("power", names, power("power"));
        names.remove("renamed");
        names.putAll(Map.of("late", "late", "late-folder/file", "inner"));
        equal("power-names", names, power("power-names"));

        equal("kill", "137 was ", plain("write", "changed", 1, "kill", "changed"));
        equal("kill-after", "137 was more", plain("write", "changed", 1, "kill-after", "changed"));
        equal("torn", "137 was mo", plain("write", "changed", 1, "torn", "changed"));
        equal("term, which the program does not handle", "143 was ", plain("write", "changed", 1, "term", "changed"));
        equal("io", "0 one", plain("write", "synced", 2, "io", "synced"));
        equal("io, once", "0 two", plain("write", "synced", 1, "io", "synced"));
        equal("io-on", "0 -", plain("write", "synced", 1, "io-on", "late"));
        equal("full, cut short", "0 on", plain("write", "synced", 1, "full", "synced"));
        equal("full, from then on", "0 -", plain("write", "synced", 1, "full", "late"));
        equal("rename", "0 -", plain("rename", "renamed", 1, "io", "renamed"));
        equal("not reached", "0 onetwo", plain("write", "synced", 3, "kill", "synced"));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("the fault shim is wrong:\n" + String.join("\n", wrong));
        }
    }

    private Path begin() throws IOException {
        Path folder = drill.folder();
        Files.writeString(folder.resolve("changed"), "was ");
        Files.createFile(folder.resolve("end"));
        return folder;
    }

    private Command.Said disturb(Path folder, Path shadow, String point) throws Exception {
        Map<String, String> environment = Map.of(
                "LD_PRELOAD", classes.resolve("fault.so").toString(),
                "SUMARIO_FAULT_ROOT", folder.toString(),
                "SUMARIO_FAULT_SHADOW", shadow.toString(),
                "SUMARIO_FAULT_POINT", point);
        return Command.run(
                Drill.said(folder), environment, List.of(classes.resolve("fault_test").toString(), folder.toString()));
    }

    private Map<String, String> power(String variant) throws Exception {
        Path folder = begin();
        Path shadow = drill.folder();
        Path rebuilt = drill.folder();
        disturb(folder, shadow, "unlink end 1 power");
        PowerCut.rebuild(shadow, variant, rebuilt);
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(rebuilt)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(rebuilt.relativize(file).toString(), Files.readString(file));
            }
        }
        equal("hard link", true, Files.isSameFile(rebuilt.resolve("kept"), rebuilt.resolve("also-kept")));
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(rebuilt.resolve("folder")));
        equal("permissions of a folder", "rwxr-x---", mode);
        mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(rebuilt.resolve("synced")));
        equal("permissions of a file", "rw-r-----", mode);
        return found;
    }

    private String plain(String call, String pattern, int ordinal, String kind, String file) throws Exception {
        Path folder = begin();
        Command.Said said = disturb(folder, drill.folder(), call + " " + pattern + " " + ordinal + " " + kind);
        Path read = folder.resolve(file);
        return said.exit() + " " + (Files.exists(read) && Files.size(read) > 0 ? Files.readString(read) : "-");
    }

    private void equal(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            wrong.add(what + ": expected " + expected + ", found " + found);
        }
    }
}
