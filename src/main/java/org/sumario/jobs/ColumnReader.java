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
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Layout.Mark;
import org.sumario.jobs.Place.Across;
import org.sumario.jobs.Place.Wildcard;

/** Reads a column: its place, how it is cleaned, and its role. */
final class ColumnReader {
    private static final Map<String, Function<YamlMapping, Place>> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put("header", column -> new Place.Header(column.text("header"), column.texts("aliases")));
        PLACES.put("across", ColumnReader::across);
        PLACES.put("unheaded", ColumnReader::unheaded);
        PLACES.put("beside", column -> new Place.Beside(column.text("beside")));
        PLACES.put("text", column -> new Place.Text(wildcard(column, "text")));
        PLACES.put("property", column -> new Place.Property(column.text("property")));
        PLACES.put("file_name", column -> new Place.FileName(wildcard(column, "file_name")));
        PLACES.put("sheet_name", column -> new Place.SheetName(wildcard(column, "sheet_name")));
        PLACES.put("value", column -> new Place.Value(column.text("value")));
    }

    private ColumnReader() {}

    static Column read(YamlMapping column) {
        List<String> named = PLACES.keySet().stream().filter(column::has).toList();
        if (named.size() > 1) {
            throw column.refusal(named.get(1), "'" + named.get(0) + "' and '" + named.get(1) + "' exclude each other");
        }
        String word = named.isEmpty() ? "header" : named.get(0);
        Place place = Optional.ofNullable(PLACES.get(word)).orElseThrow().apply(column);
        if (column.has("aliases") && !(place instanceof Place.Header)) {
            throw column.refusal("aliases", "'aliases' belong to 'header'");
        }
        if (column.has("header_is") && !(place instanceof Across)) {
            throw column.refusal("header_is", "'header_is' belongs to 'across'");
        }
        if (column.has("header_says") && !(place instanceof Across)) {
            throw column.refusal("header_says", "'header_says' belongs to 'across'");
        }
        boolean isRequired = column.flag("required", true);
        ColumnRole role = RoleReader.read(column);
        List<CleaningRule> clean = rules(column);
        List<Mark> marks = marks(column, role);
        boolean fillsDown = column.optionalChoice("fill", List.of("down")).isPresent();
        refuseWhatDoesNotFit(column, word, place, role, fillsDown);
        return new Column(place, isRequired, clean, marks, fillsDown, role);
    }

    private static Place across(YamlMapping column) {
        Optional<List<String>> listed = column.textsIfList("across");
        Across.Kind kind = listed.isPresent()
                ? Across.Kind.LISTED
                : Across.Kind.valueOf(column.choice("across", List.of("periods", "years", "others"))
                        .toUpperCase(Locale.ROOT));
        Optional<ColumnRole> meaning = column.optionalMapping("header_is", RoleReader::read);
        ColumnRole header = meaning.orElse(
                kind == Across.Kind.PERIODS
                        ? new ColumnRole.Period(false, false)
                        : kind == Across.Kind.YEARS ? new ColumnRole.Year() : new ColumnRole.Ignored());
        boolean fits =
                switch (kind) {
                    case PERIODS -> header instanceof ColumnRole.Period;
                    case YEARS -> header instanceof ColumnRole.Year;
                    default ->
                        header instanceof ColumnRole.Dimension
                                || header instanceof ColumnRole.Period
                                || header instanceof ColumnRole.Year;
                };
        if (!fits) {
            throw column.refusal(
                    meaning.isPresent() ? "header_is" : "across",
                    switch (kind) {
                        case PERIODS -> "across periods, 'header_is' has the role period";
                        case YEARS -> "across years, 'header_is' has the role year";
                        default -> "'header_is' must say what the headers are: the role dimension, period or year";
                    });
        }
        Wildcard says = column.has("header_says") ? wildcard(column, "header_says") : null;
        if (says != null && !says.hasValue()) {
            throw column.refusal("header_says", "'header_says' must say with {} what 'header_is' is about");
        }
        return new Across(kind, listed.orElse(List.of()), header, says);
    }

    private static Place unheaded(YamlMapping column) {
        if (!column.flag("unheaded", true)) {
            throw column.refusal("unheaded", "'unheaded' can only be true");
        }
        return new Place.Unheaded();
    }

    static Wildcard wildcard(YamlMapping mapping, String key) {
        return wildcard(mapping, key, mapping.text(key));
    }

    static Wildcard wildcard(YamlMapping mapping, String key, String text) {
        if (text.indexOf("{}") != text.lastIndexOf("{}")) {
            throw mapping.refusal(key, "'" + text + "' names the value with {} more than once");
        }
        return new Wildcard(text);
    }

    private static List<CleaningRule> rules(YamlMapping column) {
        List<CleaningRule> rules = new ArrayList<>();
        for (String word : column.texts("clean")) {
            rules.add(CleaningRule.of(word)
                    .orElseThrow(() -> column.refusal(
                            "clean",
                            "'" + word + "' is no cleaning rule; there are: "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(CleaningRule.values())
                                                    .map(RoleReader::word)
                                                    .toList()))));
        }
        CleaningRule.conflict(Set.copyOf(rules)).ifPresent(pair -> {
            throw column.refusal("clean", "these rules contradict each other: " + pair);
        });
        return List.copyOf(rules);
    }

    private static List<Mark> marks(YamlMapping column, ColumnRole role) {
        List<Blank> meanings = role instanceof ColumnRole.Measure
                ? List.of(Blank.ABSENT, Blank.ZERO, Blank.REJECTED)
                : List.of(Blank.UNKNOWN, Blank.NOT_APPLICABLE);
        Map<String, Blank> allowed = new LinkedHashMap<>();
        meanings.forEach(meaning -> allowed.put(RoleReader.word(meaning), meaning));
        List<Mark> marks = new ArrayList<>();
        column.textByText("marks", allowed.keySet())
                .forEach((text, word) -> marks.add(
                        new Mark(text, Optional.ofNullable(allowed.get(word)).orElseThrow())));
        if (!marks.isEmpty() && !(role instanceof ColumnRole.Measure) && !(role instanceof ColumnRole.Dimension)) {
            throw column.refusal("marks", "'marks' belong to a measure or a dimension");
        }
        return List.copyOf(marks);
    }

    private static void refuseWhatDoesNotFit(
            YamlMapping column, String word, Place place, ColumnRole role, boolean fillsDown) {
        boolean isTable = role instanceof ColumnRole.Measure
                || role instanceof ColumnRole.Hierarchy
                || role instanceof ColumnRole.LevelCode
                || role instanceof ColumnRole.RowTotal
                || role instanceof ColumnRole.Ignored;
        if (isTable && !place.isInTable()) {
            throw column.refusal(
                    word, "the role " + column.text("role") + " needs a column of the table, not '" + word + "'");
        }
        if (place instanceof Across && !(role instanceof ColumnRole.Measure)) {
            throw column.refusal("role", "'across' belongs to the role measure");
        }
        if (role instanceof ColumnRole.Condition && place.isInTable()) {
            throw column.refusal(
                    "role", "a condition is about one place of a sheet, such as 'beside', not a column of the table");
        }
        boolean namesNoValue = place instanceof Place.Text text
                        && !text.pattern().hasValue()
                || place instanceof Place.FileName name && !name.pattern().hasValue()
                || place instanceof Place.SheetName sheet && !sheet.pattern().hasValue();
        if (namesNoValue && !(role instanceof ColumnRole.Condition)) {
            throw column.refusal(word, "'" + word + "' must say with {} or * where the value stands");
        }
        boolean mayRepeat = role instanceof ColumnRole.Dimension
                || role instanceof ColumnRole.Year
                || role instanceof ColumnRole.Period;
        if (fillsDown && !(mayRepeat && place.isInTable())) {
            throw column.refusal("fill", "'fill' belongs to a dimension, year or period in a column of the table");
        }
    }
}
