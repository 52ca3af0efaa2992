package org.sumario.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Refused;

/** Which job file a spreadsheet belongs to, and where its tables stand. */
public record Recognition(JobDefinition job, List<SheetLayout> sheets) {

    /**
     * Exactly one job file must match, by marker and headers, never by file name.
     *
     * @param source the source that a person or the inbox folder names, null for any
     * @throws Refused when none matches (naming what is missing from the nearest) or several do
     */
    public static Recognition of(InputFile file, String fileName, List<JobDefinition> jobs, @Nullable String source) {
        List<Recognition> matches = new ArrayList<>();
        List<JobDefinition> candidates = jobs.stream()
                .filter(job -> source == null || job.sourceCode().equals(source))
                .filter(job -> markersAgree(job, file, jobs))
                .toList();
        for (JobDefinition job : candidates) {
            List<SheetLayout> sheets = file.sheets().stream()
                    .map(sheet -> SheetLayout.find(job, sheet))
                    .flatMap(Optional::stream)
                    .toList();
            if (!sheets.isEmpty()) {
                matches.add(new Recognition(job, sheets));
            }
        }
        if (matches.size() == 1) {
            return matches.get(0);
        }
        if (!matches.isEmpty()) {
            throw new Refused(
                    "SOURCE_AMBIGUOUS",
                    fileName,
                    String.join(
                            ", ",
                            matches.stream().map(m -> m.job().sourceCode()).toList()));
        }
        throw candidates.isEmpty()
                ? new Refused("SOURCE_MARKER_MISSING", fileName, source == null ? "-" : source)
                : noMatch(file, fileName, candidates);
    }

    private static Refused noMatch(InputFile file, String fileName, List<JobDefinition> candidates) {
        String nearest = "-";
        List<String> missing = List.of();
        boolean hasHeader = false;
        for (JobDefinition job : candidates) {
            for (InputFile.SheetPreview sheet : file.sheets()) {
                List<String> lacks = SheetLayout.missing(job, sheet);
                hasHeader |= lacks.size() < SheetLayout.required(job).size();
                if (missing.isEmpty() || lacks.size() < missing.size()) {
                    missing = lacks;
                    nearest = job.sourceCode();
                }
            }
        }
        if (!hasHeader && !file.isTable()) {
            // A read-me beside the spreadsheets. Asked only here, so that a ragged file of a known source is never
            // taken for one.
            return new Refused("NOT_A_SPREADSHEET", fileName);
        }
        return new Refused("SOURCE_UNKNOWN", fileName, nearest, String.join(", ", missing));
    }

    /** A file that carries a marker is of the job that declares it and of no other; one that carries none is of no such job. */
    private static boolean markersAgree(JobDefinition job, InputFile file, List<JobDefinition> jobs) {
        JobDefinition.Marker wanted = job.marker();
        if (wanted != null) {
            return carries(file, wanted);
        }
        return jobs.stream().map(JobDefinition::marker).noneMatch(marker -> marker != null && carries(file, marker));
    }

    private static boolean carries(InputFile file, JobDefinition.Marker marker) {
        return marker.value().equals(file.properties().get(marker.property()));
    }
}
