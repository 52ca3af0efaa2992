package org.sumario.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** {@code sumario.yml}: one line per setting. */
final class SettingsFile {
    /** What a limit's key begins with. */
    static final String LIMIT = "limit_";

    /** The warehouse is no key of its own: it is the folder that the file lies in. */
    static final List<String> KEYS = Stream.concat(
                    Stream.of("input", "jobs", "lang", "format", "quiet"),
                    Limits.names().stream().map(name -> LIMIT + name))
            .toList();

    private SettingsFile() {}

    static Map<String, Given> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        // Nodes instead of values: they carry the line, and nothing in the file is ever constructed.
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = yaml.compose(reader);
            return root == null || root.getTag().equals(Tag.NULL) ? Map.of() : entries(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new Refused("SETTINGS_UNREADABLE", file + ":" + line, e.getProblem());
        } catch (IOException | YAMLException e) {
            throw new Refused("SETTINGS_UNREADABLE", file, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Given> entries(Path file, Node root) {
        if (!(root instanceof MappingNode mapping)) {
            throw new Refused("SETTINGS_UNREADABLE", place(file, root), "key: value");
        }
        Map<String, Given> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = scalar(file, entry.getKeyNode());
            if (!KEYS.contains(key)) {
                throw new Refused(
                        "SETTINGS_KEY_UNKNOWN", place(file, entry.getKeyNode()), key, String.join(", ", KEYS));
            }
            Given given = new Given(place(file, entry.getKeyNode()) + " " + key, scalar(file, entry.getValueNode()));
            if (entries.put(key, given) != null) {
                throw new Refused("SETTINGS_KEY_TWICE", place(file, entry.getKeyNode()), key);
            }
        }
        return entries;
    }

    private static String scalar(Path file, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new Refused("SETTINGS_UNREADABLE", place(file, node), "key: value");
    }

    private static String place(Path file, Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1);
    }
}
