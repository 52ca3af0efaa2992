package org.sumario.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.ColumnRole.Hierarchy;
import org.sumario.model.ObservationBatch;

/** Reads the role of a column and the options that this role has. */
final class RoleReader {

    static final Pattern CODELIST_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    static final String CODELIST_FORM = "the name of a file in codelists/ without its ending, such as pe-regions";

    /** Dimensions that a hierarchy can have for levels: those whose labels stand for themselves. */
    private static final List<String> LEVELS = List.of(
            "level_1",
            "level_2",
            "level_3",
            "level_4",
            "specialty",
            "case_type",
            "office_type",
            "subject",
            "specialised_unit");

    private static final List<String> LANGUAGES = List.of("es");
    private static final List<String> OFFENCE_DIMENSIONS =
            List.of("level_1", "level_2", "level_3", "level_4", "article");
    private static final List<String> CASE_DIMENSIONS = List.of("office_type", "subject", "specialised_unit");
    private static final List<String> DIMENSIONS = Stream.of(
                    List.of("fiscal_district", "region"),
                    OFFENCE_DIMENSIONS,
                    List.of("specialty", "case_type"),
                    CASE_DIMENSIONS)
            .flatMap(List::stream)
            .toList();
    private static final String COMPLAINTS = "complaint_count";
    /** Dimensions whose members come from code lists alone. */
    private static final Set<String> PLACES = Set.of("fiscal_district", "region");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String NAME_FORM = "lower-case letters, digits and underscores";
    private static final int LONGEST_PAD = 20;
    private static final int LONGEST_INDENT = 100;

    private static final Map<String, Function<YamlMapping, ColumnRole>> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("period", RoleReader::period);
        ROLES.put("year", column -> new ColumnRole.Year());
        ROLES.put("extraction_date", column -> new ColumnRole.ExtractionDate());
        ROLES.put("published_date", column -> new ColumnRole.PublishedDate());
        ROLES.put("dimension", RoleReader::dimension);
        ROLES.put("measure", RoleReader::measure);
        ROLES.put("hierarchy", RoleReader::hierarchy);
        ROLES.put("level_code", column -> new ColumnRole.LevelCode());
        ROLES.put("row_total", column -> new ColumnRole.RowTotal());
        ROLES.put("condition", RoleReader::condition);
        ROLES.put("attribute", RoleReader::attribute);
        ROLES.put("ignored", column -> new ColumnRole.Ignored());
    }

    private RoleReader() {}

    static ColumnRole read(YamlMapping column) {
        Function<YamlMapping, ColumnRole> reader = ROLES.get(column.choice("role", ROLES.keySet()));
        if (reader == null) {
            throw new IllegalStateException("choice let an unknown role pass");
        }
        return reader.apply(column);
    }

    /** What may stand in one column of a layout only, such as {@code year} or {@code dimension article}; empty for others. */
    static Optional<String> uniqueName(ColumnRole role) {
        if (role instanceof ColumnRole.Ignored || role instanceof ColumnRole.Condition) {
            return Optional.empty();
        } else if (role instanceof ColumnRole.Dimension dimension) {
            return Optional.of("dimension " + dimension.name());
        } else if (role instanceof ColumnRole.Measure measure) {
            return Optional.of("measure " + measure.name());
        } else if (role instanceof ColumnRole.Attribute attribute) {
            return Optional.of("attribute " + attribute.name());
        }
        return Optional.of(role.word());
    }

    private static ColumnRole period(YamlMapping column) {
        // Spanish and English names of months are told apart by themselves; files written for earlier versions say the
        // language.
        column.optionalChoice("language", LANGUAGES);
        return new ColumnRole.Period(column.flag("with_year", false), column.flag("month_number", false));
    }

    private static ColumnRole hierarchy(YamlMapping column) {
        List<ColumnRole.Dimension> levels = new ArrayList<>();
        List<String> names = column.requiredTexts("levels");
        List<String> unclassified = unclassified(column, names);
        for (String level : names) {
            if (!LEVELS.contains(level)) {
                throw column.refusal("levels", "'" + level + "' is no level; there are: " + String.join(", ", LEVELS));
            }
            levels.add(new ColumnRole.Dimension(
                    level,
                    null,
                    Blank.NOT_APPLICABLE,
                    0,
                    OFFENCE_DIMENSIONS.contains(level) ? unclassified : List.of()));
        }
        if (levels.size() < 2) {
            throw column.refusal(
                    "levels", "'levels' must name the dimensions of at least two levels, the highest first");
        }
        Hierarchy.By by = Hierarchy.By.valueOf(
                column.choice("by", List.of("indentation", "code")).toUpperCase(Locale.ROOT));
        int indent = column.wholeNumber("indent", 0, LONGEST_INDENT, 0);
        List<Integer> widths = column.wholeNumbers("widths", 1, LONGEST_PAD);
        return new Hierarchy(List.copyOf(levels), by, indent, widths);
    }

    private static ColumnRole condition(YamlMapping column) {
        List<String> equal = column.texts("equals");
        List<String> lists = column.texts("lists");
        if (equal.isEmpty() == lists.isEmpty()) {
            throw column.refusal(
                    "equals",
                    "'equals' must list the texts of which the place says one, or 'lists' those of which it says all");
        }
        return new ColumnRole.Condition(equal, lists);
    }

    private static ColumnRole dimension(YamlMapping column) {
        String name = column.choice("name", DIMENSIONS);
        String codelist =
                column.optionalText("codelist", CODELIST_NAME, CODELIST_FORM).orElse(null);
        if (codelist == null && PLACES.contains(name)) {
            throw column.refusal(
                    "name",
                    "the dimension '" + name + "' needs a 'codelist': places are told apart by codes, not by labels");
        }
        Blank blank = blank(column, Blank.UNKNOWN, Blank.NOT_APPLICABLE);
        return new ColumnRole.Dimension(name, codelist, blank, pad(column), unclassified(column, List.of(name)));
    }

    /** Labels that mean "not classified", in a column that gives these dimensions. */
    private static List<String> unclassified(YamlMapping column, List<String> names) {
        List<String> labels = column.texts("unclassified");
        if (!labels.isEmpty() && names.stream().noneMatch(OFFENCE_DIMENSIONS::contains)) {
            throw column.refusal(
                    "unclassified",
                    "'unclassified' belongs to the dimensions of an offence: " + String.join(", ", OFFENCE_DIMENSIONS));
        }
        return labels;
    }

    private static ColumnRole measure(YamlMapping column) {
        return new ColumnRole.Measure(
                column.choice("name", ObservationBatch.MEASURES),
                blank(column, Blank.REJECTED, Blank.ABSENT, Blank.ZERO));
    }

    /**
     * Refuses a mixture of complaints with workload entries: each has a fact of its own, with its own dimensions.
     *
     * @param lines the line of each role, by its {@link #uniqueName}
     */
    static void refuseMixture(YamlMapping layout, Map<String, Integer> lines) {
        boolean countsComplaints = lines.containsKey("measure " + COMPLAINTS);
        for (String measure : ObservationBatch.MEASURES) {
            Integer line = lines.get("measure " + measure);
            if (countsComplaints && line != null && !measure.equals(COMPLAINTS)) {
                throw layout.refusal(
                        line,
                        "a source counts either " + COMPLAINTS + ", or received_count and resolved_count; '" + measure
                                + "' belongs into a job file of its own");
            }
        }
        for (String dimension : countsComplaints ? CASE_DIMENSIONS : OFFENCE_DIMENSIONS) {
            Integer line = lines.get("dimension " + dimension);
            if (line != null) {
                throw layout.refusal(
                        line,
                        "the dimension '" + dimension + "' goes with "
                                + (countsComplaints ? "received_count and resolved_count" : COMPLAINTS) + " only");
            }
        }
    }

    private static ColumnRole attribute(YamlMapping column) {
        return new ColumnRole.Attribute(column.text("name", NAME, NAME_FORM), pad(column));
    }

    private static int pad(YamlMapping column) {
        return column.wholeNumber("pad", 0, LONGEST_PAD, 0);
    }

    private static Blank blank(YamlMapping column, Blank first, Blank... others) {
        Map<String, Blank> allowed = new LinkedHashMap<>();
        allowed.put(word(first), first);
        Arrays.stream(others).forEach(other -> allowed.put(word(other), other));
        return allowed.getOrDefault(column.choice("blank", allowed.keySet(), word(first)), first);
    }

    /** The word of the language for a constant: {@code NOT_APPLICABLE} is written {@code not_applicable}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(YamlMapping mapping, String key, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(RoleReader::word).collect(Collectors.toList());
        return Enum.valueOf(type, mapping.choice(key, words).toUpperCase(Locale.ROOT));
    }
}
