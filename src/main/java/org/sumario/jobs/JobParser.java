package org.sumario.jobs;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.model.Codelist;

/** Reads one job file into a definition; every method reads one part of the language. */
final class JobParser {
    static final List<String> DIMENSIONS = List.of(
            "fiscal_district",
            "region",
            "level_1",
            "level_2",
            "level_3",
            "level_4",
            "article",
            "specialty",
            "case_type");
    private static final List<String> ROLES = List.of(
            "period", "year", "extraction_date", "published_date", "dimension", "measure", "attribute", "ignored");

    private final Path file;
    private final JobNode root;
    private final Map<String, Codelist> codelists = new TreeMap<>();
    private final List<Path> files = new ArrayList<>();

    JobParser(Path file, JobNode root) {
        this.file = file;
        this.root = root;
        files.add(file);
    }

    JobDefinition parse() {
        List<JobDefinition.Column> columns = columns(root.get("columns"));
        String regions = root.find("regions").map(this::codelist).orElse(null);
        String source = root.get("source").text();
        String scope = root.find("scope").map(JobNode::text).orElse("all");
        JobDefinition.Accumulation accumulation = root.get("accumulation").oneOf(JobDefinition.Accumulation.class);
        int firstYear = root.find("first_year").map(JobNode::integer).orElse(2000);
        JobDefinition.Marker marker = root.find("marker").map(JobParser::marker).orElse(null);
        // What the digest covers is what changes the meaning of a cell.
        String mapping = List.of(source, scope, accumulation, firstYear, String.valueOf(marker), columns, codelists)
                .toString();
        JobDefinition job = new JobDefinition(
                source,
                titles(root.get("title")),
                root.get("publisher").text(),
                root.get("url").text(),
                root.get("licence").text(),
                root.get("attribution").text(),
                root.get("country").text(),
                root.get("counting_unit").text(),
                root.get("region_basis").oneOf(List.of("seat", "jurisdiction", "occurrence")),
                scope,
                accumulation,
                firstYear,
                marker,
                root.find("yields_to").map(JobNode::text).orElse(null),
                columns,
                guards(root.find("guards")),
                root.find("headline").map(JobParser::headline).orElse(null),
                root.find("schedule").map(JobParser::schedule).orElse(null),
                Map.copyOf(codelists),
                sha256(mapping),
                List.copyOf(files),
                regions);
        root.finish();
        return job;
    }

    private List<JobDefinition.Column> columns(JobNode list) {
        List<JobDefinition.Column> columns = new ArrayList<>();
        Set<String> headers = new HashSet<>();
        Set<String> single = new HashSet<>();
        for (JobNode item : list.items()) {
            JobDefinition.Column column = new JobDefinition.Column(
                    item.get("header").text(),
                    item.find("aliases").map(JobNode::texts).orElse(List.of()),
                    item.find("required").map(JobNode::bool).orElse(true),
                    role(item));
            item.finish();
            List<String> names = new ArrayList<>(column.aliases());
            names.add(column.header());
            for (String name : names) {
                if (!headers.add(name.strip().toLowerCase(Locale.ROOT))) {
                    throw item.refuse("header '" + name + "' stands for two columns");
                }
            }
            String what = purpose(column.role());
            if (!what.isEmpty() && !single.add(what)) {
                throw item.refuse("a second column for " + what);
            }
            columns.add(column);
        }
        for (String needed : List.of("measure", "year", "period")) {
            if (!single.contains(needed)) {
                throw list.refuse("no column has the role " + needed);
            }
        }
        return List.copyOf(columns);
    }

    private static String purpose(ColumnRole role) {
        if (role instanceof ColumnRole.Dimension dimension) {
            return "dimension " + dimension.name();
        }
        if (role instanceof ColumnRole.Attribute attribute) {
            return "attribute " + attribute.name();
        }
        return role instanceof ColumnRole.Ignored ? "" : word(role);
    }

    private static String word(ColumnRole role) {
        return role.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private ColumnRole role(JobNode column) {
        return switch (column.get("role").oneOf(ROLES)) {
            case "period" ->
                new ColumnRole.Period(column.find("language")
                        .map(node -> node.oneOf(List.of("es")))
                        .orElse("es"));
            case "year" -> new ColumnRole.Year();
            case "extraction_date" -> new ColumnRole.ExtractionDate();
            case "published_date" -> new ColumnRole.PublishedDate();
            case "dimension" ->
                new ColumnRole.Dimension(
                        column.get("name").oneOf(DIMENSIONS),
                        column.find("codelist").map(this::codelist).orElse(null),
                        blank(column, Blank.UNKNOWN, Set.of(Blank.UNKNOWN, Blank.NOT_APPLICABLE)),
                        column.find("unclassified").map(JobNode::texts).orElse(List.of()));
            case "measure" ->
                new ColumnRole.Measure(
                        column.get("name").oneOf(List.of("complaint_count")),
                        blank(column, Blank.REJECTED, Set.of(Blank.ABSENT, Blank.ZERO, Blank.REJECTED)));
            case "attribute" ->
                new ColumnRole.Attribute(
                        column.get("name").text(),
                        column.find("pad").map(JobNode::integer).orElse(0));
            default -> new ColumnRole.Ignored();
        };
    }

    private static Blank blank(JobNode column, Blank otherwise, Set<Blank> allowed) {
        Optional<JobNode> node = column.find("blank");
        Blank blank = node.map(given -> given.oneOf(Blank.class)).orElse(otherwise);
        if (!allowed.contains(blank)) {
            throw node.orElseThrow()
                    .refuse("a blank of this role cannot be " + blank.name().toLowerCase(Locale.ROOT));
        }
        return blank;
    }

    private String codelist(JobNode node) {
        String name = node.text();
        Path path = file.resolveSibling("codelists").resolve(name + ".csv");
        if (!name.matches("[a-z0-9-]+") || !Files.isRegularFile(path)) {
            throw node.refuse("there is no code list codelists/" + name + ".csv");
        }
        if (!codelists.containsKey(name)) {
            codelists.put(name, CodelistFile.read(path, name));
            files.add(path);
        }
        return name;
    }

    private static Map<String, String> titles(JobNode node) {
        Map<String, String> titles =
                Map.of("en", node.get("en").text(), "es", node.get("es").text());
        node.finish();
        return titles;
    }

    private static JobDefinition.Marker marker(JobNode node) {
        JobDefinition.Marker marker = new JobDefinition.Marker(
                node.get("property").text(), node.get("value").text());
        node.finish();
        return marker;
    }

    private static JobDefinition.Guards guards(Optional<JobNode> node) {
        JobDefinition.Guards guards = new JobDefinition.Guards(
                node.flatMap(guard -> guard.find("complete")).map(JobNode::items).orElse(List.of()).stream()
                        .map(item -> item.oneOf(DIMENSIONS))
                        .toList(),
                share(node, "rejected_share_at_most", "0.005"),
                share(node, "unmapped_share_at_most", "0.005"),
                share(node, "later_total_at_least", "0.98"),
                share(node, "same_period_total_within", "0.02"),
                share(node, "same_period_keys_within", "0.10"));
        node.ifPresent(JobNode::finish);
        return guards;
    }

    private static BigDecimal share(Optional<JobNode> guards, String key, String otherwise) {
        return guards.flatMap(node -> node.find(key)).map(JobNode::share).orElse(new BigDecimal(otherwise));
    }

    private static JobDefinition.Headline headline(JobNode node) {
        JobDefinition.Headline headline = new JobDefinition.Headline(
                titles(node.get("title")),
                node.get("dimension").oneOf(List.of("article")),
                node.get("value").text());
        node.finish();
        return headline;
    }

    private static JobDefinition.Schedule schedule(JobNode node) {
        JobNode cron = node.get("cron");
        if (cron.text().strip().split("\\s+").length != 6) {
            throw cron.refuse("a cron expression has six fields: second minute hour day month weekday");
        }
        JobNode zone = node.get("zone");
        JobDefinition.Schedule schedule = new JobDefinition.Schedule(
                cron.text(), zone(zone), node.get("grace_days").integer());
        node.finish();
        return schedule;
    }

    private static String zone(JobNode node) {
        try {
            return ZoneId.of(node.text()).getId();
        } catch (DateTimeException e) {
            throw node.refuse("'" + node.text() + "' is no time zone; write one such as America/Lima");
        }
    }

    private static String sha256(@Nullable String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(String.valueOf(text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
