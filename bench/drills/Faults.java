import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Every fault point with every kind of fault in every situation; then the next load, which must recover by itself. */
final class Faults {
    private static final List<String> KINDS =
            List.of("kill", "kill-after", "torn", "term", "full", "io", "io-on", "power", "power-names");

    private final Drill drill;
    private final Path classes;

    private Faults(Drill drill) {
        this.drill = drill;
        this.classes = drill.root.resolve("target/drills");
    }

    /** A line of {@code fault_points.tsv}. */
    record Point(String name, String situation, String call, String pattern, int ordinal, List<String> kinds, List<String> inShort) {}

    /**
     * What came of one run.
     *
     * @param ending how the disturbed load ended
     * @param released what readers saw then
     * @param violations what was not as it should be then, or after the next load
     * @param unclear what the disturbed load said or answered that it should not have
     */
    record Outcome(
            Point point,
            String kind,
            boolean reached,
            Command.Said said,
            String ending,
            String released,
            long lost,
            long doubled,
            List<String> violations,
            List<String> unclear) {}

    public static void main(String[] arguments) throws Exception {
        Faults faults = new Faults(new Drill(arguments));
        new ShimTest(faults.drill, faults.classes).run();
        if (Drill.has(arguments, "--self-test")) {
            System.out.println("The fault shim does what it should.");
            return;
        }
        if (Drill.has(arguments, "--list")) {
            faults.list(Drill.option(arguments, "--situations", "first"));
            return;
        }
        if (Drill.has(arguments, "--from")) {
            // Makes the table of runs whose results are there, also of a drill that was cut off.
            Path from = Path.of(Drill.option(arguments, "--from", ""));
            faults.finish(faults.outcomes(from), Drill.option(arguments, "--into", ""));
        }
        boolean all = !Drill.has(arguments, "--short");
        Pattern wanted = glob(Drill.option(arguments, "--points", "*"));
        List<String> kinds = List.of(Drill.option(arguments, "--kinds", String.join(",", KINDS)).split(","));
        List<String> situations = List.of(Drill.option(arguments, "--situations", "first,again,stray,many").split(","));
        int every = Integer.parseInt(Drill.option(arguments, "--every", "1"));
        int selected = 0;
        List<Outcome> outcomes = new ArrayList<>();
        Path results = faults.classes.resolve("faults.tsv");
        Files.writeString(results, "situation\tpoint\tkind\tending\treleased\tlost\tdoubled\tviolations\tunclear\n");
        for (Point point : faults.points()) {
            for (String kind : point.kinds()) {
                boolean inShort = point.inShort().contains(point.situation() + "/" + kind);
                if (wanted.matcher(point.name()).matches()
                        && kinds.contains(kind)
                        && situations.contains(point.situation())
                        && (all || inShort)
                        && selected++ % every == 0) {
                    Outcome outcome = faults.run(point, kind);
                    outcomes.add(outcome);
                    Files.writeString(results, line(outcome) + "\n", StandardOpenOption.APPEND);
                    System.err.println(line(outcome).replace("\t", "  "));
                }
            }
        }
        faults.finish(outcomes, Drill.option(arguments, "--into", ""));
    }

    private void finish(List<Outcome> outcomes, String into) throws IOException {
        FaultTable table = new FaultTable(outcomes, KINDS);
        System.out.println(table.markdown());
        if (!into.isEmpty()) {
            table.writeInto(Path.of(into));
        }
        System.exit(table.isClean() ? 0 : 1);
    }

    /** The outcomes as {@link #line} wrote them. */
    private List<Outcome> outcomes(Path results) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> lines = Files.readAllLines(results);
        for (String line : lines.subList(1, lines.size())) {
            String[] part = line.split("\t", -1);
            Point point = points().stream()
                    .filter(each -> each.situation().equals(part[0]) && each.name().equals(part[1]))
                    .findFirst()
                    .orElseThrow();
            boolean reached = !part[3].equals("NOT REACHED");
            outcomes.add(new Outcome(
                    point,
                    part[2],
                    reached,
                    null,
                    part[3],
                    part[4],
                    Long.parseLong(part[5]),
                    Long.parseLong(part[6]),
                    part[7].isEmpty() ? List.of() : List.of(part[7].split("; ")),
                    part[8].isEmpty() ? List.of() : List.of(part[8].split("; "))));
        }
        return outcomes;
    }

    private List<Point> points() throws IOException {
        List<Point> points = new ArrayList<>();
        for (String line : Files.readAllLines(drill.root.resolve("bench/drills/fault_points.tsv"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] part = line.split("\t");
            List<String> kinds = part[5].equals("all")
                    ? KINDS.stream().filter(kind -> !kind.equals("torn") || part[2].equals("write")).toList()
                    : List.of(part[5].split(","));
            for (String situation : part[1].split(",")) {
                // again:2 where the ordinal differs from the column's
                String[] named = situation.split(":");
                int ordinal = Integer.parseInt(named.length > 1 ? named[1] : part[4]);
                points.add(new Point(part[0], named[0], part[2], part[3], ordinal, kinds, List.of(part[6].split(","))));
            }
        }
        return points;
    }

    private Outcome run(Point point, String kind) throws Exception {
        Drill.Situation situation = drill.situation(point.situation());
        Path folder = drill.copy(situation.base());
        Path log = Drill.said(folder).resolve("calls");
        Path shadow = drill.folder();
        boolean isPower = kind.startsWith("power");
        Drill.temporary(folder);
        Map<String, String> environment = shim(folder, log);
        environment.put(
                "SUMARIO_FAULT_POINT",
                point.call() + " " + point.pattern() + " " + point.ordinal() + " " + (isPower ? "power" : kind));
        if (isPower) {
            environment.put("SUMARIO_FAULT_SHADOW", shadow.toString());
        }
        Command.Said said = drill.sumario(folder, environment, "load", "--input", situation.inbox().toString());
        boolean reached = Files.readString(log).contains("FAULT\t");
        Outcome outcome;
        if (!reached) {
            outcome = new Outcome(point, kind, false, said, said.ending(), "", 0, 0, List.of(), List.of());
        } else {
            Path after = folder;
            if (isPower) {
                after = drill.folder();
                PowerCut.rebuild(shadow, kind, after);
            }
            outcome = check(situation, after, point, kind, said);
            if (!after.equals(folder)) {
                forget(after);
            }
        }
        forget(folder);
        drill.forget(shadow);
        return outcome;
    }

    private Outcome check(Drill.Situation situation, Path folder, Point point, String kind, Command.Said said) throws Exception {
        Recovery recovery = new Recovery(drill, folder);
        if (said.exit() == Command.HUNG) {
            recovery.violations.add("the disturbed load hung");
        }
        List<String> unclear = new ArrayList<>();
        boolean isError = kind.equals("full") || kind.startsWith("io");
        if (isError && said.exit() != 0 && !said.isClear()) {
            unclear.add("no sentence says what went wrong: " + Recovery.message(said));
        }
        if (isError && said.exit() > 1) {
            unclear.add("ended with " + said.exit());
        }
        String released = recovery.released(situation);
        if (said.exit() == 0 && !released.equals("new")) {
            recovery.violations.add("the disturbed load ended with 0 and released nothing");
        }
        if (said.exit() == 1 && released.equals("new")) {
            unclear.add("ended with 1, which says that nothing was released, and had released");
        }
        recovery.run(situation.inbox(), situation.after());
        return new Outcome(
                point,
                kind,
                true,
                said,
                said.ending(),
                released,
                recovery.lost,
                recovery.doubled,
                recovery.violations,
                unclear);
    }

    private Map<String, String> shim(Path folder, Path log) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", classes.resolve("fault.so").toString());
        environment.put("SUMARIO_FAULT_ROOT", folder.toString());
        environment.put("SUMARIO_FAULT_LOG", log.toString());
        return environment;
    }

    /** Prints the calls of an undisturbed load, for finding the place of a point. */
    private void list(String name) throws Exception {
        Drill.Situation situation = drill.situation(name);
        Path folder = drill.copy(situation.base());
        Drill.temporary(folder);
        Path log = Drill.said(folder).resolve("calls");
        drill.sumario(folder, shim(folder, log), "load", "--input", situation.inbox().toString());
        System.out.print(Files.readString(log));
    }

    private void forget(Path folder) throws Exception {
        drill.forget(Drill.said(folder));
        drill.forget(folder);
    }

    private static String line(Outcome outcome) {
        return String.join(
                "\t",
                outcome.point().situation(),
                outcome.point().name(),
                outcome.kind(),
                outcome.reached() ? outcome.ending() : "NOT REACHED",
                outcome.released(),
                Long.toString(outcome.lost()),
                Long.toString(outcome.doubled()),
                String.join("; ", outcome.violations()),
                String.join("; ", outcome.unclear()));
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    }
}
