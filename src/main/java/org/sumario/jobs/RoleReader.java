package org.sumario.jobs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sumario.jobs.ColumnRole.Blank;

/** Reads the role of a column and the options that this role has. */
final class RoleReader {

    static final Pattern CODELIST_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    static final String CODELIST_FORM = "the name of a file in codelists/ without its ending, such as pe-regions";

    private static final List<String> LANGUAGES = List.of("es");
    private static final List<String> DIMENSIONS = List.of(
            "fiscal_district",
            "region",
            "level_1",
            "level_2",
            "level_3",
            "level_4",
            "article",
            "specialty",
            "case_type");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String NAME_FORM = "lower-case letters, digits and underscores";
    private static final int LONGEST_PAD = 20;

    private static final Map<String, Function<YamlMapping, ColumnRole>> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("period", column -> new ColumnRole.Period(column.choice("language", LANGUAGES)));
        ROLES.put("year", column -> new ColumnRole.Year());
        ROLES.put("extraction_date", column -> new ColumnRole.ExtractionDate());
        ROLES.put("published_date", column -> new ColumnRole.PublishedDate());
        ROLES.put("dimension", RoleReader::dimension);
        ROLES.put("measure", RoleReader::measure);
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

    /** What may stand in one column only, such as {@code year} or {@code dimension article}; empty for an ignored column. */
    static Optional<String> uniqueName(YamlMapping column, ColumnRole role) {
        String word = column.text("role");
        if (role instanceof ColumnRole.Ignored) {
            return Optional.empty();
        } else if (role instanceof ColumnRole.Dimension dimension) {
            return Optional.of(word + " " + dimension.name());
        } else if (role instanceof ColumnRole.Measure measure) {
            return Optional.of(word + " " + measure.name());
        } else if (role instanceof ColumnRole.Attribute attribute) {
            return Optional.of(word + " " + attribute.name());
        }
        return Optional.of(word);
    }

    private static ColumnRole dimension(YamlMapping column) {
        String name = column.choice("name", DIMENSIONS);
        String codelist =
                column.optionalText("codelist", CODELIST_NAME, CODELIST_FORM).orElse(null);
        Blank blank = blank(column, Blank.UNKNOWN, Blank.NOT_APPLICABLE);
        List<String> unclassified = column.texts("unclassified");
        if (!unclassified.isEmpty() && !name.equals("article")) {
            throw column.refusal("unclassified", "'unclassified' belongs to the dimension article only");
        }
        return new ColumnRole.Dimension(name, codelist, blank, unclassified);
    }

    private static ColumnRole measure(YamlMapping column) {
        return new ColumnRole.Measure(
                column.text("name", NAME, NAME_FORM), blank(column, Blank.REJECTED, Blank.ABSENT, Blank.ZERO));
    }

    private static ColumnRole attribute(YamlMapping column) {
        return new ColumnRole.Attribute(
                column.text("name", NAME, NAME_FORM), column.wholeNumber("pad", 0, LONGEST_PAD, 0));
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
