package org.sumario.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place;
import org.sumario.jobs.Place.Across;
import org.sumario.model.Reason;

/** Writes a drafted layout as a job file, each guess with a comment that says what it was taken from. */
final class DraftWriter {
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

    private static final Pattern NO_TEXT = Pattern.compile("y|n|yes|no|on|off|true|false|null");

    private final DraftedLayout layout;
    private final Function<Reason, String> sentences;
    private final StringBuilder text = new StringBuilder();

    DraftWriter(DraftedLayout layout, Function<Reason, String> sentences) {
        this.layout = layout;
        this.sentences = sentences;
    }

    /** @param country of which its places are, null where that is not known */
    String write(String source, @Nullable String country) {
        comment(Reason.of(
                "DRAFT_HEAD",
                layout.table().sheet().sheetName(),
                layout.table().headerRow(),
                layout.rows().size()));
        layout.generalDoubts().forEach(doubt -> line("# TODO " + comment(sentences.apply(doubt))));
        line("source: " + asText(source));
        line("title: {en: TODO, es: TODO}");
        line("publisher: TODO");
        line("url: https://example.org/  # TODO");
        line("licence: TODO");
        line("attribution: TODO");
        line("country: " + (country == null ? "PE  # TODO ISO 3166-1" : country));
        line("counting_unit: TODO");
        line("region_basis: occurrence  # TODO seat, jurisdiction or occurrence");
        line("scope: " + (layout.scope() == null ? "all" : "{dimension: " + layout.scope() + "}"));
        line("accumulation: "
                + (layout.accumulates()
                        ? "year_to_date" + why(Reason.of("DRAFT_FROM_JANUARY"))
                        : "per_period" + why(Reason.of("DRAFT_PERIODS_ALONE"))));
        line("first_year: 1990");
        if (layout.regions() != null) {
            line("regions: " + layout.regions() + why(Reason.of("DRAFT_PARENTS")));
        }
        if (layout.table().header().size() > 1) {
            line("header_rows: " + layout.table().header().size());
        }
        list("sheets", layout.sheets());
        list("totals", layout.totals());
        list("until", layout.until());
        line("columns:");
        layout.all().forEach(this::column);
        return text.toString();
    }

    private void column(DraftedColumn drafted) {
        Column column = drafted.column();
        String doubt = drafted.doubt() == null ? "" : "; TODO " + comment(sentences.apply(drafted.doubt()));
        line("  - " + place(column.place()) + why(drafted.why()) + doubt);
        if (column.place() instanceof Across across && !isUsual(across)) {
            line("    header_is: {" + String.join(", ", role(across.header())) + "}");
        }
        role(column.role()).forEach(each -> line("    " + each));
        if (column.role() instanceof ColumnRole.Measure measure && measure.blank() == Blank.ABSENT) {
            line("    blank: absent" + why(Reason.of("DRAFT_BLANKS")));
        }
        if (!column.clean().isEmpty()) {
            line("    clean: ["
                    + column.clean().stream().map(CleaningRule::word).collect(Collectors.joining(", ")) + "]");
        }
        if (!column.marks().isEmpty()) {
            line("    marks: {"
                    + column.marks().stream()
                            .map(mark -> quoted(mark.text()) + ": " + word(mark.meaning()))
                            .collect(Collectors.joining(", "))
                    + "}" + why(Reason.of("DRAFT_MARKS")));
        }
        if (column.fillDown()) {
            line("    fill: down" + why(Reason.of("DRAFT_FILL_DOWN")));
        }
    }

    private static boolean isUsual(Across across) {
        return across.kind() == Across.Kind.YEARS
                || across.kind() == Across.Kind.PERIODS
                        && across.header() instanceof ColumnRole.Period period
                        && !period.withYear();
    }

    private static String place(Place place) {
        if (place instanceof Place.Header header) {
            return "header: " + quoted(header.text());
        } else if (place instanceof Across across) {
            return "across: " + (across.kind() == Across.Kind.LISTED ? listed(across.headers()) : word(across.kind()));
        } else if (place instanceof Place.Beside beside) {
            return "beside: " + quoted(beside.text());
        } else if (place instanceof Place.Text text) {
            return "text: " + quoted(text.pattern().text());
        } else if (place instanceof Place.Property property) {
            return "property: " + quoted(property.name());
        } else if (place instanceof Place.FileName name) {
            return "file_name: " + quoted(name.pattern().text());
        } else if (place instanceof Place.SheetName name) {
            return "sheet_name: " + quoted(name.pattern().text());
        } else if (place instanceof Place.Value value) {
            return "value: " + quoted(value.text());
        }
        return "unheaded: true";
    }

    private static List<String> role(ColumnRole role) {
        List<String> lines = new ArrayList<>(List.of("role: " + role.word()));
        if (role instanceof ColumnRole.Period period) {
            add(lines, period.withYear(), "with_year: true");
            add(lines, period.monthNumber(), "month_number: true");
        } else if (role instanceof Dimension dimension) {
            lines.add("name: " + dimension.name());
            add(lines, dimension.codelist() != null, "codelist: " + dimension.codelist());
            add(lines, dimension.blank() == Blank.NOT_APPLICABLE, "blank: not_applicable");
        } else if (role instanceof ColumnRole.Measure measure) {
            lines.add("name: " + measure.name());
        } else if (role instanceof ColumnRole.Attribute attribute) {
            lines.add("name: " + asText(attribute.name()));
            add(lines, attribute.pad() > 0, "pad: " + attribute.pad());
        } else if (role instanceof ColumnRole.Condition condition) {
            lines.add("equals: " + listed(condition.equal()));
        } else if (role instanceof ColumnRole.Hierarchy hierarchy) {
            lines.add("levels: ["
                    + hierarchy.levels().stream().map(Dimension::name).collect(Collectors.joining(", ")) + "]");
            lines.add("by: " + word(hierarchy.by()));
            add(lines, hierarchy.indent() > 0, "indent: " + hierarchy.indent());
            add(lines, !hierarchy.widths().isEmpty(), "widths: " + hierarchy.widths());
        }
        return lines;
    }

    private static void add(List<String> lines, boolean isSaid, String line) {
        if (isSaid) {
            lines.add(line);
        }
    }

    private void list(String key, List<String> texts) {
        if (!texts.isEmpty()) {
            line(key + ": " + listed(texts));
        }
    }

    private void comment(Reason reason) {
        line("# " + comment(sentences.apply(reason)));
    }

    private String why(Reason reason) {
        return "  # " + comment(sentences.apply(reason));
    }

    private static String comment(String sentence) {
        return CONTROL.matcher(sentence).replaceAll(" ");
    }

    private static String listed(List<String> texts) {
        return texts.stream().map(DraftWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** YAML takes some words for yes or no. */
    private static String asText(String word) {
        return NO_TEXT.matcher(word).matches() ? quoted(word) : word;
    }

    private static String quoted(String text) {
        String escaped = Texts.fold(text).replace("\\", "\\\\").replace("\"", "\\\"");
        return "\""
                + CONTROL.matcher(escaped)
                        .replaceAll(match -> String.format(
                                Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)))
                + "\"";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
