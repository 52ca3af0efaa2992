package org.sumario.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    private static final int MOST_DIFFERING = 12;

    private final TracedFigures figures;
    private final Path scratch;
    private final Limits limits;
    private final Archive archive;
    private final History history;
    private final List<JobDefinition> jobs;
    private final List<Cell> waiting = new ArrayList<>();
    private final List<RowSpool> spools = new ArrayList<>();
    private final Map<List<String>, Sheet> sheets = new LinkedHashMap<>();
    private final Set<String> vintages = new TreeSet<>();
    private final List<String> differing = new ArrayList<>();
    private @Nullable ReadAgain reading;
    private String readingOf = "";

    private Trace(
            TracedFigures figures,
            History history,
            History.Release release,
            Path warehouse,
            Limits limits,
            Path scratch)
            throws IOException {
        this.figures = figures;
        this.scratch = scratch;
        this.limits = limits;
        archive = new Archive(warehouse);
        this.history = history;
        jobs = UsedJobFiles.load(warehouse, release);
    }

    /** Takes cells with what the archived file says; raw is null where the file has no such count cell. */
    public interface Receiver {
        void cell(Cell cell, @Nullable String raw, List<Reason> rules) throws IOException;
    }

    /**
     * The cells of one measure in one sheet of a file.
     *
     * @param rowsForAll the rows of the sheet that say something for all rows of its table, as its header does
     * @param sum of what they add to the figures; negative where more is taken off
     * @param firstCell the address of the uppermost
     */
    public record Sheet(
            String fileName,
            String sha256,
            String sheetName,
            BitSet rowsForAll,
            String measure,
            long cells,
            long sum,
            String firstCell,
            String lastCell) {

        private Sheet with(Cell cell) {
            return new Sheet(
                    fileName,
                    sha256,
                    sheetName,
                    rowsForAll,
                    measure,
                    cells + 1,
                    sum + cell.count(),
                    cells == 0 ? cell.cell() : firstCell,
                    cell.cell());
        }
    }

    /**
     * What was traced.
     *
     * @param figures how many, and their sums as the relation has them
     * @param sheets where the cells stand, in the order of their files
     * @param vintages their codes, in order
     * @param differing addresses of cells that do not say what the release has of them, some at most
     */
    public record Report(
            History.Release release,
            TracedFigures.Sums figures,
            List<Sheet> sheets,
            List<String> vintages,
            List<String> differing) {

        /** How many cells of a measure there are. */
        public long cells(String measure) {
            return ofMeasure(measure).mapToLong(Sheet::cells).sum();
        }

        /** What the cells of a measure add up to. */
        public long sum(String measure) {
            return ofMeasure(measure).mapToLong(Sheet::sum).sum();
        }

        /** How many files have cells of a measure. */
        public long files(String measure) {
            return ofMeasure(measure).map(Sheet::sha256).distinct().count();
        }

        private Stream<Sheet> ofMeasure(String measure) {
            return sheets.stream().filter(sheet -> sheet.measure().equals(measure));
        }

        /** Measures whose cells do not add up to what the release says. */
        public List<String> differingMeasures() {
            return Stream.concat(
                            figures.byMeasure().keySet().stream(),
                            sheets.stream().map(Sheet::measure))
                    .distinct()
                    .filter(measure -> sum(measure) != figures.byMeasure().getOrDefault(measure, 0L))
                    .toList();
        }

        /** Whether the cells say what the release says. */
        public boolean holds() {
            return differing.isEmpty() && differingMeasures().isEmpty();
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
        History history = History.of(warehouse);
        History.Release release = history.release(number).orElseThrow(() -> new Refused("RELEASE_UNKNOWN", number));
        Trace trace = new Trace(figures, history, release, warehouse, limits, scratch);
        try {
            return trace.run(release, receiver);
        } finally {
            trace.closeSpools();
        }
    }

    private Report run(History.Release release, Receiver receiver) throws IOException {
        TracedFigures.Sums said = figures.sums();
        figures.cells(cell -> {
            if (!waiting.isEmpty() && (isOfAnotherFile(cell) || waiting.size() >= AT_A_TIME && isOfAnotherRow(cell))) {
                giveWaiting(receiver);
            }
            waiting.add(cell);
        });
        giveWaiting(receiver);
        return new Report(release, said, List.copyOf(sheets.values()), List.copyOf(vintages), differing);
    }

    private boolean isOfAnotherFile(Cell cell) {
        return !waiting.get(0).sha256().equals(cell.sha256());
    }

    /** The cells of a row are asked for at once, so that nobody has to go back to it. */
    private boolean isOfAnotherRow(Cell cell) {
        Cell last = waiting.get(waiting.size() - 1);
        return last.rowNumber() != cell.rowNumber() || !last.sheetName().equals(cell.sheetName());
    }

    private void giveWaiting(Receiver receiver) throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        Set<CellRef> wanted = new HashSet<>();
        waiting.forEach(cell -> wanted.add(reference(cell)));
        ReadAgain file = read(waiting.get(0));
        Map<CellRef, ReadCell> read = file.cells(wanted);
        for (Cell cell : waiting) {
            ReadCell said = read.get(reference(cell));
            vintages.add(cell.vintageCode());
            sheets.compute(
                    List.of(cell.sha256(), cell.sheetName(), cell.measure()),
                    (key, known) -> (known == null ? sheet(cell, file) : known).with(cell));
            if ((said == null || said.count() != Math.abs(cell.count())) && differing.size() < MOST_DIFFERING) {
                differing.add(reference(cell).toString());
            }
            receiver.cell(cell, said == null ? null : said.raw(), said == null ? List.of() : said.rules());
        }
        waiting.clear();
    }

    private static Sheet sheet(Cell cell, ReadAgain file) {
        return new Sheet(
                cell.fileName(),
                cell.sha256(),
                cell.sheetName(),
                file.rowsForAll().getOrDefault(cell.sheetName(), new BitSet()),
                cell.measure(),
                0,
                0,
                "",
                "");
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
