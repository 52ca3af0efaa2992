package org.sumario.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobDefinition.Accumulation;
import org.sumario.jobs.JobDefinition.Marker;
import org.sumario.jobs.Layout.Column;
import org.sumario.model.Codelist;
import org.sumario.model.Codelist.Code;
import org.sumario.model.Scope;

/**
 * SHA-256 over the meaning of a job file, in two parts: the layout (source, scope, accumulation, first year, marker, columns), which
 * decides how a file is read, and the code-list entries, which decide what its labels mean. The order of columns, aliases, labels and
 * codes means nothing, so lines are sorted.
 */
final class MappingDigest {

    private final TreeSet<String> lines = new TreeSet<>();

    private MappingDigest() {}

    /**
     * Both digests of one mapping.
     *
     * @param layout without the code-list entries: while it stays, a file need not be read again
     * @param whole with them
     */
    record Pair(String layout, String whole) {}

    static Pair of(
            String source,
            Scope scope,
            Accumulation accumulation,
            int firstYear,
            @Nullable Marker marker,
            @Nullable String regions,
            List<Layout> layouts,
            Collection<Codelist> codelists) {
        MappingDigest digest = new MappingDigest();
        digest.line("source", source);
        if (scope.code() != null) {
            digest.line("scope", scope.code());
        } else if (scope.dimension() != null) {
            digest.line("scope", "dimension", scope.dimension());
        }
        digest.line("accumulation", RoleReader.word(accumulation));
        digest.line("first_year", Integer.toString(firstYear));
        if (marker != null) {
            digest.line("marker", marker.property(), marker.value());
        }
        if (regions != null) {
            digest.line("regions", regions);
        }
        layouts.forEach(layout -> digest.layout(layout, layouts.size() == 1));
        String layout = digest.sha256();
        codelists.forEach(list -> list.codes().forEach(code -> digest.code(list.name(), code)));
        return new Pair(layout, digest.sha256());
    }

    /** The only layout of a job adds nothing but its columns where it says nothing else, so that naming it changes no figure. */
    private void layout(Layout layout, boolean isOnly) {
        List<String> own = List.of(
                Integer.toString(layout.firstYear()),
                Integer.toString(layout.lastYear()),
                Integer.toString(layout.headerRows()),
                patterns(layout.sheets()),
                patterns(layout.totals()),
                patterns(layout.until()));
        boolean isPlain = isOnly
                && !layout.isRestricted()
                && layout.headerRows() == 1
                && own.subList(3, own.size()).stream().allMatch(String::isEmpty);
        List<String> columns = new ArrayList<>();
        layout.columns().forEach(column -> columns.add(column(column)));
        if (isPlain) {
            columns.forEach(lines::add);
        } else {
            columns.sort(null);
            line("layout", joined(own), joined(columns));
        }
    }

    private static String patterns(List<Place.Wildcard> patterns) {
        TreeSet<String> folded = new TreeSet<>();
        patterns.forEach(pattern -> folded.add(Spelling.fold(pattern.text())));
        return joined(folded);
    }

    private static String column(Column column) {
        List<String> fields = new ArrayList<>(List.of("column"));
        if (column.place() instanceof Place.Header header) {
            TreeSet<String> aliases = new TreeSet<>();
            header.aliases().forEach(alias -> aliases.add(Spelling.fold(alias)));
            fields.addAll(List.of(Spelling.fold(header.text()), Boolean.toString(column.required()), joined(aliases)));
        } else {
            fields.addAll(List.of("at " + column.place(), Boolean.toString(column.required()), ""));
        }
        fields.addAll(role(column.role()));
        if (!column.clean().isEmpty() || !column.marks().isEmpty() || column.fillDown()) {
            fields.addAll(List.of(
                    column.clean().toString(),
                    new TreeSet<>(column.marks().stream()
                                    .map(Layout.Mark::toString)
                                    .toList())
                            .toString(),
                    Boolean.toString(column.fillDown())));
        }
        return joined(fields);
    }

    private static List<String> role(ColumnRole role) {
        if (role instanceof ColumnRole.Period period) {
            return List.of("period", period.withYear() ? "with_year" : period.monthNumber() ? "month_number" : "es");
        } else if (role instanceof ColumnRole.Year) {
            return List.of("year");
        } else if (role instanceof ColumnRole.ExtractionDate) {
            return List.of("extraction_date");
        } else if (role instanceof ColumnRole.PublishedDate) {
            return List.of("published_date");
        } else if (role instanceof ColumnRole.Dimension dimension) {
            String codelist = dimension.codelist();
            return List.of(
                    "dimension",
                    dimension.name(),
                    codelist == null ? "" : codelist,
                    RoleReader.word(dimension.blank()),
                    joined(new TreeSet<>(dimension.unclassified()))
                            + (dimension.pad() == 0 ? "" : " pad " + dimension.pad()));
        } else if (role instanceof ColumnRole.Measure measure) {
            return List.of("measure", measure.name(), RoleReader.word(measure.blank()));
        } else if (role instanceof ColumnRole.Attribute attribute) {
            return List.of("attribute", attribute.name(), Integer.toString(attribute.pad()));
        } else if (role instanceof ColumnRole.Hierarchy hierarchy) {
            return List.of("hierarchy", hierarchy.toString());
        } else if (role instanceof ColumnRole.Condition condition) {
            String lists = joined(new TreeSet<>(condition.lists()));
            return List.of(
                    "condition", joined(new TreeSet<>(condition.equal())) + (lists.isEmpty() ? "" : " lists " + lists));
        } else if (role instanceof ColumnRole.Ignored
                || role instanceof ColumnRole.LevelCode
                || role instanceof ColumnRole.RowTotal) {
            return List.of(role.word());
        }
        throw new IllegalStateException("a role without a digest: " + role);
    }

    private void code(String codelist, Code code) {
        List<String> attributes = new ArrayList<>();
        for (Map.Entry<String, String> attribute : new TreeMap<>(code.attributes()).entrySet()) {
            attributes.add(joined(List.of(attribute.getKey(), attribute.getValue())));
        }
        line(
                "code",
                codelist,
                code.code(),
                code.name(),
                joined(new TreeSet<>(code.labels())),
                code.parent(),
                code.validFrom() == null ? "" : code.validFrom().toString(),
                code.validTo() == null ? "" : code.validTo().toString(),
                joined(attributes));
    }

    private void line(String... fields) {
        lines.add(joined(List.of(fields)));
    }

    /** Each text behind its length, so that no two lists of texts are written alike. */
    private static String joined(Collection<String> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.length()).append(':').append(text));
        return joined.toString();
    }

    private String sha256() {
        try {
            byte[] canonical = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
