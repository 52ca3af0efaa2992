package org.sumario.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.Codelist;
import org.sumario.model.Refused;
import org.sumario.pipeline.Sources;

/** What codes of fiscal districts and regions are called in the code lists of a pack. */
final class PlaceNames {
    private static final Set<String> WITHOUT_CODE = Set.of("unknown", "not applicable");

    private final Map<String, Map<String, Set<String>>> names = new HashMap<>();
    private boolean isKnown;

    private PlaceNames() {}

    /** Reads the job files of a pack, laid out in a folder; where they cannot be read, that is a fault. */
    static PlaceNames of(PackEntries pack, ProofRecord record, Path scratch, ProofFaults faults) throws IOException {
        PlaceNames found = new PlaceNames();
        if (!pack.hashes().keySet().containsAll(record.jobs().keySet())
                || record.jobs().isEmpty()) {
            return found;
        }
        for (String entry : record.jobs().keySet()) {
            Path file = scratch.resolve(entry);
            Files.createDirectories(requireNonNull(file.getParent()));
            pack.copy(entry, file);
        }
        try {
            for (JobDefinition job : JobFiles.load(scratch.resolve("jobs"))) {
                Sources.describe(job)
                        .codelists()
                        .forEach((dimension, list) -> found.add(job.sourceCode(), dimension, list));
            }
            found.isKnown = true;
        } catch (Refused unreadable) {
            faults.add("jobs", "jobs/", unreadable.reason());
        }
        return found;
    }

    private void add(String sourceCode, String dimension, Codelist list) {
        Map<String, Set<String>> codes = names.computeIfAbsent(sourceCode + " " + dimension, key -> new HashMap<>());
        list.codes()
                .forEach(code -> codes.computeIfAbsent(code.code(), key -> new HashSet<>())
                        .add(code.name()));
    }

    /** Whether a code of a source may be called so; a name without a code is that of no member. */
    boolean hold(String sourceCode, String dimension, String code, String name) {
        if (!isKnown) {
            return true;
        }
        return code.isEmpty()
                ? WITHOUT_CODE.contains(name)
                : names.getOrDefault(sourceCode + " " + dimension, Map.of())
                        .getOrDefault(code, Set.of())
                        .contains(name);
    }
}
