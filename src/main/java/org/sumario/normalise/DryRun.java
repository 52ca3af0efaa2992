package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.CellRef;
import org.sumario.model.Codelist;
import org.sumario.model.DeliveryContent;
import org.sumario.model.DeliveryContent.Label;
import org.sumario.model.ObservationBatch;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowSpool;

/**
 * What a job file makes of a spreadsheet, without loading it: where it found its columns and what they hold, the first observations, and
 * everything that the delivery would say.
 *
 * @param columns what became of each column, in the order of the job file
 * @param observations the first of them
 * @param unmapped labels in no code list, with the known ones that are nearest; these are shown, never applied
 * @param absent codes valid in the years of the file of which it has no label
 */
public record DryRun(
        JobDefinition job,
        List<FoundColumn> columns,
        List<SeenObservation> observations,
        DeliveryContent content,
        List<UnmappedLabel> unmapped,
        List<AbsentCode> absent) {
    private static final int FIRST_OBSERVATIONS = 5;
    private static final int FIRST_VALUES = 4;

    /**
     * A column of the job file as found in a sheet.
     *
     * @param cell its column, or the one cell that speaks for all rows; empty where it is none
     * @param distinctValues how many different texts it holds
     */
    public record FoundColumn(
            String shown, String role, String sheetName, String cell, long distinctValues, List<String> firstValues) {}

    /**
     * An observation with its address.
     *
     * @param labels text by dimension, with its code where a code list knows it
     * @param counts count by measure
     */
    public record SeenObservation(
            String sheetName, String cell, String period, Map<String, String> labels, Map<String, Long> counts) {}

    /** A label that no code list knows; {@code nearest} are "CODE label" for a person to choose from. */
    public record UnmappedLabel(String dimension, String codelist, String label, List<String> nearest) {}

    /** A code of a list that the file should hold in full, and does not. */
    public record AbsentCode(String dimension, String codelist, String code, String name) {}

    /**
     * Reads a whole file.
     *
     * @param spools gives a place for the rows of the n-th sheet and of so many columns; the caller deletes them
     */
    public static DryRun of(
            InputFile file,
            Recognition recognised,
            Limits limits,
            @Nullable LocalDate published,
            IntFunction<IntFunction<RowSpool>> spools) {
        JobDefinition job = recognised.job();
        Dictionary dictionary = new Dictionary(limits);
        List<SheetRows> sheets = SheetRows.all(file, recognised, dictionary, spools);
        Normaliser normaliser = new Normaliser(job, dictionary, sheets, published);
        List<int[]> keys = new ArrayList<>();
        List<Map<String, Long>> counts = new ArrayList<>();
        ObservationBatch batch = new ObservationBatch();
        while (normaliser.fill(batch)) {
            for (int row = 0; row < batch.size && keys.size() < FIRST_OBSERVATIONS; row++) {
                keys.add(keys(batch, row));
                counts.add(counts(job, batch, row));
            }
        }
        DeliveryContent content = normaliser.content();
        List<SeenObservation> observations = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            observations.add(observation(keys.get(i), counts.get(i), content));
        }
        return new DryRun(
                job, columns(sheets, dictionary), observations, content, unmapped(job, content), absent(job, content));
    }

    /** Whether a load would need a person: something was left out, is unknown, or holds the delivery. */
    public boolean needsAPerson() {
        return content.totals().rejections() > 0
                || !unmapped.isEmpty()
                || content.vintages().isEmpty()
                || content.findings().stream()
                        .anyMatch(finding -> finding.severity() == org.sumario.model.Severity.BLOCKING);
    }

    private static int[] keys(ObservationBatch batch, int row) {
        int[] keys = new int[batch.keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = batch.keys[i][row];
        }
        return keys;
    }

    private static Map<String, Long> counts(JobDefinition job, ObservationBatch batch, int row) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String measure : job.measures()) {
            long count = batch.counts[ObservationBatch.MEASURES.indexOf(measure)][row];
            if (count != ObservationBatch.ABSENT) {
                counts.put(measure, count);
            }
        }
        return counts;
    }

    private static SeenObservation observation(int[] keys, Map<String, Long> counts, DeliveryContent content) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < ObservationBatch.DIMENSIONS.size(); i++) {
            String dimension = ObservationBatch.DIMENSIONS.get(i);
            int id = keys[ObservationBatch.ADDRESS.size() + i];
            content.labels().stream()
                    .filter(label -> label.dimension().equals(dimension) && label.labelId() == id)
                    .findFirst()
                    .ifPresent(label -> labels.put(dimension, shown(label)));
        }
        var period = content.periods().get(keys[3] - 1);
        return new SeenObservation(
                content.sheets().get(keys[0] - 1),
                CellRef.columnLetters(keys[2]) + keys[1],
                period.start() + "/" + period.end(),
                labels,
                counts);
    }

    private static String shown(Label label) {
        boolean isOther = label.code() != null && !label.code().equals(label.text());
        return isOther ? label.text() + " → " + label.code() : label.text();
    }

    private static List<FoundColumn> columns(List<SheetRows> sheets, Dictionary dictionary) {
        List<FoundColumn> found = new ArrayList<>();
        for (SheetRows sheet : sheets) {
            for (int slot = 0; slot < sheet.slots.size(); slot++) {
                long[] frequencies = sheet.facts.frequencies(slot);
                List<String> first = new ArrayList<>();
                long distinct = 0;
                for (int code = 0; code < frequencies.length; code++) {
                    if (frequencies[code] > 0) {
                        distinct++;
                        if (first.size() < FIRST_VALUES) {
                            first.add(Texts.fold(dictionary.value(code).text()));
                        }
                    }
                }
                found.add(new FoundColumn(
                        sheet.slots.get(slot).shown(),
                        role(sheet.slots.get(slot).role()),
                        sheet.layout.sheetName(),
                        cell(sheet, sheet.slots.get(slot)),
                        distinct,
                        first));
            }
        }
        return found;
    }

    private static String role(ColumnRole role) {
        String name = SheetColumns.nameOf(role);
        return name.isEmpty() ? role.word() : role.word() + " " + name;
    }

    private static String cell(SheetRows sheet, Slot slot) {
        if (slot.columnIndex() >= 0) {
            String letters = CellRef.columnLetters(slot.columnIndex());
            return slot.rowNumber() > 0 ? letters + slot.rowNumber() : letters;
        }
        return sheet.layout.columns().stream()
                .filter(bound -> bound.column() == slot.column())
                .map(bound -> CellRef.columnLetters(bound.columnIndex()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), all -> all.isEmpty() ? "" : all.get(0) + "–" + all.get(all.size() - 1)));
    }

    private static List<UnmappedLabel> unmapped(JobDefinition job, DeliveryContent content) {
        Map<String, Codelist> lists = new HashMap<>();
        job.dimensions().forEach(dimension -> {
            if (dimension.codelist() != null) {
                lists.put(dimension.name(), requireNonNull(job.codelists().get(dimension.codelist())));
            }
        });
        List<UnmappedLabel> unmapped = new ArrayList<>();
        for (Label label : content.labels()) {
            Codelist list = lists.get(label.dimension());
            if (list != null && label.code() == null) {
                unmapped.add(new UnmappedLabel(
                        label.dimension(), list.name(), label.text(), Labels.nearest(list, label.text())));
            }
        }
        return unmapped;
    }

    /** None of a dimension that each file holds only a part of. */
    private static List<AbsentCode> absent(JobDefinition job, DeliveryContent content) {
        List<AbsentCode> absent = new ArrayList<>();
        for (ColumnRole.Dimension dimension : job.dimensions()) {
            String list = dimension.codelist();
            if (list == null || dimension.name().equals(job.scope().dimension())) {
                continue;
            }
            Set<String> present = content.labels().stream()
                    .filter(label -> label.dimension().equals(dimension.name()) && label.code() != null)
                    .map(label -> requireNonNull(label.code()))
                    .collect(Collectors.toSet());
            requireNonNull(job.codelists().get(list)).codes().stream()
                    .filter(code -> !present.contains(code.code()) && isValid(code, content))
                    .map(code -> new AbsentCode(dimension.name(), list, code.code(), code.name()))
                    .distinct()
                    .forEach(absent::add);
        }
        return absent;
    }

    private static boolean isValid(Codelist.Code code, DeliveryContent content) {
        return content.vintages().isEmpty()
                || content.vintages().stream()
                        .anyMatch(vintage -> (code.validFrom() == null
                                        || !code.validFrom().isAfter(vintage.periodEnd()))
                                && (code.validTo() == null || !code.validTo().isBefore(vintage.periodStart())));
    }
}
