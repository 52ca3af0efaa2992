package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.input.Dictionary;
import org.sumario.input.RowBatch;
import org.sumario.input.SheetProfile;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Codelist;
import org.sumario.model.DeliveryContent;
import org.sumario.model.DeliveryContent.Label;
import org.sumario.model.Finding;
import org.sumario.model.ObservationBatch;
import org.sumario.model.Reason;
import org.sumario.model.Severity;

/**
 * The second pass over a delivery: joins codes with what the dictionaries mean, and gives observations, rejections and findings. Meaning
 * is decided once per distinct text; only what is wrong costs anything per cell.
 */
public final class Normaliser implements ObservationBatch.Source {
    private final JobDefinition job;
    private final Dictionary dictionary;
    private final List<SheetRows> sheets;
    private final VintageFacts vintages;
    private final Map<String, LabelMap> labelMaps = new LinkedHashMap<>();
    private final Map<Integer, Count> counts = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private int sheetIndex = -1;
    private Iterator<RowBatch> batches = List.<RowBatch>of().iterator();
    private @Nullable SheetColumns columns;
    private @Nullable RowBatch rows;
    private int row;

    private long observations;
    private long facts;
    private long rejections;
    private long unmapped;
    private BigDecimal unmappedSum = BigDecimal.ZERO;
    private BigDecimal factSum = BigDecimal.ZERO;
    private BigDecimal rejectedSum = BigDecimal.ZERO;

    /** A count cell as understood: a number or none, and why it is no count. */
    private record Count(
            @Nullable BigDecimal number,
            long value,
            @Nullable String problem) {}

    public Normaliser(
            JobDefinition job, Dictionary dictionary, List<SheetRows> sheets, @Nullable LocalDate publishedOption) {
        this.job = job;
        this.dictionary = dictionary;
        this.sheets = sheets;
        this.vintages = new VintageFacts(job, dictionary, sheets, publishedOption);
        findings.addAll(vintages.findings());
        for (SheetRows sheet : sheets) {
            sheet.profile().notes().forEach(note -> findings.add(finding(sheet.layout.sheetName(), note)));
            for (String header : sheet.layout.unknownHeaders()) {
                findings.add(new Finding(
                        Severity.INFO,
                        Reason.of("COLUMN_UNKNOWN", header),
                        sheet.layout.sheetName(),
                        sheet.layout.headerRow(),
                        -1,
                        header,
                        false));
            }
        }
    }

    /** What the reader had to say about a sheet; a value that nobody calculated may be missing in the figures. */
    private static Finding finding(String sheetName, SheetProfile.Note note) {
        Severity severity = note.code().equals("FORMULA_WITHOUT_VALUE") ? Severity.WARNING : Severity.INFO;
        return new Finding(severity, note.reason(), sheetName, note.rowNumber(), note.columnIndex(), "", false);
    }

    @Override
    public boolean fill(ObservationBatch target) {
        target.size = 0;
        while (target.size < ObservationBatch.CAPACITY) {
            if (rows == null || row == rows.size) {
                if (!advance()) {
                    break;
                }
                continue;
            }
            observe(target);
            row++;
        }
        return target.size > 0;
    }

    /** What the delivery says besides its observations; complete once {@link #fill} has answered false. */
    public DeliveryContent content() {
        List<Label> labels = new ArrayList<>();
        labelMaps.values().forEach(map -> labels.addAll(map.labels()));
        RawTotals raw = rawTotals();
        return new DeliveryContent(
                sheets.stream().map(sheet -> sheet.layout.sheetName()).toList(),
                dimensionColumns(),
                vintages.periods(),
                labels,
                vintages.statements(),
                List.copyOf(findings),
                new DeliveryContent.ControlTotals(
                        sheets.stream().mapToLong(sheet -> sheet.facts.rows()).sum(),
                        observations,
                        facts,
                        rejections,
                        unmapped,
                        unmappedSum,
                        raw.sum(),
                        factSum,
                        rejectedSum,
                        raw.notNumbers()));
    }

    private List<DeliveryContent.DimensionColumn> dimensionColumns() {
        List<DeliveryContent.DimensionColumn> found = new ArrayList<>();
        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            for (SheetLayout.Bound bound : sheets.get(sheet).layout.columns()) {
                String name = SheetColumns.nameOf(bound.column().role());
                if (ObservationBatch.DIMENSIONS.contains(name)) {
                    found.add(new DeliveryContent.DimensionColumn(
                            sheet + 1, name, bound.columnIndex(), bound.column().header()));
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
            columns = new SheetColumns(sheets.get(sheetIndex));
            batches = sheets.get(sheetIndex).batches();
        }
        rows = batches.next();
        row = 0;
        return true;
    }

    private void observe(ObservationBatch target) {
        RowBatch source = requireNonNull(rows);
        SheetColumns at = requireNonNull(columns);
        int countCode = source.codes[at.measure][row];
        Count count = counts.computeIfAbsent(countCode, this::count);
        if (count.problem() == null && count.number() == null) {
            return; // a blank that is declared absent: no observation
        }
        observations++;
        int yearCode = source.codes[at.year][row];
        int periodCode = at.period < 0 ? 0 : source.codes[at.period][row];
        String yearProblem = vintages.yearProblem(yearCode);
        int period = yearProblem == null ? vintages.periodId(yearCode, periodCode) : 0;
        if (count.problem() != null) {
            reject(count, count.problem(), at.measure, countCode);
        } else if (yearProblem != null) {
            reject(count, yearProblem, at.year, yearCode);
        } else if (period == 0) {
            reject(count, "PERIOD_UNREADABLE", at.period < 0 ? at.year : at.period, periodCode);
        } else {
            write(target, source, at, period, count);
        }
    }

    private void write(ObservationBatch target, RowBatch source, SheetColumns at, int period, Count count) {
        int slot = target.size++;
        target.keys[0][slot] = sheetIndex + 1;
        target.keys[1][slot] = source.rowNumbers[row];
        target.keys[2][slot] = at.columnIndex(at.measure);
        target.keys[3][slot] = period;
        boolean anyUnmapped = false;
        for (int dimension = 0; dimension < at.dimensions.length; dimension++) {
            LabelMap map = at.maps[dimension];
            int column = at.dimensions[dimension];
            int code = column < 0 ? 0 : source.codes[column][row];
            target.keys[ObservationBatch.ADDRESS.size() + dimension][slot] =
                    map == null ? LabelMap.NOT_APPLICABLE : map.id(code);
            if (map != null && map.problem(code) != null) {
                anyUnmapped |= map.isUnmapped(code);
                note(map.problem(code), column, code);
            }
        }
        for (int column : at.watched) {
            int code = source.codes[column][row];
            String problem = at.watch(column, code);
            if (problem != null) {
                note(problem, column, code);
            }
        }
        target.counts[slot] = count.value();
        facts++;
        factSum = factSum.add(BigDecimal.valueOf(count.value()));
        if (anyUnmapped) {
            unmapped++;
            unmappedSum = unmappedSum.add(BigDecimal.valueOf(count.value()));
        }
    }

    private void reject(Count count, String problem, int column, int code) {
        rejections++;
        if (count.number() != null) {
            rejectedSum = rejectedSum.add(count.number());
        }
        findings.add(finding(Severity.ERROR, problem, column, code, true));
    }

    private void note(@Nullable String problem, int column, int code) {
        if (problem != null) {
            findings.add(finding(Severity.WARNING, problem, column, code, false));
        }
    }

    private Finding finding(Severity severity, String problem, int column, int code, boolean rejection) {
        SheetRows sheet = sheets.get(sheetIndex);
        String raw = dictionary.value(code).text();
        return new Finding(
                severity,
                Reason.of(problem, sheet.layout.columns().get(column).column().header(), raw),
                sheet.layout.sheetName(),
                requireNonNull(rows).rowNumbers[row],
                sheet.layout.columns().get(column).columnIndex(),
                raw,
                rejection);
    }

    private Count count(int code) {
        ColumnRole.Measure measure = (ColumnRole.Measure) sheets.get(sheetIndex).role(requireNonNull(columns).measure);
        if (Texts.fold(dictionary.value(code).text()).isEmpty()) {
            return switch (measure.blank()) {
                case ABSENT -> new Count(null, 0, null);
                case ZERO -> new Count(BigDecimal.ZERO, 0, null);
                default -> new Count(null, 0, "COUNT_BLANK");
            };
        }
        Optional<BigDecimal> number = Values.number(dictionary.value(code));
        if (number.isEmpty()) {
            return new Count(null, 0, "COUNT_NOT_A_NUMBER");
        }
        BigDecimal value = number.get();
        if (value.signum() < 0) {
            return new Count(value, 0, "COUNT_NEGATIVE");
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.precision() - value.scale() > 18) {
            return new Count(value, 0, whole ? "COUNT_TOO_LARGE" : "COUNT_NOT_WHOLE");
        }
        return new Count(value, value.longValueExact(), null);
    }

    private record RawTotals(BigDecimal sum, long notNumbers) {}

    /** The sum of the count cells straight from the dictionary and the first pass's frequencies, knowing nothing of rows. */
    private RawTotals rawTotals() {
        BigDecimal sum = BigDecimal.ZERO;
        long notNumbers = 0;
        for (SheetRows sheet : sheets) {
            long[] frequencies = sheet.facts.frequencies(sheet.slotOf(ColumnRole.Measure.class));
            for (int code = 1; code < frequencies.length; code++) {
                if (frequencies[code] > 0) {
                    Optional<BigDecimal> number = Values.number(dictionary.value(code));
                    sum = sum.add(number.orElse(BigDecimal.ZERO).multiply(BigDecimal.valueOf(frequencies[code])));
                    notNumbers += number.isPresent() ? 0 : frequencies[code];
                }
            }
        }
        return new RawTotals(sum, notNumbers);
    }

    /** Which slot of the current sheet serves which purpose, and the label maps, shared by all sheets. */
    private final class SheetColumns {
        final int measure;
        final int year;
        final int period;
        final int[] dimensions = new int[ObservationBatch.DIMENSIONS.size()];
        final @Nullable LabelMap[] maps = new LabelMap[ObservationBatch.DIMENSIONS.size()];
        final int[] watched;
        private final Map<Integer, LabelMap> watchers = new HashMap<>();
        private final SheetRows sheet;

        SheetColumns(SheetRows sheet) {
            this.sheet = sheet;
            measure = sheet.slotOf(ColumnRole.Measure.class);
            year = sheet.slotOf(ColumnRole.Year.class);
            period = sheet.slotOf(ColumnRole.Period.class);
            java.util.Arrays.fill(dimensions, -1);
            List<Integer> others = new ArrayList<>();
            for (int slot = 0; slot < sheet.layout.columns().size(); slot++) {
                ColumnRole role = sheet.role(slot);
                LabelMap map = map(role);
                int dimension = map == null ? -1 : ObservationBatch.DIMENSIONS.indexOf(nameOf(role));
                if (dimension >= 0) {
                    dimensions[dimension] = slot;
                    maps[dimension] = map;
                } else if (map != null) {
                    others.add(slot);
                    watchers.put(slot, map);
                }
            }
            watched = others.stream().mapToInt(Integer::intValue).toArray();
        }

        int columnIndex(int slot) {
            return sheet.layout.columns().get(slot).columnIndex();
        }

        /** What is wrong with a cell that is no part of an observation but should be readable all the same. */
        @Nullable
        String watch(int slot, int code) {
            LabelMap map = requireNonNull(watchers.get(slot));
            map.id(code);
            return map.problem(code);
        }

        private @Nullable LabelMap map(ColumnRole role) {
            if (role instanceof ColumnRole.Dimension dimension) {
                Codelist codelist = dimension.codelist() == null
                        ? null
                        : requireNonNull(job.codelists().get(dimension.codelist()));
                return labelMaps.computeIfAbsent(
                        dimension.name(), name -> new LabelMap(name, dictionary, codelist, dimension.blank(), 0));
            }
            if (role instanceof ColumnRole.Attribute attribute) {
                return labelMaps.computeIfAbsent(
                        attribute.name(),
                        name -> new LabelMap(name, dictionary, null, ColumnRole.Blank.NOT_APPLICABLE, attribute.pad()));
            }
            return null;
        }

        /** The name of a dimension or attribute, empty for other roles. */
        static String nameOf(ColumnRole role) {
            if (role instanceof ColumnRole.Dimension dimension) {
                return dimension.name();
            }
            return role instanceof ColumnRole.Attribute attribute ? attribute.name() : "";
        }
    }
}
