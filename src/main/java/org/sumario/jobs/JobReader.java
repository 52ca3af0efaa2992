package org.sumario.jobs;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobDefinition.Accumulation;
import org.sumario.jobs.JobDefinition.Guards;
import org.sumario.jobs.JobDefinition.Headline;
import org.sumario.jobs.JobDefinition.Marker;
import org.sumario.jobs.JobDefinition.Schedule;
import org.sumario.model.Codelist;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Rule;
import org.sumario.model.Scope;

/** Reads one job file, key by key in the order of {@code jobs/README.md}, and the code lists it names. */
final class JobReader {

    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String SOURCE_FORM = "lower-case letters and digits with single hyphens";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+([_-][A-Za-z0-9]+)*");
    private static final String WORD_FORM = "one word of letters, digits, hyphens and underscores";
    private static final List<String> SCOPE_DIMENSIONS = List.of("region", "fiscal_district");
    private static final List<String> REGION_BASES = List.of("seat", "jurisdiction", "occurrence");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2100;

    private static final int FIRST_YEAR = 2000;
    private static final Guards DEFAULT_GUARDS = new Guards(
            List.of(),
            new BigDecimal("0.005"),
            new BigDecimal("0.005"),
            new BigDecimal("0.98"),
            new BigDecimal("0.02"),
            new BigDecimal("0.10"));

    private final Path file;
    private final YamlMapping job;
    private final Map<String, CodelistReader.Lines> codelists = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    private JobReader(Path file, YamlMapping job) {
        this.file = file;
        this.job = job;
        files.add(file);
    }

    /** A job with the lines that a comparison with other job files may refuse. */
    record Read(JobDefinition definition, int sourceLine, int yieldsToLine) {}

    static Read read(Path file) {
        return YamlMapping.read(file, String.valueOf(file.getFileName()), job -> new JobReader(file, job).read());
    }

    private Read read() {
        String source = job.text("source", SOURCE, SOURCE_FORM);
        Map<String, String> titles = job.mapping("title", JobReader::titles);
        String publisher = job.text("publisher");
        String url = url();
        String licence = job.text("licence");
        String attribution = job.text("attribution");
        String country = job.text("country");
        if (!COUNTRIES.contains(country)) {
            throw job.refusal("country", "'" + country + "' is no country code of two capital letters (ISO 3166-1)");
        }
        String countingUnit = job.text("counting_unit", WORD, WORD_FORM);
        String regionBasis = job.choice("region_basis", REGION_BASES);
        Scope scope = scope();
        Accumulation accumulation = RoleReader.constant(job, "accumulation", Accumulation.class);
        int firstYear = job.wholeNumber("first_year", EARLIEST_YEAR, LATEST_YEAR, FIRST_YEAR);
        Marker marker = job.optionalMapping("marker", m -> new Marker(m.text("property"), m.text("value")))
                .orElse(null);
        String yieldsTo = job.optionalText("yields_to", SOURCE, SOURCE_FORM).orElse(null);
        if (source.equals(yieldsTo)) {
            throw job.refusal("yields_to", "a source cannot yield to itself");
        }
        String regions = job.optionalText("regions", RoleReader.CODELIST_NAME, RoleReader.CODELIST_FORM)
                .orElse(null);
        if (regions != null) {
            addCodelist(regions, job, "regions");
        }
        List<Layout> layouts = layouts();
        List<ColumnRole.Dimension> dimensions = Layouts.dimensions(layouts);
        List<String> measures = Layouts.measures(layouts);
        refuseOtherRegions(regions, dimensions);
        refuseScopeWithoutCodes(scope, dimensions);
        Guards guards = job.optionalMapping("guards", mapping -> guards(mapping, scope, dimensions))
                .orElse(DEFAULT_GUARDS);
        Headline headline = job.optionalMapping("headline", mapping -> headline(mapping, measures, dimensions))
                .orElse(null);
        Schedule schedule = job.optionalMapping("schedule", JobReader::schedule).orElse(null);
        List<Rule> rules = new RuleReader(file, files::add).read(job);
        Map<String, Codelist> lists = lists(regions);
        MappingDigest.Pair digest =
                MappingDigest.of(source, scope, accumulation, firstYear, marker, regions, layouts, lists.values());
        JobDefinition definition = new JobDefinition(
                source,
                titles,
                publisher,
                url,
                licence,
                attribution,
                country,
                countingUnit,
                regionBasis,
                scope,
                accumulation,
                firstYear,
                marker,
                yieldsTo,
                layouts,
                guards,
                headline,
                schedule,
                lists,
                digest.layout(),
                digest.whole(),
                List.copyOf(files),
                regions,
                rules);
        return new Read(definition, job.line("source"), job.line("yields_to"));
    }

    static Map<String, String> titles(YamlMapping title) {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("en", title.text("en"));
        titles.put("es", title.text("es"));
        return Collections.unmodifiableMap(titles);
    }

    private Scope scope() {
        Optional<Scope> byDimension =
                job.mappingIfAny("scope", mapping -> Scope.by(mapping.choice("dimension", SCOPE_DIMENSIONS)));
        if (byDimension.isPresent()) {
            return byDimension.get();
        }
        String scope = job.text("scope", WORD, WORD_FORM);
        if (SCOPE_DIMENSIONS.contains(scope)) {
            throw job.refusal(
                    "scope", "where each file holds one '" + scope + "', write {dimension: " + scope + "}; else all");
        }
        return Scope.of(scope);
    }

    private String url() {
        String url = job.text("url");
        try {
            URI address = new URI(url);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException bad) {
            throw job.refusal("url", "'" + url + "' is no web address: " + bad.getReason());
        }
        throw job.refusal("url", "'" + url + "' is no web address that begins with https:// or http://");
    }

    private List<Layout> layouts() {
        if (!job.has("layouts")) {
            return List.of(LayoutReader.read(job, false, this::addCodelist));
        }
        if (job.has("columns")) {
            throw job.refusal("layouts", "'columns' and 'layouts' exclude each other");
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Layout> layouts = job.mappings("layouts", mapping -> {
            Layout layout = LayoutReader.read(mapping, true, this::addCodelist);
            Integer earlier = names.putIfAbsent(String.valueOf(layout.name()), mapping.line("name"));
            if (earlier != null) {
                throw mapping.refusal(
                        "name", "the layout '" + layout.name() + "' stands twice, first on line " + earlier);
            }
            return layout;
        });
        if (layouts.isEmpty()) {
            throw job.refusal("layouts", "'layouts' lists none");
        }
        Map<String, ColumnRole.Dimension> first = new LinkedHashMap<>();
        layouts.forEach(layout -> Layouts.dimensions(List.of(layout)).forEach(dimension -> {
            ColumnRole.Dimension other = first.putIfAbsent(dimension.name(), dimension);
            if (other != null && !Objects.equals(other.codelist(), dimension.codelist())) {
                throw job.refusal(
                        "layouts", "the dimension '" + dimension.name() + "' has the same code list in every layout");
            }
        }));
        Set<Boolean> countsCases = layouts.stream()
                .flatMap(layout -> layout.columns().stream())
                .filter(column -> column.role() instanceof ColumnRole.Measure)
                .map(column -> !((ColumnRole.Measure) column.role()).name().equals(ObservationBatch.MEASURES.get(0)))
                .collect(Collectors.toSet());
        if (countsCases.size() > 1) {
            throw job.refusal("layouts", "a source counts either complaints or cases, in all of its layouts");
        }
        return layouts;
    }

    private void addCodelist(String name, YamlMapping mapping) {
        addCodelist(name, mapping, "codelist");
    }

    /** A source has one list of regions, whether a column names them or codes have them for parents. */
    private void refuseOtherRegions(@Nullable String regions, List<ColumnRole.Dimension> dimensions) {
        String listed = dimension(dimensions, "region")
                .map(ColumnRole.Dimension::codelist)
                .orElse(regions);
        if (regions != null && !regions.equals(listed)) {
            throw job.refusal("regions", "the dimension 'region' has another code list: " + listed);
        }
    }

    private void refuseScopeWithoutCodes(Scope scope, List<ColumnRole.Dimension> dimensions) {
        String dimension = scope.dimension();
        if (dimension != null
                && dimension(dimensions, dimension)
                        .map(ColumnRole.Dimension::codelist)
                        .isEmpty()) {
            throw job.refusal("scope", "'" + dimension + "' is no dimension with a code list in 'columns'");
        }
    }

    private void addCodelist(String name, YamlMapping mapping, String key) {
        if (codelists.containsKey(name)) {
            return;
        }
        Path list = file.resolveSibling("codelists").resolve(name + ".csv");
        if (!Files.isRegularFile(list)) {
            throw mapping.refusal(key, "the code list codelists/" + name + ".csv does not exist");
        }
        CodelistReader.Lines read = CodelistReader.read(name, list);
        codelists.put(name, read);
        files.addAll(read.files());
    }

    private Map<String, Codelist> lists(@Nullable String regions) {
        Map<String, Codelist> lists = new LinkedHashMap<>();
        codelists.forEach((name, lines) -> lists.put(name, lines.codelist()));
        Optional<Codelist> parents = Optional.ofNullable(regions).map(lists::get);
        codelists.values().forEach(lines -> lines.checkParents(parents));
        return Collections.unmodifiableMap(lists);
    }

    private static Guards guards(YamlMapping guards, Scope scope, List<ColumnRole.Dimension> dimensions) {
        List<String> complete = guards.texts("complete");
        if (!complete.isEmpty() && scope.dimension() != null) {
            throw guards.refusal(
                    "complete",
                    "'complete' needs a scope that is the whole source; here a file holds the codes of its scopes only");
        }
        for (String dimension : complete) {
            if (dimension(dimensions, dimension)
                    .map(ColumnRole.Dimension::codelist)
                    .isEmpty()) {
                throw guards.refusal("complete", "'" + dimension + "' is no dimension with a code list in 'columns'");
            }
        }
        return new Guards(
                complete,
                guards.share("rejected_share_at_most", DEFAULT_GUARDS.rejectedShareAtMost()),
                guards.share("unmapped_share_at_most", DEFAULT_GUARDS.unmappedShareAtMost()),
                guards.share("later_total_at_least", DEFAULT_GUARDS.laterTotalAtLeast()),
                guards.share("same_period_total_within", DEFAULT_GUARDS.samePeriodTotalWithin()),
                guards.share("same_period_keys_within", DEFAULT_GUARDS.samePeriodKeysWithin()));
    }

    private static Headline headline(
            YamlMapping headline, List<String> measures, List<ColumnRole.Dimension> dimensions) {
        Map<String, String> titles = headline.mapping("title", JobReader::titles);
        String dimension = headline.text("dimension");
        if (dimension(dimensions, dimension).isEmpty()) {
            throw headline.refusal("dimension", "'" + dimension + "' is no dimension in 'columns'");
        }
        if (!measures.contains("complaint_count") && dimension.equals("region")) {
            throw headline.refusal("dimension", "figures of cases are published by fiscal district, not by region");
        }
        return new Headline(titles, dimension, headline.text("value"));
    }

    private static Optional<ColumnRole.Dimension> dimension(List<ColumnRole.Dimension> dimensions, String name) {
        return dimensions.stream()
                .filter(dimension -> dimension.name().equals(name))
                .findFirst();
    }

    private static Schedule schedule(YamlMapping schedule) {
        String cron = schedule.text("cron");
        Cron.complaint(cron).ifPresent(complaint -> {
            throw schedule.refusal("cron", complaint);
        });
        String zone = schedule.text("zone");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw schedule.refusal("zone", "'" + zone + "' is no time zone such as America/Lima");
        }
        return new Schedule(cron, zone, schedule.wholeNumber("grace_days", 0, 366));
    }
}
