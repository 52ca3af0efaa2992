package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.Refused;
import org.sumario.normalise.Labels;
import org.sumario.normalise.Normaliser;
import org.sumario.normalise.Recognition;
import org.sumario.normalise.SheetLayout;
import org.sumario.normalise.SheetRows;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowSpool;
import org.sumario.warehouse.StagingRemap;
import org.sumario.warehouse.StagingWriter;

/** The read step for one delivery: from the archived file to its staging folder, whole or not at all. */
final class ReadDelivery {
    private final LoadState state;

    ReadDelivery(LoadState state) {
        this.state = state;
    }

    /** Deliveries that have no staging under today's mapping: those that arrived, and all of a source whose mapping changed. */
    List<Received> wanted() {
        return state.deliveries.stream()
                .filter(received -> received.delivery().staging() != null
                        && !StagingWriter.isWhole(received.delivery().staging()))
                .toList();
    }

    /**
     * Stages a delivery as {@link #run} does. One that this run brought and that turns out to be broken behind its first rows becomes
     * unreadable, and the others are loaded nevertheless; one that could be read before stops the load, since its figures are at stake.
     *
     * @return the control totals, none where it cannot be read
     */
    Optional<ControlTotals> attempt(Received received) {
        if (!received.isNew()) {
            return Optional.of(run(received));
        }
        try {
            return Optional.of(run(received));
        } catch (Refused refused) {
            state.unreadable(received, refused.reason());
            return Optional.empty();
        }
    }

    /** Stages a delivery, from the staging of an earlier state of its code lists or from its file; answers the control totals. */
    ControlTotals run(Received received) {
        Delivery delivery = received.delivery();
        JobDefinition job = state.job(requireNonNull(delivery.sourceCode()));
        Path staging = requireNonNull(delivery.staging());
        // What is there and not whole was deleted in part; it is derived.
        Recovery.delete(staging);
        Optional<Path> otherCodes = stagedUnderOtherCodes(received, job);
        if (otherCodes.isPresent()) {
            StagingRemap.write(otherCodes.get(), staging, scratch(), codes(job));
            return state.totals(staging);
        }
        if (!received.isNew() && state.remappedSources().contains(job.sourceCode())) {
            state.readAgain.add(delivery.sha256());
        }
        return read(received, job, staging);
    }

    /** A whole staging folder of the same file under the same layout: only its labels have to be looked up again. */
    private Optional<Path> stagedUnderOtherCodes(Received received, JobDefinition job) {
        Path staging = requireNonNull(received.delivery().staging());
        Path folder = state.stagingKept();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String prefix = LoadState.stagingPrefix(received.delivery().sha256(), job);
        String suffix = LoadState.stagingSuffix(received.publishedOption());
        int length = staging.getFileName().toString().length();
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(other -> {
                        String name = other.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(suffix) && name.length() == length;
                    })
                    .sorted()
                    .filter(StagingWriter::isWhole)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<String, String>> codes(JobDefinition job) {
        Map<String, Map<String, String>> codes = new TreeMap<>();
        for (ColumnRole.Dimension dimension : job.dimensions()) {
            if (dimension.codelist() != null) {
                codes.put(
                        dimension.name(),
                        Labels.codes(requireNonNull(job.codelists().get(dimension.codelist()))));
            }
        }
        return codes;
    }

    private Path scratch() {
        return state.scratch(UUID.randomUUID().toString());
    }

    /** Reads, normalises and stages. */
    private ControlTotals read(Received received, JobDefinition job, Path staging) {
        Delivery delivery = received.delivery();
        Path scratch = scratch();
        // What this run brought was hashed when it was stored.
        Path archived = received.isNew()
                ? state.archive.find(delivery.sha256())
                : state.archive.require(delivery.sha256(), delivery.fileName());
        InputFile file = InputFiles.open(archived, delivery.fileName(), state.request.limits());
        Recognition recognised = Recognition.of(file, delivery.fileName(), state.jobs, job.sourceCode());
        Dictionary dictionary = new Dictionary(state.request.limits());
        List<RowSpool> spools = new ArrayList<>();
        try {
            List<SheetRows> sheets = new ArrayList<>();
            for (SheetLayout layout : recognised.sheets()) {
                RowSpool spool = RowSpool.create(
                        scratch.resolveSibling(scratch.getFileName() + "." + spools.size() + ".rows"), layout.width());
                spools.add(spool);
                sheets.add(new SheetRows(layout, spool, spool::batches).read(file, dictionary));
            }
            Normaliser normaliser = new Normaliser(job, dictionary, sheets, received.publishedOption());
            StagingWriter.write(staging, scratch, normaliser, normaliser::content);
            return state.totals(staging);
        } finally {
            spools.forEach(RowSpool::close);
        }
    }
}
