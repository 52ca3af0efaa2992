import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a traced process did to files outside of its folder, from the moment that it began to read inputs. */
final class Trace {
    private static final Pattern CALL = Pattern.compile("^[0-9]+ +([a-z0-9]+)\\((.*)");
    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

    /** What a virtual machine looks at by itself. */
    private static final List<String> MACHINE = List.of("/proc/", "/sys/fs/cgroup", "/usr/lib/", "/lib/", "/etc/localtime", "/usr/share/zoneinfo");

    private Trace() {}

    /** @param readable folders whose files may be opened for reading: the program's own */
    static List<String> foreign(Path trace, Path work, List<String> readable) throws IOException {
        List<String> found = new ArrayList<>();
        boolean hasBegun = false;
        int looked = 0;
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            Matcher call = CALL.matcher(line);
            if (!call.find()) {
                continue;
            }
            hasBegun |= line.contains("child/begun");
            if (!hasBegun) {
                continue;
            }
            looked++;
            if (call.group(1).equals("connect") || call.group(1).equals("execve")) {
                found.add(line);
            }
            Matcher names = NAME.matcher(call.group(2));
            boolean writes = !call.group(1).startsWith("open") || line.contains("O_WRONLY") || line.contains("O_RDWR") || line.contains("O_CREAT");
            while (names.find()) {
                String name = names.group(1);
                boolean isOwn = name.startsWith(work.toString()) || name.contains("target/fuzz/");
                boolean isRead = !writes
                        && (readable.stream().anyMatch(name::startsWith) || MACHINE.stream().anyMatch(name::startsWith));
                if (name.startsWith("/") && !isOwn && !isRead) {
                    found.add(line);
                }
            }
        }
        System.out.println("Traced: " + looked + " calls on files, none on others than expected unless named below");
        return found;
    }
}
