package org.sumario.jobs;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sumario.model.Refused;
import org.sumario.model.Rule;
import org.sumario.model.Severity;

/** Reads the rules of a job file: written there, or named, and then written in a file of their own that several job files share. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final String NAME_FORM = "lower-case letters and digits with single underscores";
    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Path jobFile;
    private final Consumer<Path> used;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /** @param used takes the files of the shared rules that are named */
    RuleReader(Path jobFile, Consumer<Path> used) {
        this.jobFile = jobFile;
        this.used = used;
    }

    List<Rule> read(YamlMapping job) {
        return job.textsOrMappings(
                "rules",
                (name, line) ->
                        once(name, line, job, () -> shared(name, explanation -> job.refusal(line, explanation))),
                entry -> entry.keys().contains("rule") ? adapted(entry) : written(entry));
    }

    /** A shared rule with another severity or other numbers. */
    private Rule adapted(YamlMapping entry) {
        String name = entry.text("rule", NAME, NAME_FORM);
        return once(name, entry.line("rule"), entry, () -> {
            Rule rule = shared(name, explanation -> entry.refusal("rule", explanation));
            Map<String, BigDecimal> parameters = new LinkedHashMap<>(rule.parameters());
            numbers(entry).forEach((parameter, value) -> {
                if (parameters.replace(parameter, value) == null) {
                    throw entry.refusal(
                            "parameters",
                            "the rule '" + name + "' has no parameter '" + parameter + "'; there are: "
                                    + String.join(", ", parameters.keySet()));
                }
            });
            return new Rule(
                    name,
                    entry.optionalChoice("severity", SEVERITIES)
                            .map(RuleReader::severity)
                            .orElse(rule.severity()),
                    rule.reason(),
                    rule.advice(),
                    Collections.unmodifiableMap(parameters),
                    rule.sql(),
                    rule.fileName(),
                    rule.line());
        });
    }

    private Rule written(YamlMapping entry) {
        String name = entry.text("name", NAME, NAME_FORM);
        return once(name, entry.line("name"), entry, () -> rule(name, entry, String.valueOf(jobFile.getFileName())));
    }

    private Rule once(String name, int line, YamlMapping mapping, Supplier<Rule> reader) {
        Integer earlier = lines.putIfAbsent(name, line);
        if (earlier != null) {
            throw mapping.refusal(line, "the rule '" + name + "' stands twice, first on line " + earlier);
        }
        return reader.get();
    }

    /** What refuses a name on the line on which it stands. */
    private interface Refusing {
        Refused refusal(String explanation);
    }

    private Rule shared(String name, Refusing refusing) {
        if (!NAME.matcher(name).matches()) {
            throw refusing.refusal("a rule is named in " + NAME_FORM + ", not '" + name + "'");
        }
        Path file = jobFile.resolveSibling("rules").resolve(name + ".yml");
        if (!Files.isRegularFile(file)) {
            throw refusing.refusal("the rule rules/" + name + ".yml does not exist");
        }
        used.accept(file);
        String fileName = "rules/" + name + ".yml";
        return YamlMapping.read(file, fileName, entry -> rule(name, entry, fileName));
    }

    private static Rule rule(String name, YamlMapping entry, String fileName) {
        return new Rule(
                name,
                severity(entry.choice("severity", SEVERITIES)),
                entry.mapping("reason", JobReader::titles),
                entry.mapping("advice", JobReader::titles),
                numbers(entry),
                entry.text("sql"),
                fileName,
                entry.lineOfText("sql"));
    }

    private static Severity severity(String word) {
        return Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Map<String, BigDecimal> numbers(YamlMapping entry) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        entry.optionalMapping("parameters", parameters -> {
            for (String name : parameters.keys()) {
                if (!NAME.matcher(name).matches()) {
                    throw parameters.refusal(name, "a parameter is named in " + NAME_FORM + ", not '" + name + "'");
                }
                numbers.put(name, parameters.number(name));
            }
            return numbers;
        });
        return Collections.unmodifiableMap(numbers);
    }
}
