import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results as a Markdown table: a row per fault point, a column per kind of fault. */
final class FaultTable {
    private static final String BEGIN = "<!-- faults: begin -->";
    private static final String END = "<!-- faults: end -->";

    private final List<Faults.Outcome> outcomes;
    private final List<Faults.Outcome> reached;
    private final List<String> kinds;

    FaultTable(List<Faults.Outcome> outcomes, List<String> kinds) {
        this.outcomes = outcomes;
        this.reached = outcomes.stream().filter(Faults.Outcome::reached).toList();
        this.kinds = kinds.stream()
                .filter(kind -> outcomes.stream().anyMatch(outcome -> outcome.kind().equals(kind)))
                .toList();
    }

    boolean isClean() {
        return !reached.isEmpty() && reached.stream()
                        .allMatch(outcome -> outcome.violations().isEmpty() && outcome.unclear().isEmpty());
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(("%d runs, %d points not reached in a situation (counted nowhere). Recovered as if undisturbed: %d. "
                        + "Facts lost: %d, doubled: %d.")
                .formatted(
                        reached.size(),
                        outcomes.stream().filter(outcome -> !outcome.reached()).map(Faults.Outcome::point).distinct().count(),
                        reached.stream().filter(outcome -> outcome.violations().isEmpty()).count(),
                        reached.stream().mapToLong(Faults.Outcome::lost).sum(),
                        reached.stream().mapToLong(Faults.Outcome::doubled).sum()));
        lines.add("");
        lines.add("How the disturbed loads ended: " + counts(reached.stream().map(Faults.Outcome::ending).toList())
                + ". What readers saw then: " + counts(reached.stream().map(Faults.Outcome::released).toList()) + ".");
        lines.add("");
        lines.add("| fault point | " + String.join(" | ", kinds) + " |");
        lines.add("|---|" + "---|".repeat(kinds.size()));
        Set<String> names = new LinkedHashSet<>();
        outcomes.forEach(outcome -> names.add(outcome.point().name()));
        for (String name : names) {
            lines.add("| " + name + " | "
                    + kinds.stream().map(kind -> cell(name, kind)).collect(Collectors.joining(" | ")) + " |");
        }
        long unclear = reached.stream().filter(outcome -> !outcome.unclear().isEmpty()).count();
        lines.add("");
        lines.add("Disturbed loads that did not say in a sentence, with the right exit code, what went wrong: " + unclear + ".");
        addList(lines, "Not recovered:", Faults.Outcome::violations);
        addList(lines, "Not said clearly:", Faults.Outcome::unclear);
        return String.join("\n", lines);
    }

    /** Each complaint once, with how often and some of the places. */
    private void addList(List<String> lines, String title, Function<Faults.Outcome, List<String>> complaints) {
        Map<String, List<String>> places = new TreeMap<>();
        for (Faults.Outcome outcome : reached) {
            String place = outcome.point().situation() + " / " + outcome.point().name() + " / " + outcome.kind();
            complaints.apply(outcome).forEach(said -> places.computeIfAbsent(said, key -> new ArrayList<>()).add(place));
        }
        if (!places.isEmpty()) {
            lines.add("");
            lines.add(title);
            lines.add("");
        }
        places.forEach((said, found) -> lines.add("- " + said + " (" + found.size() + "): "
                + String.join(", ", found.subList(0, Math.min(6, found.size()))) + (found.size() > 6 ? " …" : "")));
    }

    /** Runs that recovered, of how many where some did not; a dot where the point was not reached. */
    private String cell(String name, String kind) {
        List<Faults.Outcome> here = outcomes.stream()
                .filter(outcome -> outcome.point().name().equals(name) && outcome.kind().equals(kind))
                .toList();
        long runs = here.stream().filter(Faults.Outcome::reached).count();
        long good = here.stream().filter(outcome -> outcome.reached() && outcome.violations().isEmpty()).count();
        if (runs == 0) {
            return here.isEmpty() ? "" : "·";
        }
        return good == runs ? Long.toString(runs) : "**" + good + " of " + runs + "**";
    }

    private static String counts(List<String> texts) {
        Map<String, Long> counts = texts.stream().collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    void writeInto(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " lacks the lines " + BEGIN + " and " + END);
        }
        Files.writeString(file, text.substring(0, begin + BEGIN.length()) + "\n" + markdown() + "\n" + text.substring(end));
    }
}
