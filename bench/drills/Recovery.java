import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads after a disturbance and says everything that is not as after an undisturbed load. */
final class Recovery {
    private static final Map<String, Pattern> NUMBERS = Map.of(
            "load", Pattern.compile("\"run\":(\\d+)"), "release", Pattern.compile("\"release_number\":(\\d+)"));

    private final Drill drill;
    private final Path folder;
    private final Path warehouse;
    final List<String> violations = new ArrayList<>();
    long lost;
    long doubled;

    Recovery(Drill drill, Path folder) {
        this.drill = drill;
        this.folder = folder;
        this.warehouse = folder.resolve("warehouse");
    }

    /** What readers see before anybody has recovered anything: nothing (only before a first load), the old or the new. */
    String released(Drill.Situation situation) throws IOException {
        Path file = warehouse.resolve("sumario.duckdb");
        if (!Files.exists(file)) {
            if (situation.before() != null) {
                violations.add("the released file is gone");
            }
            return "none";
        }
        try {
            // Through another name where a stray write-ahead file lies beside it.
            Path seen = file;
            if (situation.name().equals("stray")) {
                seen = warehouse.resolveSibling("seen.duckdb");
                Files.deleteIfExists(seen);
                Files.createLink(seen, file);
            }
            Figures figures = Figures.of(seen);
            if (figures.equals(situation.after())) {
                return "new";
            }
            if (figures.equals(situation.before())) {
                return "old";
            }
            violations.add("the released file is neither old nor new");
        } catch (SQLException e) {
            violations.add("the released file cannot be read: " + firstLine(e.getMessage()));
        } finally {
            Files.deleteIfExists(warehouse.resolveSibling("seen.duckdb"));
        }
        return "neither";
    }

    /** The next load, which must end as if nothing had happened, and one more, which must find nothing to do. */
    void run(Path inbox, Figures expected) throws IOException, InterruptedException {
        Command.Said said = drill.load(folder, inbox);
        if (said.exit() != 0) {
            violations.add("the next load ended with " + said.exit() + ": " + message(said));
        }
        Path file = warehouse.resolve("sumario.duckdb");
        checkFigures(file, expected);
        checkLeftovers();
        checkRuns();
        checkLedger();
        checkArchive();
        Object before = Files.exists(file) ? Files.getAttribute(file, "unix:ino") : "";
        long releases = count("releases", ".json");
        Command.Said again = drill.load(folder, inbox);
        if (again.exit() != 0 || !again.err().contains("Nothing new")) {
            violations.add("a further load is not quiet: " + again.ending() + ": " + message(again));
        }
        Object after = Files.exists(file) ? Files.getAttribute(file, "unix:ino") : "";
        if (!before.equals(after) || count("releases", ".json") != releases) {
            violations.add("a further load made another release");
        }
        if (Files.exists(file) && Files.isWritable(file) && Files.getPosixFilePermissions(file).size() != 3) {
            violations.add("the released file is not read-only");
        }
        long libraries = count(folder.resolve("tmp"), "libduckdb_java", "");
        if (libraries > 0) {
            violations.add("temporary driver libraries left: " + libraries);
        }
    }

    private void checkFigures(Path file, Figures expected) {
        try {
            Figures figures = Figures.of(file);
            lost = figures.lost(expected);
            doubled = figures.doubled(expected);
            if (!figures.digest().equals(expected.digest())) {
                violations.add("another figures digest");
            } else if (!figures.equals(expected)) {
                violations.add("other rows or sums under the same digest");
            }
        } catch (SQLException e) {
            lost = expected.vintages().values().stream().mapToLong(Figures.Vintage::cells).sum();
            violations.add("no released file can be read: " + firstLine(e.getMessage()));
        }
        if (lost > 0 || doubled > 0) {
            violations.add("lost " + lost + ", doubled " + doubled);
        }
    }

    private void checkLeftovers() throws IOException {
        Set<String> left;
        try (Stream<Path> files = Files.walk(warehouse)) {
            left = files.map(file -> warehouse.relativize(file).toString())
                    .filter(name -> name.startsWith("work/")
                            || name.matches("[^/]*\\.wal") && !name.startsWith("stray-")
                            || name.endsWith(".next")
                            || name.endsWith(".new")
                            || name.matches("releases/.*\\.wal")
                            || name.startsWith("archive/incoming-"))
                    .map(name -> name.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{6,}", "*"))
                    .collect(Collectors.toSet());
        }
        if (!left.isEmpty()) {
            violations.add("left behind: " + String.join(", ", left));
        }
    }

    private void checkRuns() throws IOException, InterruptedException {
        Command.Said runs = drill.sumario(folder, Map.of(), "runs", "--format", "csv");
        if (runs.exit() != 0) {
            violations.add("runs ended with " + runs.exit() + ": " + message(runs));
        } else if (runs.out().lines().anyMatch(line -> line.matches("\\d+,(STARTED|STARTING|STOPPING),.*"))) {
            violations.add("an execution is still STARTED");
        }
    }

    private void checkLedger() throws IOException {
        Path ledger = warehouse.resolve("ledger.jsonl");
        if (!Files.exists(ledger)) {
            violations.add("no ledger");
            return;
        }
        byte[] bytes = Files.readAllBytes(ledger);
        String previous = "0".repeat(64);
        int start = 0;
        List<String> numbers = new ArrayList<>();
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                byte[] line = java.util.Arrays.copyOfRange(bytes, start, end);
                if (!new String(line, StandardCharsets.UTF_8).contains("\"previous_sha256\":\"" + previous + "\"")) {
                    violations.add("the ledger's chain is broken");
                    return;
                }
                checkNumbers(new String(line, StandardCharsets.UTF_8), numbers);
                previous = sha256(line);
                start = end + 1;
            }
        }
        if (start != bytes.length) {
            violations.add("the ledger's last line is torn");
        }
    }

    /** Runs and releases are named by their numbers, so a number that comes twice names nothing. */
    private void checkNumbers(String line, List<String> numbers) {
        NUMBERS.forEach((type, pattern) -> {
            Matcher number = pattern.matcher(line);
            if (line.contains("\"type\":\"" + type + "\"") && number.find()) {
                if (numbers.contains(type + number.group(1))) {
                    violations.add("the ledger gives the number of a " + type + " twice");
                }
                numbers.add(type + number.group(1));
            }
        });
    }

    private void checkArchive() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9a-f]{64}") && !sha256(Files.readAllBytes(file)).equals(name)) {
                    violations.add("an archived file is not what its name says");
                }
            }
        }
    }

    private long count(String folderName, String suffix) throws IOException {
        return count(warehouse.resolve(folderName), "", suffix);
    }

    private static long count(Path where, String prefix, String suffix) throws IOException {
        if (!Files.isDirectory(where)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                    .count();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The line that says what went wrong, without what differs from run to run. */
    static String message(Command.Said said) {
        String line = said.err()
                .lines()
                .filter(each -> each.contains("Exception") || each.contains("Error") || each.contains("error"))
                .findFirst()
                .orElse(said.err().lines().reduce("", (before, last) -> last.isBlank() ? before : last));
        return firstLine(line.replaceAll("/[^ ]*/f\\d+/", "")
                .replaceAll("^[0-9:,]+ \\|-|exitDescription=\\d+ \\d+;|\\.\\./\\S*/f\\d+/", "")
                .replaceAll("(runs/|@)[0-9a-f]+", "$1*")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\\d{7,}", "*"));
    }

    static String firstLine(String text) {
        String line = String.valueOf(text).lines().filter(each -> !each.isBlank()).findFirst().orElse("");
        return line.length() > 160 ? line.substring(0, 160) : line;
    }
}
