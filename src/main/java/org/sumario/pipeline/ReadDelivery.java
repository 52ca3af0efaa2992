package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sumario.input.Dictionary;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.input.RowSpool;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.normalise.Normaliser;
import org.sumario.normalise.Recognition;
import org.sumario.normalise.SheetLayout;
import org.sumario.normalise.SheetRows;
import org.sumario.pipeline.LoadState.Received;
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
                        && !Files.isDirectory(received.delivery().staging()))
                .toList();
    }

    /** Reads, normalises and stages; answers the control totals. */
    ControlTotals run(Received received) {
        Delivery delivery = received.delivery();
        JobDefinition job = state.job(requireNonNull(delivery.sourceCode()));
        Path scratch = state.request
                .warehouse()
                .resolve("work")
                .resolve(UUID.randomUUID().toString());
        InputFile file = InputFiles.open(state.archive.find(delivery.sha256()), delivery.fileName());
        Recognition recognised = Recognition.of(file, delivery.fileName(), state.jobs, job.sourceCode());
        Dictionary dictionary = new Dictionary();
        List<RowSpool> spools = new ArrayList<>();
        try {
            List<SheetRows> sheets = new ArrayList<>();
            for (SheetLayout layout : recognised.sheets()) {
                RowSpool spool = RowSpool.create(
                        scratch.resolveSibling(scratch.getFileName() + "." + spools.size() + ".rows"),
                        layout.columns().size());
                spools.add(spool);
                SheetRows rows = new SheetRows(layout, spool, spool::batches);
                file.read(layout.sheetName(), layout.headerRow(), layout.columnIndices(), dictionary, rows);
                sheets.add(rows);
            }
            Normaliser normaliser = new Normaliser(job, dictionary, sheets, received.publishedOption());
            Path staging = requireNonNull(delivery.staging());
            StagingWriter.write(staging, scratch, normaliser, normaliser::content);
            return state.totals(staging);
        } finally {
            spools.forEach(RowSpool::close);
        }
    }
}
