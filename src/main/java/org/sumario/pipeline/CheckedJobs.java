package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.warehouse.RuleFindings;

/** Job files that were read, and whose rules the warehouse would run: what cannot is refused like any other mistake. */
public final class CheckedJobs {
    private CheckedJobs() {}

    /** Every job file of a folder. */
    public static List<JobDefinition> load(Path folder) {
        List<JobDefinition> jobs = JobFiles.load(folder);
        RuleFindings.refuseBad(jobs.stream().map(Sources::describe).toList());
        return jobs;
    }

    /** One job file. */
    public static JobDefinition parse(Path file) {
        JobDefinition job = JobFiles.parse(file);
        RuleFindings.refuseBad(List.of(Sources.describe(job)));
        return job;
    }
}
