package org.sumario.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.ReadAgain;
import org.sumario.normalise.ReadAgain.ReadCell;
import org.sumario.normalise.Recognition;
import org.sumario.pipeline.History;
import org.sumario.pipeline.UsedJobFiles;
import org.sumario.rows.Limits;
import org.sumario.rows.RowSpool;
import org.sumario.warehouse.TracedFigures;
import org.sumario.warehouse.TracedFigures.Cell;

/**
 * Published figures down to the cells of archived files. Each file is read again with the job file that the release was made with, and what
 * its cells say is compared with what the release has of them; cells pass some at a time, so memory does not grow with them.
 */
public final class Trace {
    private static final int AT_A_TIME = 50_000;

    /** Vintages beyond which only their number is told. */
    private static final int MOST_VINTAGES = 12;

    private final TracedFigures figures;
    private final Path scratch;
    private final Limits limits;
    private final Archive archive;
    private final History history;
    private final List<JobDefinition> jobs;
    private final List<Cell> waiting = new ArrayList<>();
    private final List<RowSpool> spools = new ArrayList<>();
    private final Map<String, Long> sums = new TreeMap<>();
    private final Map<String, Long> cells = new TreeMap<>();
    private final Set<String> vintages = new TreeSet<>();
    private final Set<String> files = new HashSet<>();
    private final List<String> differing = new ArrayList<>();
    private @Nullable ReadAgain reading;
    private String readingOf = "";

    private Trace(TracedFigures figures, History.Release release, Path warehouse, Limits limits, Path scratch)
            throws IOException {
        this.figures = figures;
        this.scratch = scratch;
        this.limits = limits;
        archive = new Archive(warehouse);
        history = History.of(warehouse);
        jobs = UsedJobFiles.load(warehouse, release);
    }

    /** Takes cells with what the archived file says; raw is null where the file has no such count cell. */
    public interface Receiver {
        void cell(Cell cell, @Nullable String raw, List<Reason> rules) throws IOException;
    }

    /**
     * What was traced.
     *
     * @param figures how many, and their sums as the relation has them
     * @param cells how many, by measure
     * @param sums those of the cells, by measure
     * @param vintages their codes, or fewer where there are many
     * @param differing addresses of cells that do not say what the release has of them
     */
    public record Report(
            History.Release release,
            TracedFigures.Sums figures,
            Map<String, Long> cells,
            int files,
            Map<String, Long> sums,
            int vintageCount,
            List<String> vintages,
            List<String> differing) {

        /** Whether the cells say what the release says. */
        public boolean holds() {
            return differing.isEmpty()
                    && figures.byMeasure().entrySet().stream()
                            .allMatch(sum -> sum.getValue().equals(sums.getOrDefault(sum.getKey(), 0L)));
        }
    }

    /**
     * Gives the cells of figures.
     *
     * @param scratch a folder for what is read, empty before and after
     * @throws Refused {@code ARCHIVE_DIFFERS} where an archived file is not the one that was loaded
     */
    public static Report of(TracedFigures figures, Path warehouse, Limits limits, Path scratch, Receiver receiver)
            throws IOException {
        long number = figures.releaseNumber();
        History.Release release =
                History.of(warehouse).release(number).orElseThrow(() -> new Refused("RELEASE_UNKNOWN", number));
        Trace trace = new Trace(figures, release, warehouse, limits, scratch);
        try {
            return trace.run(release, receiver);
        } finally {
            trace.closeSpools();
        }
    }

    private Report run(History.Release release, Receiver receiver) throws IOException {
        TracedFigures.Sums said = figures.sums();
        figures.cells(cell -> {
            if (!waiting.isEmpty()
                    && (waiting.size() == AT_A_TIME || !waiting.get(0).sha256().equals(cell.sha256()))) {
                giveWaiting(receiver);
            }
            waiting.add(cell);
        });
        giveWaiting(receiver);
        return new Report(
                release,
                said,
                cells,
                files.size(),
                sums,
                vintages.size(),
                vintages.stream().limit(MOST_VINTAGES).toList(),
                differing);
    }

    private void giveWaiting(Receiver receiver) throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        Set<CellRef> wanted = new HashSet<>();
        waiting.forEach(cell -> wanted.add(reference(cell)));
        Map<CellRef, ReadCell> read = read(waiting.get(0)).cells(wanted);
        for (Cell cell : waiting) {
            ReadCell said = read.get(reference(cell));
            cells.merge(cell.measure(), 1L, Long::sum);
            vintages.add(cell.vintageCode());
            sums.merge(cell.measure(), cell.count(), Long::sum);
            if ((said == null || said.count() != Math.abs(cell.count())) && differing.size() < MOST_VINTAGES) {
                differing.add(reference(cell).toString());
            }
            receiver.cell(cell, said == null ? null : said.raw(), said == null ? List.of() : said.rules());
        }
        waiting.clear();
    }

    private static CellRef reference(Cell cell) {
        return CellRef.parse(cell.fileName(), cell.sheetName(), cell.cell()).orElseThrow();
    }

    /** The delivery of a cell, read once while its cells come behind each other. */
    private ReadAgain read(Cell cell) {
        if (reading == null || !readingOf.equals(cell.sha256())) {
            reading = null;
            closeSpools();
            Path path = archive.require(cell.sha256(), cell.fileName());
            InputFile file = InputFiles.open(path, cell.fileName(), limits);
            reading = ReadAgain.of(
                    cell.fileName(),
                    file,
                    Recognition.of(file, cell.fileName(), jobs, cell.sourceCode()),
                    limits,
                    history.publishedOption(cell.sha256()).orElse(null),
                    sheet -> columns -> spool(sheet, columns));
            readingOf = cell.sha256();
            files.add(readingOf);
        }
        return requireNonNull(reading);
    }

    private RowSpool spool(int sheet, int columns) {
        RowSpool spool = RowSpool.create(scratch.resolve(sheet + ".rows"), columns);
        spools.add(spool);
        return spool;
    }

    private void closeSpools() {
        spools.forEach(RowSpool::close);
        spools.clear();
    }
}
