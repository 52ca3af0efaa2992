package org.sumario.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Changes to the columns of a job file for a person to accept, as a unified diff. Whatever else stands in the file, comments too, stays as
 * it is written.
 */
public final class JobFileProposal {
    private final String text;
    private final List<SequenceNode> layouts;
    private final String[] lines;
    private final Map<Integer, TreeMap<Integer, Edit>> edits = new HashMap<>();
    private final Map<Integer, List<String>> insertedBefore = new HashMap<>();

    /** Within a line, from its start position on. */
    private record Edit(int end, String text) {}

    private JobFileProposal(String text, List<SequenceNode> layouts) {
        this.text = text;
        this.layouts = layouts;
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        this.lines = body.split("\n", -1);
    }

    /** @param jobFile one that can be used */
    public static JobFileProposal of(Path jobFile) {
        String name = String.valueOf(jobFile.getFileName());
        String text = YamlMapping.text(jobFile, name);
        MappingNode job = (MappingNode) YamlMapping.compose(name, text);
        List<SequenceNode> layouts = new ArrayList<>();
        if (value(job, "layouts") instanceof SequenceNode several) {
            several.getValue().forEach(layout -> layouts.add(columns((MappingNode) layout)));
        } else {
            layouts.add(columns(job));
        }
        return new JobFileProposal(text, layouts);
    }

    private static SequenceNode columns(MappingNode layout) {
        if (value(layout, "columns") instanceof SequenceNode columns) {
            return columns;
        }
        throw new IllegalStateException("a layout without columns was not refused");
    }

    private static @Nullable Node value(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    /** A column stands under a further header. */
    public void alias(int layout, int column, String header) {
        MappingNode mapping = mapping(layout, column);
        if (value(mapping, "aliases") instanceof SequenceNode known) {
            append(known, quoted(header));
        } else {
            addKey(mapping, "aliases: [" + quoted(header) + "]");
        }
    }

    /** A column may be missing. */
    public void optional(int layout, int column) {
        MappingNode mapping = mapping(layout, column);
        Node said = value(mapping, "required");
        if (said == null) {
            addKey(mapping, "required: false");
        } else {
            Mark start = said.getStartMark();
            edit(start.getLine(), start.getColumn(), said.getEndMark().getColumn(), "false");
        }
    }

    /** A header that no column claims. */
    public void ignore(int layout, String header) {
        SequenceNode columns = layouts.get(layout);
        if (columns.getFlowStyle() == FlowStyle.FLOW) {
            append(columns, "{header: " + quoted(header) + ", role: ignored}");
            return;
        }
        Mark first = columns.getValue().get(0).getStartMark();
        String dash = upTo(first.getLine(), first.getColumn());
        insertAfter(
                lastLine(columns),
                dash + "header: " + quoted(header) + "  # new: say what it means, or leave it ignored",
                " ".repeat(dash.length()) + "role: ignored");
    }

    private MappingNode mapping(int layout, int column) {
        return (MappingNode) layouts.get(layout).getValue().get(column);
    }

    /** Behind the first key of a mapping. */
    private void addKey(MappingNode mapping, String entry) {
        NodeTuple first = mapping.getValue().get(0);
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            Mark end = first.getValueNode().getEndMark();
            edit(end.getLine(), end.getColumn(), end.getColumn(), ", " + entry);
        } else {
            insertAfter(
                    lastLine(first.getValueNode()),
                    " ".repeat(first.getKeyNode().getStartMark().getColumn()) + entry);
        }
    }

    private void append(SequenceNode sequence, String item) {
        List<Node> items = sequence.getValue();
        if (sequence.getFlowStyle() == FlowStyle.FLOW) {
            int bracket = sequence.getEndMark().getColumn() - 1;
            edit(sequence.getEndMark().getLine(), bracket, bracket, (items.isEmpty() ? "" : ", ") + item);
        } else {
            Mark last = items.get(items.size() - 1).getStartMark();
            insertAfter(lastLine(sequence), upTo(last.getLine(), last.getColumn()) + item);
        }
    }

    private void edit(int line, int start, int end, String with) {
        edits.computeIfAbsent(line, none -> new TreeMap<>())
                .merge(start, new Edit(end, with), (one, other) -> new Edit(other.end(), one.text() + other.text()));
    }

    private void insertAfter(int line, String... added) {
        insertedBefore.computeIfAbsent(line + 1, none -> new ArrayList<>()).addAll(List.of(added));
    }

    private String upTo(int line, int column) {
        return lines[line].substring(0, lines[line].offsetByCodePoints(0, column));
    }

    /** The last line with content of a node; blocks end only where the next token begins. */
    private static int lastLine(Node node) {
        if (node instanceof MappingNode mapping && mapping.getFlowStyle() != FlowStyle.FLOW) {
            return lastLine(
                    mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
        }
        if (node instanceof SequenceNode sequence && sequence.getFlowStyle() != FlowStyle.FLOW) {
            return lastLine(sequence.getValue().get(sequence.getValue().size() - 1));
        }
        Mark end = node.getEndMark();
        boolean isBehind =
                end.getColumn() == 0 && end.getLine() > node.getStartMark().getLine();
        return isBehind ? end.getLine() - 1 : end.getLine();
    }

    private static String quoted(String header) {
        String escaped = header.replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + Spelling.inOneLine(escaped) + "\"";
    }

    /** The difference, empty where nothing is proposed. @param name of the file, as {@code git apply} and {@code patch -p1} look for it */
    public String diff(String name) {
        UnifiedDiff diff = new UnifiedDiff();
        boolean isOpen = !text.endsWith("\n");
        String end = lines[0].endsWith("\r") ? "\r" : "";
        for (int line = 0; line < lines.length; line++) {
            insertedBefore.getOrDefault(line, List.of()).forEach(added -> diff.added(added + end));
            boolean isOpenHere = isOpen && line == lines.length - 1;
            boolean goesOn = isOpenHere && insertedBefore.containsKey(lines.length);
            String edited = edited(line);
            if (edited.equals(lines[line]) && !goesOn) {
                diff.kept(edited, isOpenHere);
            } else {
                diff.replaced(lines[line], isOpenHere, edited, isOpenHere && !goesOn);
            }
        }
        insertedBefore.getOrDefault(lines.length, List.of()).forEach(added -> diff.added(added + end));
        return diff.text(name);
    }

    private String edited(int line) {
        StringBuilder edited = new StringBuilder(lines[line]);
        edits.getOrDefault(line, new TreeMap<>())
                .descendingMap()
                .forEach((start, edit) -> edited.replace(
                        lines[line].offsetByCodePoints(0, start),
                        lines[line].offsetByCodePoints(0, edit.end()),
                        edit.text()));
        return edited.toString();
    }
}
