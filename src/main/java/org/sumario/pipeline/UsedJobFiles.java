package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sumario.archive.Archive;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;

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

    /** Lays them out in a folder, as {@code jobs/} had them, and reads them. */
    static List<JobDefinition> load(Path warehouse, History.Release release, Path folder) {
        lay(warehouse, release, folder);
        return JobFiles.load(folder);
    }

    private static void lay(Path warehouse, History.Release release, Path folder) {
        Archive archive = new Archive(warehouse);
        try {
            for (var file : release.jobFiles().entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(requireNonNull(target.getParent()));
                Files.copy(archive.require(file.getValue(), file.getKey()), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
