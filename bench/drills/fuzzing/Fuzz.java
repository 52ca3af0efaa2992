import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the process that reads mutated files, starts it again behind an input that ended it, and sums up. */
final class Fuzz {
    private static final int MOST_FAILURES = 200;

    private final Path root;
    private final Path work;
    private final Path results;
    private long count = Long.MAX_VALUE;
    private long seconds = 60;
    private long seed = 1;
    private long first;
    private boolean isTraced;
    private final List<String> folders = new ArrayList<>();

    private Fuzz(String[] arguments) throws IOException {
        root = Path.of(arguments[0]);
        work = Path.of(arguments[1]).toRealPath();
        results = root.resolve("target/fuzz");
        folders.add(root.resolve("input").toString());
        folders.add(root.resolve("src/test/resources").toString());
        folders.add(root.resolve("../shared/data").toString());
        for (int i = 2; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> {
                    seconds = 30;
                    count = 4_000;
                }
                case "--count" -> {
                    count = Long.parseLong(arguments[++i]);
                    seconds = 1_000_000;
                }
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--from" -> first = Long.parseLong(arguments[++i]);
                case "--traced" -> isTraced = true;
                default -> {
                    if (arguments[i].matches("[0-9]+")) {
                        seconds = Long.parseLong(arguments[i]);
                    } else if (Files.isDirectory(Path.of(arguments[i]))) {
                        folders.add(arguments[i]);
                    } else {
                        throw new IllegalArgumentException("neither an option nor a folder: " + arguments[i]);
                    }
                }
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new Fuzz(arguments).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        Files.createDirectories(results);
        Files.deleteIfExists(results.resolve("results.tsv"));
        Path canary = Path.of(FuzzOne.CANARY_FILE);
        Files.writeString(canary, FuzzOne.CANARY_TEXT);
        long deadline = System.currentTimeMillis() + seconds * 1000;
        long next = first;
        long end = count == Long.MAX_VALUE ? count : first + count;
        Totals totals = new Totals();
        Path trace = work.resolve("trace");
        while (next < end && System.currentTimeMillis() < deadline && totals.failures.size() < MOST_FAILURES) {
            int exit = child(next, end, deadline, trace);
            totals = new Totals();
            totals.add(Files.readAllLines(results.resolve("results.tsv")));
            next = totals.last + 1;
            if (exit == 0) {
                break;
            }
            if (exit != FuzzChild.HUNG && exit != FuzzChild.FAILED) {
                totals.failures.add("the process ended with " + exit);
                break;
            }
        }
        Files.deleteIfExists(canary);
        if (isTraced) {
            totals.failures.addAll(Trace.foreign(trace, work, List.of(root.toString(), System.getProperty("java.home"))));
        }
        totals.print(seed);
        return totals.failures.isEmpty();
    }

    private int child(long from, long to, long deadline, Path trace) throws IOException, InterruptedException {
        Path folder = work.resolve("child");
        List<String> command = new ArrayList<>();
        if (isTraced) {
            command.addAll(List.of("strace", "-f", "-qq", "-o", trace.toString(), "-e"));
            command.add("trace=open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,symlink,link,connect,execve");
        }
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-cp", System.getProperty("java.class.path"), "FuzzChild"));
        command.addAll(Arrays.asList(folder.toString(), results.toString(), "" + seed, "" + from, "" + to, "" + deadline));
        command.addAll(folders);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** What all inputs came to. */
    private static final class Totals {
        private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
        private final Map<String, Integer> unclear = new TreeMap<>();
        private final List<String> failures = new ArrayList<>();
        private long inputs;
        private long last = -1;
        private long slowest;
        private String slowestName = "";
        private long memory;

        void add(List<String> lines) {
            for (String line : lines) {
                String[] part = line.split("\t", -1);
                if (part[0].equals("#")) {
                    memory = Math.max(memory, Long.parseLong(part[2]));
                    continue;
                }
                inputs++;
                last = Math.max(last, Long.parseLong(part[0]));
                outcomes.computeIfAbsent(part[1], none -> new TreeMap<>()).merge(part[2].split(" ")[0], 1, Integer::sum);
                if (part[2].startsWith("FAILED") || part[2].equals("HUNG")) {
                    failures.add("input " + part[0] + " from " + part[4] + ": " + part[2]);
                }
                if (!part[5].isEmpty()) {
                    unclear.merge(part[5], 1, Integer::sum);
                }
                if (Long.parseLong(part[3]) > slowest) {
                    slowest = Long.parseLong(part[3]);
                    slowestName = part[0] + " from " + part[4];
                }
            }
        }

        void print(long seed) {
            outcomes.forEach((kind, codes) -> System.out.println(kind + ": "
                    + codes.values().stream().mapToInt(Integer::intValue).sum() + " inputs, " + codes));
            System.out.println("Said in a library's words: "
                    + unclear.values().stream().mapToInt(Integer::intValue).sum());
            unclear.entrySet().stream()
                    .sorted((one, other) -> other.getValue() - one.getValue())
                    .limit(12)
                    .forEach(one -> System.out.println("  " + one.getValue() + " " + one.getKey()));
            System.out.println("Seed " + seed + ", inputs " + inputs + ", slowest " + slowest / 1000 + " ms (" + slowestName
                    + "), resident memory at most " + memory + " MB");
            failures.forEach(System.out::println);
            System.out.println((inputs - failures.size()) + " passed, " + failures.size() + " failed");
        }
    }
}
