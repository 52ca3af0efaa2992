import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes inputs one after another and reads each, watched by a thread that ends the process where one takes too long. */
final class FuzzChild {
    static final int HUNG = 97;
    static final int FAILED = 98;
    private static final long MOST_NANOS = 5_000_000_000L;
    private static final int LOOK_AROUND_EVERY = 500;

    /** What inputs begin from, the more often the more code reads it. */
    private static final List<String> KINDS =
            List.of("xlsx", "xlsx", "xlsx", "xlsx", "xls", "xls", "xls", "ods", "ods", "ods", "csv", "zip", "gz");

    private final Path work;
    private final Path failures;
    private final long seed;
    private final BufferedWriter results;
    private final Path input;
    private volatile long begun;
    private volatile long index;
    private volatile String name = "";

    private FuzzChild(Path work, Path failures, long seed) throws IOException {
        this.work = work;
        this.failures = failures;
        this.seed = seed;
        this.input = work.resolve("input");
        this.results = Files.newBufferedWriter(
                failures.resolve("results.tsv"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** WORK FAILURES SEED FROM TO DEADLINE_MILLIS FOLDER … */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        Path failures = Path.of(arguments[1]);
        List<Path> folders = new ArrayList<>();
        for (int i = 6; i < arguments.length; i++) {
            folders.add(Path.of(arguments[i]));
        }
        FuzzChild child = new FuzzChild(work, failures, Long.parseLong(arguments[2]));
        Map<String, List<Seed>> byKind = Seed.in(folders).stream().collect(Collectors.groupingBy(Seed::kind));
        child.run(byKind, Long.parseLong(arguments[3]), Long.parseLong(arguments[4]), Long.parseLong(arguments[5]));
    }

    private void run(Map<String, List<Seed>> byKind, long from, long to, long deadline) throws Exception {
        Files.createDirectories(work);
        // Classes and tables of the machine are loaded before anybody looks at what is opened.
        for (Seed one : OwnSeeds.all()) {
            Files.write(input, one.bytes());
            new FuzzOne(work.resolve("scratch")).read(input);
        }
        Files.writeString(work.resolve("begun"), "");
        int open = openFiles();
        Thread watchdog = new Thread(this::watch);
        watchdog.setDaemon(true);
        watchdog.start();
        long next = from;
        for (; next < to && System.currentTimeMillis() < deadline; next++) {
            Random random = new Random(seed * 31 + next);
            List<Seed> ofKind = byKind.get(KINDS.get(random.nextInt(KINDS.size())));
            Seed chosen = ofKind.get(random.nextInt(ofKind.size()));
            byte[] bytes = new Mutations(seed * 1_000_003 + next).of(chosen);
            one(next, chosen.name(), bytes);
            if (next % LOOK_AROUND_EVERY == 0) {
                lookAround(open);
            }
        }
        results.write("#\tmemory\t" + memory() + "\t" + next + "\n");
        results.close();
    }

    private void one(long number, String from, byte[] bytes) throws IOException {
        Files.write(input, bytes);
        index = number;
        name = from;
        begun = System.nanoTime();
        String outcome;
        List<String> unclear = List.of();
        try {
            FuzzOne read = new FuzzOne(work.resolve("scratch")).read(input);
            outcome = read.outcome();
            unclear = read.unclear;
        } catch (Throwable wrong) {
            outcome = "FAILED " + wrong.toString().replaceAll("\\s", " ");
            wrong.printStackTrace();
        }
        long micros = (System.nanoTime() - begun) / 1000;
        begun = 0;
        if (outcome.startsWith("FAILED")) {
            keep();
        }
        write(number, Seed.kindOf(bytes), outcome, micros, unclear.isEmpty() ? "" : unclear.get(0));
        if (outcome.contains("OutOfMemoryError")) {
            results.flush();
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private synchronized void write(long number, String kind, String outcome, long micros, String unclear) throws IOException {
        results.write(number + "\t" + kind + "\t" + outcome + "\t" + micros + "\t" + name + "\t" + unclear + "\n");
    }

    private void keep() throws IOException {
        Files.copy(input, failures.resolve(index + ".bin"), StandardCopyOption.REPLACE_EXISTING);
        System.err.println("input " + index + " of seed " + seed + ", from " + name + ": " + failures.resolve(index + ".bin"));
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(200);
                long since = begun;
                if (since != 0 && System.nanoTime() - since > MOST_NANOS) {
                    Thread.getAllStackTraces().forEach((thread, frames) -> {
                        if (thread.getName().equals("main")) {
                            for (StackTraceElement frame : frames) {
                                System.err.println("    at " + frame);
                            }
                        }
                    });
                    keep();
                    write(index, Seed.kindOf(Files.readAllBytes(input)), "HUNG", MOST_NANOS / 1000, "");
                    results.flush();
                    Runtime.getRuntime().halt(HUNG);
                }
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing but the input lies in the folder, and no file stays open. */
    private void lookAround(int open) throws IOException {
        results.flush();
        try (Stream<Path> left = Files.list(work)) {
            for (Path file : left.toList()) {
                String named = file.getFileName().toString();
                if (!named.equals("input") && !named.equals("begun")) {
                    fail("left behind: " + file);
                }
            }
        }
        int now = openFiles();
        if (now > open + 3) {
            fail("files that stay open: " + openNames());
        }
    }

    private void fail(String what) throws IOException {
        System.err.println(what);
        write(index, "-", "FAILED " + what, 0, "");
        results.flush();
        Runtime.getRuntime().halt(FAILED);
    }

    /** Names of open files that are no libraries. */
    private static String openNames() {
        StringBuilder names = new StringBuilder();
        String[] open = new java.io.File("/proc/self/fd").list();
        for (String number : open == null ? new String[0] : open) {
            try {
                String target = Files.readSymbolicLink(Path.of("/proc/self/fd", number)).toString();
                names.append(target.endsWith(".jar") || !target.startsWith("/") ? "" : target + " ");
            } catch (IOException closed) {
                continue;
            }
        }
        return names.toString();
    }

    private static int openFiles() {
        return openNames().split(" ").length;
    }

    /** The most memory that was resident, in MB; 0 where the system does not say. */
    private static long memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
