package org.sumario.jobs;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sumario.model.Refused;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Job files on disk: one {@code <source>.yml} per publication series, code lists beside them in {@code codelists/}. */
public final class JobFiles {
    private JobFiles() {}

    /**
     * Every job file of a folder, by file name.
     *
     * @throws Refused for the first bad one, with its line and the reason; or when two describe one source
     */
    public static List<JobDefinition> load(Path jobsFolder) {
        if (!Files.isDirectory(jobsFolder)) {
            throw new Refused("JOBS_MISSING", jobsFolder);
        }
        List<JobDefinition> jobs;
        try (Stream<Path> files = Files.list(jobsFolder)) {
            jobs = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(JobFiles::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (jobs.isEmpty()) {
            throw new Refused("JOBS_MISSING", jobsFolder);
        }
        Map<String, JobDefinition> bySource = new HashMap<>();
        for (JobDefinition job : jobs) {
            if (bySource.put(job.sourceCode(), job) != null) {
                throw new Refused(
                        "JOB_FILE_BAD",
                        job.files().get(0).getFileName(),
                        1,
                        "another job file describes the source '" + job.sourceCode() + "' too");
            }
        }
        for (JobDefinition job : jobs) {
            if (job.yieldsTo() != null && !bySource.containsKey(job.yieldsTo())) {
                throw new Refused(
                        "JOB_FILE_BAD",
                        job.files().get(0).getFileName(),
                        1,
                        "yields_to names '" + job.yieldsTo() + "', which no job file describes");
            }
        }
        return jobs;
    }

    /** One job file with the code lists it names. */
    public static JobDefinition parse(Path jobFile) {
        String fileName = jobFile.getFileName().toString();
        try (Reader reader = Files.newBufferedReader(jobFile)) {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            Node root = new Yaml(options).compose(reader);
            if (root == null) {
                throw new Refused("JOB_FILE_BAD", fileName, 1, "the file is empty");
            }
            return new JobParser(jobFile, new JobNode(fileName, root)).parse();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new Refused("JOB_FILE_BAD", fileName, line, "this is no YAML: " + e.getProblem());
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Refused("JOB_FILE_MISSING", jobFile);
        } catch (IOException e) {
            throw new Refused("JOB_FILE_BAD", fileName, 1, "the file cannot be read as UTF-8: " + e.getMessage());
        }
    }
}
