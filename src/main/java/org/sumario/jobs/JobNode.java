package org.sumario.jobs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A place in a job file that knows its line, so that whatever is wrong there can be refused with it. Keys never asked for are refused. */
final class JobNode {
    private final String fileName;
    private final Node node;
    private final @Nullable Map<String, Node> entries;
    private final Set<String> asked = new TreeSet<>();

    JobNode(String fileName, Node node) {
        this.fileName = fileName;
        this.node = node;
        this.entries = node instanceof MappingNode mapping ? entries(mapping) : null;
    }

    private Map<String, Node> entries(MappingNode mapping) {
        Map<String, Node> found = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = new JobNode(fileName, tuple.getKeyNode()).text();
            if (found.put(key, tuple.getValueNode()) != null) {
                throw refuse(tuple.getKeyNode(), "key '" + key + "' stands twice");
            }
        }
        return found;
    }

    Refused refuse(String explanation) {
        return refuse(node, explanation);
    }

    private Refused refuse(Node at, String explanation) {
        return new Refused("JOB_FILE_BAD", fileName, at.getStartMark().getLine() + 1, explanation);
    }

    Optional<JobNode> find(String key) {
        if (entries == null) {
            throw refuse("keys with values are expected here");
        }
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(value -> new JobNode(fileName, value));
    }

    JobNode get(String key) {
        return find(key).orElseThrow(() -> refuse("key '" + key + "' is missing"));
    }

    /** Refuses keys that nobody asked for: a misspelt key must not pass as absent. */
    void finish() {
        if (entries != null) {
            for (Map.Entry<String, Node> entry : entries.entrySet()) {
                if (!asked.contains(entry.getKey())) {
                    throw refuse(
                            entry.getValue(),
                            "unknown key '" + entry.getKey() + "'; known here: " + String.join(", ", asked));
                }
            }
        }
    }

    String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw refuse("a text is expected here");
    }

    int integer() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw refuse("a whole number is expected here, not '" + text() + "'");
        }
    }

    boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("true or false is expected here, not '" + text() + "'");
        };
    }

    /** A share between 0 and 1. */
    BigDecimal share() {
        try {
            BigDecimal share = new BigDecimal(text());
            if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw refuse("a share between 0 and 1 is expected here, not '" + text() + "'");
        }
        throw refuse("a share between 0 and 1 is expected here, not '" + text() + "'");
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text())) {
                return constant;
            }
            words.add(word);
        }
        throw refuse("'" + text() + "' is none of " + String.join(", ", words));
    }

    String oneOf(List<String> words) {
        if (words.contains(text())) {
            return text();
        }
        throw refuse("'" + text() + "' is none of " + String.join(", ", words));
    }

    List<JobNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new JobNode(fileName, item))
                    .toList();
        }
        throw refuse("a list is expected here");
    }

    List<String> texts() {
        return items().stream().map(JobNode::text).toList();
    }
}
