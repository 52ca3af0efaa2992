package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Refused;

/** The job files and code lists that a release was made with, from the archive. */
public final class UsedJobFiles {
    private UsedJobFiles() {}

    /** Reads them. */
    public static List<JobDefinition> load(Path warehouse, History.Release release) throws IOException {
        Path folder = Files.createTempDirectory("sumario-jobs");
        try {
            return load(warehouse, release, folder);
        } finally {
            Recovery.delete(folder);
        }
    }

    /** The files of job definitions by their path below the folder of job files. */
    static Map<String, Path> paths(List<JobDefinition> jobs) {
        Map<String, Path> paths = new TreeMap<>();
        for (JobDefinition job : jobs) {
            Path folder = requireNonNull(job.files().get(0).toAbsolutePath().getParent());
            job.files()
                    .forEach(file ->
                            paths.put(folder.relativize(file.toAbsolutePath()).toString(), file));
        }
        return paths;
    }

    /** Lays them out in a folder, as {@code jobs/} had them, and reads them. */
    static List<JobDefinition> load(Path warehouse, History.Release release, Path folder) {
        return load(new Archive(warehouse)::require, release.jobFiles(), folder);
    }

    /**
     * The same for files by their path below the folder of job files.
     *
     * @param archived finds an archived file by its SHA-256 and, to name it, its path
     * @throws Refused {@code JOB_FILE_BAD} also where a path leads out of that folder
     */
    static List<JobDefinition> load(
            BiFunction<String, String, Path> archived, Map<String, String> jobFiles, Path folder) {
        lay(archived, jobFiles, folder);
        return JobFiles.load(folder);
    }

    private static void lay(BiFunction<String, String, Path> archived, Map<String, String> jobFiles, Path folder) {
        try {
            for (var file : jobFiles.entrySet()) {
                Path target = folder.resolve(file.getKey()).normalize();
                if (!target.startsWith(folder)) {
                    throw new Refused("JOB_FILE_BAD", file.getKey(), 0, "it lies outside the folder of job files");
                }
                Files.createDirectories(requireNonNull(target.getParent()));
                Files.copy(archived.apply(file.getValue(), file.getKey()), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
