package org.sumario.jobs;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sumario.model.Refused;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML mapping read key by key. The keys that the reader asks for are the keys that exist: any other key is refused when
 * reading ends, so that the language has no second list of its keys. Every refusal names the line.
 */
final class YamlMapping {

    /** Far above any job file, far below what could hurt. */
    private static final int LONGEST_FILE = 1_000_000;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private final String fileName;
    private final int line;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMapping(String fileName, MappingNode node) {
        this.fileName = fileName;
        this.line = lineOf(node);
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                throw refusal(lineOf(tuple.getKeyNode()), "a key must be a plain word");
            }
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            NodeTuple earlier = entries.putIfAbsent(key, tuple);
            if (earlier != null) {
                throw refusal(
                        lineOf(tuple.getKeyNode()),
                        "the key '" + key + "' stands twice, first on line " + lineOf(earlier.getKeyNode()));
            }
        }
    }

    /** Reads the one mapping that a file consists of; refusals call it by the name given. */
    static <T> T read(Path file, String fileName, Function<YamlMapping, T> reader) {
        Node node = compose(fileName, text(file, fileName));
        if (!(node instanceof MappingNode mapping)) {
            throw refusal(fileName, node == null ? 1 : lineOf(node), "a job file consists of 'key: value' lines");
        }
        return new YamlMapping(fileName, mapping).readWith(reader);
    }

    static String text(Path file, String fileName) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw refusal(fileName, 1, "the file is longer than " + LONGEST_FILE + " bytes");
            }
        } catch (IOException unreadable) {
            throw refusal(fileName, 1, "the file cannot be read");
        }
        return JobText.read(file, (line, explanation) -> refusal(fileName, line, explanation));
    }

    @SuppressWarnings("NullAway") // compose gives null for an empty document; the caller's instanceof covers it
    static Node compose(String fileName, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST_FILE);
        try {
            return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException bad) {
            YamlMistake mistake = YamlMistake.of(bad);
            throw refusal(fileName, mistake.line(), "this is not YAML: " + mistake.explanation());
        } catch (ReaderException bad) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(bad.getPosition())
                            .filter(character -> character == '\n')
                            .count();
            throw refusal(fileName, line, "this is not YAML: it has a character that YAML does not allow");
        } catch (YAMLException tooLarge) {
            YamlMistake mistake = YamlMistake.ofSize(text, options);
            throw refusal(fileName, mistake.line(), mistake.explanation());
        }
    }

    /** The line of a key, or that of the mapping where the key is absent. */
    int line(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? line : lineOf(tuple.getKeyNode());
    }

    /** The line on which a text begins: in a block, which {@code |} opens, the line below. */
    int lineOfText(String key) {
        Node node = required(key);
        boolean isBlock =
                node instanceof ScalarNode scalar && scalar.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL;
        return lineOf(node) + (isBlock ? 1 : 0);
    }

    Refused refusal(String key, String explanation) {
        return refusal(line(key), explanation);
    }

    Refused refusal(int atLine, String explanation) {
        return refusal(fileName, atLine, explanation);
    }

    private static Refused refusal(String fileName, int line, String explanation) {
        return new Refused("JOB_FILE_BAD", fileName, line, JobText.inSight(explanation));
    }

    String text(String key) {
        return text(key, required(key));
    }

    Optional<String> optionalText(String key) {
        return optional(key).map(node -> text(key, node));
    }

    /** A text of a given form, such as a name; {@code form} says it in words. */
    String text(String key, Pattern pattern, String form) {
        String text = text(key);
        if (!pattern.matcher(text).matches()) {
            throw refusal(key, "'" + key + "' must be " + form + ", not '" + text + "'");
        }
        return text;
    }

    Optional<String> optionalText(String key, Pattern pattern, String form) {
        return optional(key).isPresent() ? Optional.of(text(key, pattern, form)) : Optional.empty();
    }

    /** Texts in order, none of them twice; empty where the key is absent. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node item : items(key, optional(key))) {
            String text = text(key, item);
            if (!seen.add(text)) {
                throw refusal(lineOf(item), "'" + text + "' stands twice in '" + key + "'");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** As {@link #texts}, of a key that must be there. */
    List<String> requiredTexts(String key) {
        required(key);
        return texts(key);
    }

    String choice(String key, Collection<String> allowed) {
        String text = text(key);
        if (!allowed.contains(text)) {
            throw refusal(key, "'" + text + "' is no '" + key + "'; there are: " + String.join(", ", allowed));
        }
        return text;
    }

    String choice(String key, Collection<String> allowed, String otherwise) {
        return optional(key).isPresent() ? choice(key, allowed) : otherwise;
    }

    Optional<String> optionalChoice(String key, Collection<String> allowed) {
        return optional(key).isPresent() ? Optional.of(choice(key, allowed)) : Optional.empty();
    }

    /** Texts in order where the value is a list, empty where it is a single value. */
    Optional<List<String>> textsIfList(String key) {
        return required(key) instanceof SequenceNode ? Optional.of(texts(key)) : Optional.empty();
    }

    /** A mapping whose keys are texts of the user and whose values are words of the language; empty where the key is absent. */
    Map<String, String> textByText(String key, Collection<String> allowed) {
        Map<String, String> texts = new LinkedHashMap<>();
        optionalMapping(key, mapping -> {
            for (String text : mapping.entries.keySet()) {
                texts.put(text, mapping.choice(text, allowed));
            }
            return texts;
        });
        return texts;
    }

    /** Whether a key is there. */
    boolean has(String key) {
        return optional(key).isPresent();
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Node> node = optional(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        String text = scalar(key, node.get());
        if (!text.equals("true") && !text.equals("false")) {
            throw refusal(key, "'" + key + "' must be true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    int wholeNumber(String key, int least, int most) {
        return wholeNumber(key, required(key), least, most);
    }

    private int wholeNumber(String key, Node node, int least, int most) {
        String text = scalar(key, node);
        boolean isNumber =
                node.getTag().equals(Tag.INT) && WHOLE_NUMBER.matcher(text).matches();
        if (!isNumber || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw refusal(
                    key, "'" + key + "' must be a whole number from " + least + " to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Whole numbers in order; empty where the key is absent. */
    List<Integer> wholeNumbers(String key, int least, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (Node item : items(key, optional(key))) {
            numbers.add(wholeNumber(key, item, least, most));
        }
        return List.copyOf(numbers);
    }

    int wholeNumber(String key, int least, int most, int otherwise) {
        return optional(key).isPresent() ? wholeNumber(key, least, most) : otherwise;
    }

    /** A share from 0 to 1; 0.005 is half a per cent. */
    BigDecimal share(String key, BigDecimal otherwise) {
        return optional(key).map(node -> share(key, node)).orElse(otherwise);
    }

    private BigDecimal share(String key, Node node) {
        String text = scalar(key, node);
        boolean isShare = !node.getTag().equals(Tag.STR)
                && DECIMAL.matcher(text).matches()
                && new BigDecimal(text).compareTo(BigDecimal.ONE) <= 0;
        if (!isShare) {
            throw refusal(key, "'" + key + "' must be a share from 0 to 1, such as 0.005, not '" + text + "'");
        }
        return new BigDecimal(text);
    }

    <T> T mapping(String key, Function<YamlMapping, T> reader) {
        return mapping(key, required(key)).readWith(reader);
    }

    <T> Optional<T> optionalMapping(String key, Function<YamlMapping, T> reader) {
        return optional(key).map(node -> mapping(key, node).readWith(reader));
    }

    /** The mapping below a key; empty where something else stands there. */
    <T> Optional<T> mappingIfAny(String key, Function<YamlMapping, T> reader) {
        return optional(key)
                .filter(MappingNode.class::isInstance)
                .map(node -> mapping(key, node).readWith(reader));
    }

    <T> List<T> mappings(String key, Function<YamlMapping, T> reader) {
        List<T> read = new ArrayList<>();
        for (Node item : items(key, Optional.of(required(key)))) {
            read.add(mapping(key, item).readWith(reader));
        }
        return List.copyOf(read);
    }

    /** Items of which each is a text or a mapping, in order; empty where the key is absent. */
    <T> List<T> textsOrMappings(
            String key, BiFunction<String, Integer, T> textReader, Function<YamlMapping, T> mappingReader) {
        List<T> read = new ArrayList<>();
        for (Node item : items(key, optional(key))) {
            read.add(
                    item instanceof MappingNode
                            ? mapping(key, item).readWith(mappingReader)
                            : textReader.apply(text(key, item), lineOf(item)));
        }
        return List.copyOf(read);
    }

    /** Its keys, where they are words of the user. */
    Set<String> keys() {
        return entries.keySet();
    }

    /** A number from 0 up, such as 0.3. */
    BigDecimal number(String key) {
        Node node = required(key);
        String text = scalar(key, node);
        if (node.getTag().equals(Tag.STR) || !DECIMAL.matcher(text).matches()) {
            throw refusal(key, "'" + key + "' must be a number such as 0.3, not '" + text + "'");
        }
        return new BigDecimal(text);
    }

    private <T> T readWith(Function<YamlMapping, T> reader) {
        T read = reader.apply(this);
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                String near = asked.stream()
                        .filter(known -> !entries.containsKey(known) && Spelling.isNear(known, key))
                        .findFirst()
                        .map(known -> "; is it '" + known + "'?")
                        .orElse("");
                throw refusal(
                        key, "the key '" + key + "' is unknown" + near + "; known here: " + String.join(", ", asked));
            }
        }
        return read;
    }

    private YamlMapping mapping(String key, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw refusal(lineOf(node), "'" + key + "' must consist of 'key: value' lines");
        }
        return new YamlMapping(fileName, mapping);
    }

    private List<Node> items(String key, Optional<Node> node) {
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw refusal(key, "'" + key + "' must be a list");
        }
        return sequence.getValue();
    }

    private String text(String key, Node node) {
        String text = scalar(key, node);
        if (!node.getTag().equals(Tag.STR)) {
            throw refusal(lineOf(node), "'" + key + "' must be text; write \"" + text + "\" with the quotes");
        }
        if (text.isBlank()) {
            throw refusal(lineOf(node), "'" + key + "' must not be blank");
        }
        return text;
    }

    private String scalar(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw refusal(lineOf(node), "'" + key + "' must be a single value");
        }
        if (node.getTag().equals(Tag.NULL)) {
            throw refusal(lineOf(node), "'" + key + "' has no value");
        }
        return scalar.getValue();
    }

    private Optional<Node> optional(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    private Node required(String key) {
        Optional<Node> node = optional(key);
        if (node.isEmpty()) {
            for (String present : entries.keySet()) {
                if (!asked.contains(present) && Spelling.isNear(present, key)) {
                    throw refusal(present, "the key '" + key + "' is missing; is it '" + present + "'?");
                }
            }
            throw refusal(line, "the key '" + key + "' is missing");
        }
        return node.get();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
