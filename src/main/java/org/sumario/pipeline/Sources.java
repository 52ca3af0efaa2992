package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Codelist;
import org.sumario.model.RuleSet;
import org.sumario.model.SourceDescription;

/** Tells the warehouse what it needs to know of a job file, in the words of the model. */
public final class Sources {
    private Sources() {}

    /** One job file. */
    public static SourceDescription describe(JobDefinition job) {
        Map<String, Codelist> codelists = new LinkedHashMap<>();
        List<ColumnRole.Dimension> dimensions = job.dimensions();
        for (ColumnRole.Dimension dimension : dimensions) {
            if (dimension.codelist() != null) {
                codelists.put(dimension.name(), requireNonNull(job.codelists().get(dimension.codelist())));
            }
        }
        if (job.regions() != null) {
            codelists.put("region", requireNonNull(job.codelists().get(job.regions())));
        }
        JobDefinition.Guards guards = job.guards();
        return new SourceDescription(
                job.sourceCode(),
                job.titles().getOrDefault("en", job.sourceCode()),
                job.titles().getOrDefault("es", job.sourceCode()),
                job.publisher(),
                job.url(),
                job.licence(),
                job.attribution(),
                job.countryCode(),
                job.countingUnit(),
                job.regionBasis(),
                job.accumulation().name().toLowerCase(Locale.ROOT),
                job.scope(),
                codelists,
                guards.complete(),
                dimensions.stream()
                        .filter(dimension -> !dimension.unclassified().isEmpty())
                        .collect(Collectors.toMap(
                                ColumnRole.Dimension::name,
                                ColumnRole.Dimension::unclassified,
                                (one, other) -> one,
                                TreeMap::new)),
                job.yieldsTo(),
                guards.rejectedShareAtMost(),
                guards.unmappedShareAtMost(),
                guards.laterTotalAtLeast(),
                guards.samePeriodTotalWithin(),
                guards.samePeriodKeysWithin(),
                new RuleSet(dimensions.stream().map(ColumnRole.Dimension::name).toList(), job.measures(), job.rules()));
    }
}
