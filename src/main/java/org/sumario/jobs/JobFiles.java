package org.sumario.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumario.model.Refused;

/**
 * Reads job files. What is wrong with one is refused with {@code JOB_FILE_BAD} (or {@code CODELIST_BAD} for a list it names):
 * file name, line counted from 1, explanation.
 */
public final class JobFiles {

    private JobFiles() {}

    /** Every job file of a folder in the order of file names; no two of them describe one source. */
    public static List<JobDefinition> load(Path jobsFolder) {
        Map<String, String> fileNames = new LinkedHashMap<>();
        List<JobReader.Read> jobs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path file : in(jobsFolder)) {
            String name = String.valueOf(file.getFileName());
            JobReader.Read job = JobReader.read(file);
            String source = job.definition().sourceCode();
            String earlier = fileNames.putIfAbsent(source, name);
            if (earlier != null) {
                throw refusal(name, job.sourceLine(), "the source '" + source + "' is that of " + earlier + " too");
            }
            jobs.add(job);
            names.add(name);
        }
        for (int index = 0; index < jobs.size(); index++) {
            String yieldsTo = jobs.get(index).definition().yieldsTo();
            if (yieldsTo != null && !fileNames.containsKey(yieldsTo)) {
                throw refusal(
                        names.get(index),
                        jobs.get(index).yieldsToLine(),
                        "no job file describes the source '" + yieldsTo + "'");
            }
        }
        return jobs.stream().map(JobReader.Read::definition).toList();
    }

    /** One job file; its code lists stand in the folder {@code codelists} beside it. */
    public static JobDefinition parse(Path jobFile) {
        return JobReader.read(jobFile).definition();
    }

    /** The job files of a folder in the order of their names, right or wrong. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(JobFiles::isJobFile).sorted().collect(Collectors.toList());
        } catch (IOException unreadable) {
            throw new Refused("JOBS_FOLDER_MISSING", folder);
        }
    }

    /** Whether a file's name ends as those of job files do. */
    public static boolean isNamedAsOne(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    private static boolean isJobFile(Path file) {
        return isNamedAsOne(file) && !String.valueOf(file.getFileName()).startsWith(".") && Files.isRegularFile(file);
    }

    private static Refused refusal(String fileName, int line, String explanation) {
        return new Refused("JOB_FILE_BAD", fileName, line, explanation);
    }
}
