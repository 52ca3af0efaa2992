package org.sumario.jobs;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Codelist;
import org.sumario.model.Codelist.Code;
import org.sumario.model.Refused;

/** Reads one code list from its CSV file, with what was decided about further labels; what is wrong with it is refused with file and line. */
final class CodelistReader {

    private static final List<String> COLUMNS = List.of("code", "name", "labels", "parent", "valid_from", "valid_to");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern LABEL_SEPARATOR = Pattern.compile("\\|");

    private final CodelistFile list;
    private final List<Code> codes = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    /** Versions met so far, as indices into {@link #codes}, by what must be unique among those valid at one time. */
    private final Map<String, List<Integer>> byCode = new HashMap<>();

    private final Map<String, List<Integer>> byLabel = new HashMap<>();

    private CodelistReader(CodelistFile list) {
        this.list = list;
    }

    /** Its codes in file order, with the line that each one stands on, and the files it was read from. */
    record Lines(String fileName, Codelist codelist, List<Integer> lines, List<Path> files) {

        /** Refuses a parent that is a code neither of this list nor of the list of parents. */
        void checkParents(Optional<Codelist> parents) {
            Set<String> known = new HashSet<>();
            codelist.codes().forEach(code -> known.add(code.code()));
            parents.ifPresent(list -> list.codes().forEach(code -> known.add(code.code())));
            for (int index = 0; index < lines.size(); index++) {
                String parent = codelist.codes().get(index).parent();
                if (!parent.isEmpty() && !known.contains(parent)) {
                    String where = parents.map(list -> " nor of " + list.name())
                            .orElse("; the job file names no list of parents with 'regions'");
                    throw CodelistFile.refusal(
                            Path.of(fileName),
                            lines.get(index),
                            "the parent '" + parent + "' is no code of this list" + where);
                }
            }
        }
    }

    static Lines read(String name, Path file) {
        return new CodelistReader(CodelistFile.read(file)).readAll(name, file);
    }

    private Lines readAll(String name, Path file) {
        List<CsvRecord> records = list.records();
        if (!records.isEmpty()) {
            List<String> attributes = attributes(records.get(0));
            records.subList(1, records.size()).forEach(row -> add(row, attributes));
        }
        if (codes.isEmpty()) {
            throw refusal(1, "the list has no code");
        }
        List<Path> files = new ArrayList<>(List.of(file));
        Path decided = LabelDecisions.fileOf(file);
        if (Files.isRegularFile(decided)) {
            LabelDecisions.read(decided, this::addLabel);
            files.add(decided);
        }
        return new Lines(
                list.path().getFileName().toString(),
                new Codelist(name, List.copyOf(codes)),
                List.copyOf(lines),
                files);
    }

    /** A label that a person gave a code, in all its versions; answers what speaks against it. */
    private Optional<String> addLabel(String label, String code) {
        List<Integer> versions = byCode.getOrDefault(code, List.of());
        if (versions.isEmpty()) {
            return Optional.of("'" + code + "' is no code of " + list.path().getFileName());
        }
        List<Integer> others = byLabel.computeIfAbsent(Spelling.fold(label), absent -> new ArrayList<>());
        for (int version : versions) {
            for (int other : others) {
                if (!codes.get(other).code().equals(code) && overlap(codes.get(other), codes.get(version))) {
                    return Optional.of("the label '" + label + "' also means "
                            + codes.get(other).code() + ", see line " + lines.get(other) + " of "
                            + list.path().getFileName());
                }
            }
        }
        versions.forEach(version -> codes.set(version, codes.get(version).withLabel(label)));
        others.addAll(versions);
        return Optional.empty();
    }

    private List<String> attributes(CsvRecord header) {
        List<String> names = header.getFields();
        if (names.size() < COLUMNS.size() || !names.subList(0, COLUMNS.size()).equals(COLUMNS)) {
            throw refusal(line(header), "the first line must begin with " + String.join(",", COLUMNS));
        }
        List<String> attributes = names.subList(COLUMNS.size(), names.size());
        Set<String> seen = new HashSet<>(COLUMNS);
        for (String attribute : attributes) {
            if (!ATTRIBUTE.matcher(attribute).matches() || !seen.add(attribute)) {
                throw refusal(line(header), "'" + attribute + "' is no name of a further column, or stands twice");
            }
        }
        return List.copyOf(attributes);
    }

    private void add(CsvRecord row, List<String> attributeNames) {
        int line = line(row);
        int expected = COLUMNS.size() + attributeNames.size();
        if (row.getFieldCount() != expected) {
            throw refusal(
                    line,
                    "there are " + row.getFieldCount() + " fields where the first line has " + expected
                            + "; a text with a comma needs quotes around it, a blank field its comma");
        }
        String code = row.getField(0).strip();
        String name = row.getField(1).strip();
        if (!CODE.matcher(code).matches()) {
            throw refusal(line, "'" + code + "' is no code: letters, digits and single hyphens, points or underscores");
        }
        if (name.isEmpty()) {
            throw refusal(line, "the code " + code + " has no name");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int index = 0; index < attributeNames.size(); index++) {
            attributes.put(
                    attributeNames.get(index),
                    row.getField(COLUMNS.size() + index).strip());
        }
        LocalDate from = date(line, "valid_from", row.getField(4).strip());
        LocalDate to = date(line, "valid_to", row.getField(5).strip());
        if (from != null && to != null && to.isBefore(from)) {
            throw refusal(line, "valid_to lies before valid_from");
        }
        List<String> labels = labels(name, row.getField(2));
        codes.add(new Code(
                code, name, labels, row.getField(3).strip(), Collections.unmodifiableMap(attributes), from, to));
        lines.add(line);
        checkUnique(code, labels);
    }

    private static List<String> labels(String name, String text) {
        Set<String> labels = new LinkedHashSet<>();
        labels.add(name);
        for (String label : LABEL_SEPARATOR.split(text, -1)) {
            if (!label.isBlank()) {
                labels.add(label.strip());
            }
        }
        return List.copyOf(labels);
    }

    private void checkUnique(String code, List<String> labels) {
        earlier(byCode, code).ifPresent(other -> {
            throw refusal(
                    lines.get(codes.size() - 1),
                    "the code " + code + " is valid twice at one time, see line " + lines.get(other));
        });
        Set<String> folded = new LinkedHashSet<>();
        labels.forEach(label -> folded.add(Spelling.fold(label)));
        for (String label : folded) {
            earlier(byLabel, label).ifPresent(other -> {
                throw refusal(
                        lines.get(codes.size() - 1),
                        "the label '" + label + "' also means "
                                + codes.get(other).code() + ", see line " + lines.get(other));
            });
        }
    }

    /** An earlier version under this key that is valid when the latest one is; the latest joins the earlier ones. */
    private Optional<Integer> earlier(Map<String, List<Integer>> index, String key) {
        int latest = codes.size() - 1;
        List<Integer> others = index.computeIfAbsent(key, absent -> new ArrayList<>());
        Optional<Integer> overlapping = others.stream()
                .filter(other -> overlap(codes.get(other), codes.get(latest)))
                .findFirst();
        others.add(latest);
        return overlapping;
    }

    private static boolean overlap(Code one, Code other) {
        return !endsBefore(one.validTo(), other.validFrom()) && !endsBefore(other.validTo(), one.validFrom());
    }

    private static boolean endsBefore(@Nullable LocalDate end, @Nullable LocalDate start) {
        return end != null && start != null && end.isBefore(start);
    }

    private @Nullable LocalDate date(int line, String column, String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException bad) {
            throw refusal(line, "'" + text + "' is no " + column + "; write a date as 2022-01-31");
        }
    }

    private static int line(CsvRecord row) {
        return CodelistFile.line(row);
    }

    private Refused refusal(int line, String explanation) {
        return list.refusal(line, explanation);
    }
}
