package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.DeliveryContent;
import org.sumario.model.Finding;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Severity;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;
import org.sumario.rows.SheetProfile;

/**
 * The second pass over a delivery: joins codes with what the dictionaries mean, and gives observations, rejections and findings. Meaning
 * is decided once per distinct text; only what is wrong costs anything per cell.
 */
public final class Normaliser implements ObservationBatch.Source {
    private final JobDefinition job;
    private final Dictionary dictionary;
    private final List<SheetRows> sheets;
    private final VintageFacts vintages;
    private final LabelMaps labels;
    private final RowFindings findings;

    /** Slots of date columns in which something is no date. */
    private int[] badDates = new int[0];

    private int sheetIndex = -1;
    private Iterator<RowBatch> batches = List.<RowBatch>of().iterator();
    private @Nullable SheetColumns columns;
    private @Nullable RowBatch rows;

    /** Rows of the current batch that became observations. */
    private final int[] chosen = new int[RowBatch.CAPACITY];

    /** By row of a batch, whether anything is wrong with it. */
    private final boolean[] troubled = new boolean[RowBatch.CAPACITY];

    private int lastYearCode = -1;
    private int lastPeriodCode = -1;
    private int lastPeriod;

    private long observations;
    private long facts;
    private long rejections;
    private long unmapped;
    private final List<MeasureTally> tallies;

    public Normaliser(
            JobDefinition job, Dictionary dictionary, List<SheetRows> sheets, @Nullable LocalDate publishedOption) {
        this.job = job;
        this.dictionary = dictionary;
        this.sheets = sheets;
        this.findings = new RowFindings(job, dictionary);
        this.labels = new LabelMaps(job, dictionary);
        this.tallies = job.measures().stream().map(MeasureTally::new).toList();
        this.vintages = new VintageFacts(job, dictionary, sheets, publishedOption);
        for (SheetRows sheet : sheets) {
            findings.addAll(sheet.profile().notes().stream()
                    .map(note -> finding(sheet.layout.sheetName(), note))
                    .toList());
            findings.addAll(sheet.findings());
        }
        findings.addAll(vintages.findings());
        for (SheetRows sheet : sheets) {
            findings.addAll(Headers.undeclared(sheet.layout));
            findings.addAll(Headers.overlapping(sheet.layout));
        }
    }

    /** What the reader had to say about a sheet; a value that nobody calculated may be missing in the figures. */
    private static Finding finding(String sheetName, SheetProfile.Note note) {
        Severity severity = note.code().equals("FORMULA_WITHOUT_VALUE") ? Severity.WARNING : Severity.INFO;
        return new Finding(severity, note.reason(), sheetName, note.rowNumber(), note.columnIndex(), "", false);
    }

    /** What the columns of a sheet are, and what was proven of the whole delivery. */
    SheetColumns columns(SheetRows sheet) {
        return new SheetColumns(sheet, dictionary, tallies, labels::of);
    }

    VintageFacts vintages() {
        return vintages;
    }

    @Override
    public List<String> measures() {
        return job.measures();
    }

    /** One batch of rows gives one of observations; one that gives none is passed over. */
    @Override
    public boolean fill(ObservationBatch target) {
        target.size = 0;
        while (target.size == 0 && advance()) {
            observe(target);
        }
        return target.size > 0;
    }

    /** What the delivery says besides its observations; complete once {@link #fill} has answered false. */
    public DeliveryContent content() {
        return new DeliveryContent(
                sheets.stream().map(sheet -> sheet.layout.sheetName()).toList(),
                namedColumns(),
                vintages.periods(),
                labels.all(),
                job.scope(),
                vintages.statements(),
                findings.all(),
                new DeliveryContent.ControlTotals(
                        sheets.stream().mapToLong(SheetRows::rowsRead).sum(),
                        observations,
                        facts,
                        rejections,
                        unmapped,
                        tallies.stream()
                                .map(tally -> tally.totals(sheets, dictionary))
                                .toList()));
    }

    private List<DeliveryContent.NamedColumn> namedColumns() {
        List<DeliveryContent.NamedColumn> found = new ArrayList<>();
        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            for (SheetLayout.Slot slot : sheets.get(sheet).slots) {
                String name = SheetColumns.nameOf(slot.role());
                boolean isNamed =
                        ObservationBatch.DIMENSIONS.contains(name) || ObservationBatch.MEASURES.contains(name);
                if (isNamed && slot.columnIndex() >= 0) {
                    found.add(new DeliveryContent.NamedColumn(sheet + 1, name, slot.columnIndex(), slot.shown()));
                }
            }
        }
        return found;
    }

    private boolean advance() {
        while (!batches.hasNext()) {
            if (sheetIndex + 1 == sheets.size()) {
                return false;
            }
            sheetIndex++;
            SheetRows sheet = sheets.get(sheetIndex);
            columns = columns(sheet);
            findings.begin(sheet, columns);
            badDates = IntStream.range(0, sheet.slots.size())
                    .filter(slot ->
                            !vintages.unreadableDates(sheet.slots.get(slot)).isEmpty())
                    .toArray();
            batches = sheet.batches();
        }
        rows = batches.next();
        return true;
    }

    /** Column by column, since there is nothing to say of all but a few rows. */
    private void observe(ObservationBatch target) {
        RowBatch source = requireNonNull(rows);
        SheetColumns at = requireNonNull(columns);
        Arrays.fill(troubled, 0, source.size, false);
        choose(target, source, at);
        int size = target.size;
        Arrays.fill(target.keys[0], 0, size, sheetIndex + 1);
        int measure = at.firstMeasure();
        int address = at.address(measure);
        Arrays.fill(target.keys[2], 0, size, at.columnIndex(measure));
        for (int i = 0; i < size; i++) {
            target.keys[1][i] = source.rowNumbers[chosen[i]];
            if (address >= 0) {
                target.keys[2][i] = source.codes[address][chosen[i]];
            }
        }
        for (int dimension = 0; dimension < at.dimensions.length; dimension++) {
            LabelMap map = at.maps[dimension];
            int[] ids = target.keys[ObservationBatch.ADDRESS.size() + dimension];
            if (map == null) {
                Arrays.fill(ids, 0, size, LabelMap.NOT_APPLICABLE);
            } else {
                map.ids(source.codes[at.dimensions[dimension]], chosen, size, ids, troubled);
            }
        }
        for (int column : at.watched) {
            at.watcher(column).mark(source.codes[column], chosen, size, troubled);
        }
        for (int slot : badDates) {
            for (int row = 0; row < source.size; row++) {
                troubled[row] |= isBadDate(source, row, slot);
            }
        }
        explain(source, at);
    }

    /** Takes the rows that are observations, with their counts and periods; marks those with a count that is none, and those rejected. */
    private void choose(ObservationBatch target, RowBatch source, SheetColumns at) {
        int size = 0;
        for (int row = 0; row < source.size; row++) {
            boolean isPresent = false;
            boolean isReadable = false;
            for (int i = 0; i < at.measures.length; i++) {
                Counts.Count count = at.count(i, source, row);
                target.counts[tallies.get(i).index][size] =
                        count.isReadable() ? count.value() : ObservationBatch.ABSENT;
                isPresent |= !count.isAbsent();
                isReadable |= count.isReadable();
                troubled[row] |= count.problem() != null;
            }
            if (!isPresent) {
                continue;
            }
            observations++;
            int period = isReadable ? period(source, at, row) : 0;
            if (period == 0) {
                troubled[row] = true;
            } else {
                for (MeasureTally tally : tallies) {
                    tally.addFact(target.counts[tally.index][size]);
                }
                chosen[size] = row;
                target.keys[3][size] = period;
                size++;
            }
        }
        target.size = size;
        facts += size;
    }

    /** The id of a row's reference period, 0 where its year or period cannot be read. */
    private int period(RowBatch source, SheetColumns at, int row) {
        int yearCode = yearCode(source, at, row);
        int periodCode = periodCode(source, at, row);
        if (yearCode != lastYearCode || periodCode != lastPeriodCode) {
            lastYearCode = yearCode;
            lastPeriodCode = periodCode;
            lastPeriod = yearProblem(at, yearCode) == null ? vintages.periodId(yearCode, periodCode) : 0;
        }
        return lastPeriod;
    }

    private static int periodCode(RowBatch source, SheetColumns at, int row) {
        return source.codes[at.period][row];
    }

    private static int yearCode(RowBatch source, SheetColumns at, int row) {
        return at.year < 0 ? 0 : source.codes[at.year][row];
    }

    /** Why a year is none; where the period's text carries it, the period is asked. */
    private @Nullable String yearProblem(SheetColumns at, int yearCode) {
        return at.year < 0 ? null : vintages.yearProblem(yearCode);
    }

    /** Finds what is wrong in a batch, row by row. */
    private void explain(RowBatch source, SheetColumns at) {
        for (int row = 0; row < source.size; row++) {
            if (!troubled[row]) {
                continue;
            }
            boolean isPresent = false;
            boolean isReadable = false;
            for (int i = 0; i < at.measures.length; i++) {
                isPresent |= !at.count(i, source, row).isAbsent();
                isReadable |= at.count(i, source, row).isReadable();
            }
            if (!isPresent) {
                continue;
            }
            int yearCode = yearCode(source, at, row);
            String yearProblem = yearProblem(at, yearCode);
            boolean isPlaced = yearProblem == null && period(source, at, row) > 0;
            explainDates(source, row);
            if (isReadable && isPlaced) {
                explainCounts(source, at, row, "COUNT_LEFT_OUT", false);
                if (explainLabels(source, at, row)) {
                    unmapped++;
                    for (int i = 0; i < at.measures.length; i++) {
                        tallies.get(i).addUnmapped(at.count(i, source, row));
                    }
                }
                continue;
            }
            rejections++;
            if (!isReadable) {
                explainCounts(source, at, row, null, true);
            } else {
                for (int i = 0; i < at.measures.length; i++) {
                    tallies.get(i).leaveOut(at.count(i, source, row));
                }
            }
            // Whoever corrects the row should see all that is wrong with it; one is enough to leave it out.
            if (yearProblem != null) {
                findings.add(Severity.ERROR, yearProblem, at.year, source, row, yearCode, isReadable);
            } else if (!isPlaced) {
                int code = periodCode(source, at, row);
                findings.add(Severity.ERROR, "PERIOD_UNREADABLE", at.period, source, row, code, isReadable);
            }
            explainLabels(source, at, row);
        }
    }

    /**
     * Tells of counts that are none: all of a row, which is left out then, or some beside others that are counts.
     *
     * @param reason the reason code, null for that of each count
     */
    private void explainCounts(
            RowBatch source, SheetColumns at, int row, @Nullable String reason, boolean isRejection) {
        for (int i = 0; i < at.measures.length; i++) {
            Counts.Count count = at.count(i, source, row);
            String problem = count.problem();
            if (problem != null) {
                tallies.get(i).leaveOut(count);
                int code = source.codes[at.measures[i]][row];
                String told = reason == null ? problem : reason;
                findings.add(Severity.ERROR, told, at.measures[i], source, row, code, isRejection);
            }
        }
    }

    private boolean isBadDate(RowBatch source, int row, int slot) {
        SheetLayout.Slot column = sheets.get(sheetIndex).slots.get(slot);
        return vintages.unreadableDates(column).contains(source.codes[slot][row]);
    }

    /** Tells of cells that are no dates; the others of the column say what the date is. */
    private void explainDates(RowBatch source, int row) {
        for (int slot : badDates) {
            if (isBadDate(source, row, slot)) {
                int code = source.codes[slot][row];
                boolean isBlank = dictionary.value(code).text().isBlank();
                findings.add(
                        Severity.WARNING, isBlank ? "DATE_BLANK" : "DATE_UNREADABLE", slot, source, row, code, false);
            }
        }
    }

    /** Tells of labels that are none; answers whether one is unmapped. */
    private boolean explainLabels(RowBatch source, SheetColumns at, int row) {
        boolean anyUnmapped = false;
        for (int dimension = 0; dimension < at.dimensions.length; dimension++) {
            LabelMap map = at.maps[dimension];
            if (map != null) {
                anyUnmapped |= explainLabel(map, source, at.dimensions[dimension], row);
            }
        }
        for (int column : at.watched) {
            explainLabel(at.watcher(column), source, column, row);
        }
        return anyUnmapped;
    }

    private boolean explainLabel(LabelMap map, RowBatch source, int column, int row) {
        int code = source.codes[column][row];
        if (!map.isTroubled(code)) {
            return false;
        }
        findings.note(requireNonNull(map.problem(code)), column, source, row, code);
        return map.isUnmapped(code);
    }
}
