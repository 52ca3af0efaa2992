package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.Layout;
import org.sumario.model.Reason;
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
        List<JobDefinition> candidates = jobs.stream()
                .filter(job -> source == null || job.sourceCode().equals(source))
                .filter(job -> markersAgree(job, file, jobs))
                .toList();
        List<Recognition> matches = matches(file, fileName, candidates);
        if (!matches.stream().anyMatch(match -> match.isOfAllSheets(file)) && file.showMore()) {
            matches = matches(file, fileName, candidates);
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

    private static List<Recognition> matches(InputFile file, String fileName, List<JobDefinition> candidates) {
        List<Recognition> matches = new ArrayList<>();
        for (JobDefinition job : candidates) {
            List<SheetLayout> sheets = new ArrayList<>();
            for (SheetPreview sheet : file.sheets()) {
                only(fileName, sheet, job, file).ifPresent(sheets::add);
            }
            if (!sheets.isEmpty()) {
                matches.add(new Recognition(job, sheets));
            }
        }
        return matches;
    }

    /** Whether no sheet may have a table further down, and of each table enough is shown to tell how it is laid out. */
    private boolean isOfAllSheets(InputFile file) {
        return file.sheets().stream()
                .allMatch(sheet -> !sheet.isCut()
                        || sheets.stream()
                                .anyMatch(layout -> layout.sheetName().equals(sheet.sheetName())
                                        && sheet.showsBelow(layout.headerRow())));
    }

    /** The layout of a job that a sheet has; two of them contradict each other. */
    private static Optional<SheetLayout> only(String fileName, SheetPreview sheet, JobDefinition job, InputFile file) {
        List<SheetLayout> found = job.layouts().stream()
                .map(layout -> LayoutSearch.of(layout, sheet, file, fileName).found())
                .flatMap(Optional::stream)
                .toList();
        if (found.size() > 1) {
            throw new Refused(
                    "LAYOUT_AMBIGUOUS",
                    fileName,
                    sheet.sheetName(),
                    job.sourceCode(),
                    String.join(
                            ", ",
                            found.stream()
                                    .map(each -> String.valueOf(each.layout().name()))
                                    .toList()));
        }
        return found.stream().findFirst();
    }

    /** A search in a sheet for a layout of a job. */
    private record Attempt(JobDefinition job, String sheetName, Layout layout, LayoutSearch.Result result) {
        /** Headers first: a sheet that lacks them is further away than one of which a place says something else. */
        int distance() {
            return result.missingHeaders().size() * 100 + result.misses().size();
        }
    }

    private static Refused noMatch(InputFile file, String fileName, List<JobDefinition> candidates) {
        List<Attempt> attempts = new ArrayList<>();
        // A job of few columns lacks fewer than the one whose publisher renamed some of many: what is there counts,
        // too.
        List<JobDefinition> near = LayoutChange.of(file, candidates)
                .map(change -> List.of(change.job()))
                .orElse(candidates);
        for (JobDefinition job : near) {
            for (Layout layout : job.layouts()) {
                for (SheetPreview sheet : file.sheets()) {
                    attempts.add(new Attempt(
                            job, sheet.sheetName(), layout, LayoutSearch.of(layout, sheet, file, fileName)));
                }
            }
        }
        if (attempts.stream().noneMatch(attempt -> attempt.result().hasHeaders()) && !file.isTable()) {
            // A read-me beside the spreadsheets. Asked only here, so that a ragged file of a known source is never
            // taken for one.
            return new Refused("NOT_A_SPREADSHEET", fileName);
        }
        Attempt nearest = attempts.stream()
                .min(Comparator.comparingInt(Attempt::distance))
                .orElse(null);
        if (nearest == null) {
            return new Refused("SOURCE_UNKNOWN", fileName, "-", "");
        }
        boolean isOnly = nearest.job().layouts().size() == 1;
        if (isOnly && !nearest.result().missingHeaders().isEmpty()) {
            boolean mayStandBelow =
                    !nearest.result().hasHeaders() && file.sheets().stream().anyMatch(SheetPreview::isCut);
            return new Refused(Reason.of(
                            "SOURCE_UNKNOWN",
                            fileName,
                            nearest.job().sourceCode(),
                            String.join(", ", nearest.result().missingHeaders()))
                    .with(mayStandBelow ? List.of(Reason.of("HEADER_WITHIN", InputFile.HEADER_WITHIN)) : List.of()));
        }
        List<Reason> why = new ArrayList<>();
        for (Layout layout : nearest.job().layouts()) {
            if (!isOnly) {
                why.add(Reason.of("LAYOUT_IS_NOT", String.valueOf(layout.name())));
            }
            attempts.stream()
                    .filter(attempt -> attempt.layout() == layout)
                    .min(Comparator.comparingInt(Attempt::distance))
                    .ifPresent(attempt -> why.addAll(attempt.result().misses()));
        }
        return new Refused(
                Reason.of("SOURCE_UNKNOWN_LAYOUT", fileName, nearest.job().sourceCode())
                        .with(why));
    }

    /** A file that carries a marker is of the job that declares it and of no other; one that carries none is of no such job. */
    static boolean markersAgree(JobDefinition job, InputFile file, List<JobDefinition> jobs) {
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
