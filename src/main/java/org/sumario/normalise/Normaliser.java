package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Codelist;
import org.sumario.model.DeliveryContent;
import org.sumario.model.DeliveryContent.Label;
import org.sumario.model.Finding;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
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
    private final Map<String, LabelIds> labelIds = new LinkedHashMap<>();
    private final Map<List<Object>, LabelMap> labelMaps = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private final Set<List<Integer>> told = new HashSet<>();

    private int sheetIndex = -1;
    private Iterator<RowBatch> batches = List.<RowBatch>of().iterator();
    private @Nullable SheetColumns columns;
    private @Nullable RowBatch rows;

    /** Rows of the current batch that became observations. */
    private final int[] chosen = new int[RowBatch.CAPACITY];

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
        this.tallies = job.measures().stream().map(MeasureTally::new).toList();
        this.vintages = new VintageFacts(job, dictionary, sheets, publishedOption);
        for (SheetRows sheet : sheets) {
            sheet.profile().notes().forEach(note -> findings.add(finding(sheet.layout.sheetName(), note)));
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
        return new SheetColumns(sheet, dictionary, tallies, this::labelMap);
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
        List<Label> labels = new ArrayList<>();
        labelIds.values().forEach(ids -> labels.addAll(ids.labels()));
        return new DeliveryContent(
                sheets.stream().map(sheet -> sheet.layout.sheetName()).toList(),
                namedColumns(),
                vintages.periods(),
                labels,
                job.scope(),
                vintages.statements(),
                List.copyOf(findings),
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
            batches = sheet.batches();
        }
        rows = batches.next();
        return true;
    }

    /** Column by column, since all but a few batches have nothing to say of a single row. */
    private void observe(ObservationBatch target) {
        RowBatch source = requireNonNull(rows);
        SheetColumns at = requireNonNull(columns);
        boolean isClean = choose(target, source, at);
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
                isClean &= map.ids(source.codes[at.dimensions[dimension]], chosen, size, ids);
            }
        }
        for (int column : at.watched) {
            isClean &= at.watcher(column).areClean(source.codes[column], chosen, size);
        }
        if (!isClean) {
            explain(source, at);
        }
    }

    /** Takes the rows that are observations, with their counts and periods; answers whether none had to be rejected. */
    private boolean choose(ObservationBatch target, RowBatch source, SheetColumns at) {
        int size = 0;
        boolean isClean = true;
        for (int row = 0; row < source.size; row++) {
            boolean isPresent = false;
            boolean isReadable = false;
            for (int i = 0; i < at.measures.length; i++) {
                Counts.Count count = at.count(i, source, row);
                target.counts[tallies.get(i).index][size] =
                        count.isReadable() ? count.value() : ObservationBatch.ABSENT;
                isPresent |= !count.isAbsent();
                isReadable |= count.isReadable();
                isClean &= count.problem() == null;
            }
            if (!isPresent) {
                continue;
            }
            observations++;
            int period = isReadable ? period(source, at, row) : 0;
            if (period == 0) {
                isClean = false;
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
        return isClean;
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
            if (!isReadable) {
                rejections++;
                explainCounts(source, at, row, true);
            } else if (yearProblem != null) {
                reject(source, at, yearProblem, at.year, row, yearCode);
            } else if (period(source, at, row) == 0) {
                reject(source, at, "PERIOD_UNREADABLE", at.period, row, periodCode(source, at, row));
            } else {
                explainCounts(source, at, row, false);
                explainLabels(source, at, row);
            }
        }
    }

    /** Tells of counts that are none: all of a row, which is rejected then, or some beside others that are counts. */
    private void explainCounts(RowBatch source, SheetColumns at, int row, boolean rejection) {
        for (int i = 0; i < at.measures.length; i++) {
            Counts.Count count = at.count(i, source, row);
            String problem = count.problem();
            if (problem != null) {
                tallies.get(i).leaveOut(count);
                int code = source.codes[at.measures[i]][row];
                String reason = rejection ? problem : "COUNT_LEFT_OUT";
                findings.add(finding(Severity.ERROR, reason, at.measures[i], row, code, rejection));
            }
        }
    }

    private void explainLabels(RowBatch source, SheetColumns at, int row) {
        boolean anyUnmapped = false;
        for (int dimension = 0; dimension < at.dimensions.length; dimension++) {
            LabelMap map = at.maps[dimension];
            if (map != null) {
                int column = at.dimensions[dimension];
                int code = source.codes[column][row];
                anyUnmapped |= map.isUnmapped(code);
                note(map.problem(code), column, row, code);
            }
        }
        for (int column : at.watched) {
            int code = source.codes[column][row];
            note(at.watcher(column).problem(code), column, row, code);
        }
        if (anyUnmapped) {
            unmapped++;
            for (int i = 0; i < at.measures.length; i++) {
                tallies.get(i).addUnmapped(at.count(i, source, row));
            }
        }
    }

    private void reject(RowBatch source, SheetColumns at, String problem, int column, int row, int code) {
        rejections++;
        for (int i = 0; i < at.measures.length; i++) {
            tallies.get(i).leaveOut(at.count(i, source, row));
        }
        findings.add(finding(Severity.ERROR, problem, column, row, code, true));
    }

    private void note(@Nullable String problem, int column, int row, int code) {
        if (problem == null) {
            return;
        }
        if (problem.equals(LabelMap.LIKE_TOTAL)) {
            // One is enough to hold the delivery; the next look at the rows finds the others.
            if (told.add(List.of(sheetIndex, column))) {
                findings.add(finding(Severity.BLOCKING, problem, column, row, code, false));
            }
            return;
        }
        // What one place says for all rows is wrong once.
        boolean isConstant = sheets.get(sheetIndex).slots.get(column).isConstant();
        if (!isConstant || told.add(List.of(sheetIndex, column, code))) {
            findings.add(finding(Severity.WARNING, problem, column, row, code, false));
        }
    }

    private Finding finding(Severity severity, String problem, int column, int row, int code, boolean rejection) {
        SheetRows sheet = sheets.get(sheetIndex);
        SheetColumns at = requireNonNull(columns);
        RowBatch source = requireNonNull(rows);
        SheetLayout.Slot slot = sheet.slots.get(column);
        String raw = dictionary.value(code).text();
        return new Finding(
                severity,
                Reason.of(problem, slot.shown(), raw),
                sheet.layout.sheetName(),
                slot.rowNumber() > 0 ? slot.rowNumber() : source.rowNumbers[row],
                at.address(column) < 0 ? slot.columnIndex() : source.codes[at.address(column)][row],
                raw,
                rejection);
    }

    /** The label map of a dimension or attribute; null for other roles. */
    private @Nullable LabelMap labelMap(SheetLayout.Slot slot) {
        ColumnRole role = slot.role();
        if (role instanceof ColumnRole.Dimension dimension) {
            Codelist codelist = dimension.codelist() == null
                    ? null
                    : requireNonNull(job.codelists().get(dimension.codelist()));
            return labelMap(slot, dimension.name(), codelist, dimension.blank(), dimension.pad());
        }
        if (role instanceof ColumnRole.Attribute attribute) {
            return labelMap(slot, attribute.name(), null, ColumnRole.Blank.NOT_APPLICABLE, attribute.pad());
        }
        return null;
    }

    /** One map for all columns of a dimension that are cleaned alike; all of them number its labels together. */
    private LabelMap labelMap(
            SheetLayout.Slot slot, String name, @Nullable Codelist codelist, ColumnRole.Blank blank, int pad) {
        // In a hierarchy what stands above others is a total anyway.
        boolean mayNameTotals = codelist == null && !(slot.column().role() instanceof ColumnRole.Hierarchy);
        List<Object> alike = List.of(name, slot.column().clean(), slot.column().marks(), blank, pad, mayNameTotals);
        return labelMaps.computeIfAbsent(
                alike,
                first -> new LabelMap(
                        labelIds.computeIfAbsent(name, LabelIds::new),
                        dictionary,
                        CleanTexts.of(dictionary, slot.column()),
                        codelist,
                        blank,
                        pad,
                        mayNameTotals));
    }
}
