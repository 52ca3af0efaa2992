package org.sumario.normalise;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Hierarchy;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;
import org.sumario.model.ReferencePeriod;
import org.sumario.normalise.DateFacts.Stamp;
import org.sumario.normalise.SheetLayout.Bound;
import org.sumario.normalise.SheetLayout.Slot;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RowBatch;

/** What is applied between the cells of a row and its observation, told once per distinct text as it is decided. */
final class AppliedRules {
    private final Dictionary dictionary;
    private final SheetRows sheet;
    private final SheetColumns columns;
    private final VintageFacts vintages;
    private final List<Reason> ofSheet;
    private final Map<SlotCode, List<Reason>> ofCode = new HashMap<>();
    private final Map<ColumnFacts.Pair, Reason> ofPeriod = new HashMap<>();
    private final Map<Integer, Reason> fillings = new HashMap<>();

    private record SlotCode(int slot, int code) {}

    AppliedRules(
            Dictionary dictionary,
            SheetRows sheet,
            SheetColumns columns,
            VintageFacts vintages,
            @Nullable LocalDate published) {
        this.dictionary = dictionary;
        this.sheet = sheet;
        this.columns = columns;
        this.vintages = vintages;
        this.ofSheet = ofSheet(sheet, published);
    }

    /** Columns in which a blank cell repeats the one above. */
    int[] filledDown() {
        return sheet.layout.columns().stream()
                .filter(bound -> bound.column().fillDown())
                .mapToInt(Bound::columnIndex)
                .toArray();
    }

    /** @param isBlank whether the row's own cell in a column that is filled down says nothing */
    List<Reason> of(RowBatch batch, int row, int measure, IntPredicate isBlank) {
        List<Reason> rules = new ArrayList<>();
        rules.add(period(batch, row));
        for (int slot = 0; slot < sheet.slots.size(); slot++) {
            int code = batch.codes[slot][row];
            Slot at = sheet.slots.get(slot);
            if (at.column().fillDown() && isBlank.test(at.columnIndex())) {
                rules.add(fillings.computeIfAbsent(
                        at.columnIndex(), index -> Reason.of("TRACE_FILLED_DOWN", at.shown())));
            }
            if (!(at.role() instanceof ColumnRole.Measure) || slot == columns.measures[measure]) {
                rules.addAll(ofCode.computeIfAbsent(
                        new SlotCode(slot, code),
                        unseen -> rules(at, unseen.slot(), unseen.code(), measure, batch, row)));
            }
        }
        rules.addAll(ofSheet);
        return rules;
    }

    private Reason period(RowBatch batch, int row) {
        int yearCode = columns.year < 0 ? 0 : batch.codes[columns.year][row];
        int periodCode = batch.codes[columns.period][row];
        return ofPeriod.computeIfAbsent(new ColumnFacts.Pair(yearCode, periodCode), pair -> {
            int id = vintages.periodId(yearCode, periodCode);
            String said = said(columns.period, periodCode)
                    + (columns.year < 0 || columns.year == columns.period ? "" : ", " + said(columns.year, yearCode));
            if (id == 0) {
                return Reason.of("TRACE_PERIOD_UNREADABLE", said);
            }
            ReferencePeriod period = vintages.periods().get(id - 1);
            return Reason.of("TRACE_PERIOD", said, period.start(), period.end());
        });
    }

    private String said(int slot, int code) {
        return sheet.slots.get(slot).shown() + " \"" + raw(code) + "\"";
    }

    private String raw(int code) {
        return dictionary.value(code).text();
    }

    private List<Reason> rules(Slot at, int slot, int code, int measure, RowBatch batch, int row) {
        ColumnRole role = at.role();
        if (role instanceof ColumnRole.Measure) {
            Counts.Count count = columns.count(measure, batch, row);
            String number = count.isReadable() ? Long.toString(count.value()) : "";
            return number.equals(raw(code)) ? List.of() : List.of(changed("TRACE_COUNT", at, raw(code), number));
        }
        if (role instanceof ColumnRole.ExtractionDate || role instanceof ColumnRole.PublishedDate) {
            return date(at, code);
        }
        LabelMap map = columns.map(slot);
        return map == null ? List.of() : label(at, map, code);
    }

    private List<Reason> label(Slot at, LabelMap map, int code) {
        int id = map.id(code);
        String problem = map.problem(code);
        if (id == LabelMap.NOT_APPLICABLE) {
            boolean isDimension = at.role() instanceof ColumnRole.Dimension;
            return isDimension ? List.of(Reason.of("TRACE_NOT_APPLICABLE", at.shown(), raw(code))) : List.of();
        }
        if (id == LabelMap.UNKNOWN) {
            return List.of(Reason.of("TRACE_UNKNOWN", at.shown(), raw(code)));
        }
        List<Reason> rules = new ArrayList<>();
        if (!map.cleaned(code).equals(raw(code))) {
            rules.add(changed("TRACE_CLEANED", at, raw(code), map.cleaned(code)));
        }
        if (!map.matched(code).equals(map.cleaned(code))) {
            rules.add(Reason.of("TRACE_PADDED", at.shown(), map.cleaned(code), map.matched(code)));
        }
        if (problem != null && map.isUnmapped(code)) {
            rules.add(Reason.of("TRACE_UNMAPPED", at.shown(), map.matched(code)));
        } else if (map.codeOf(code) != null) {
            String list = requireNonNull(((ColumnRole.Dimension) at.role()).codelist());
            rules.add(Reason.of("TRACE_CODE", at.shown(), map.matched(code), requireNonNull(map.codeOf(code)), list));
        }
        if (at.role() instanceof ColumnRole.Dimension dimension
                && dimension.unclassified().contains(map.matched(code))) {
            rules.add(Reason.of("TRACE_UNCLASSIFIED", at.shown(), map.matched(code)));
        }
        return rules;
    }

    /** A text that became another, by the cleaning that the job file declares or by the folding of white space alone. */
    private static Reason changed(String code, Slot at, String before, String after) {
        List<CleaningRule> rules = at.column().clean();
        return rules.isEmpty()
                ? Reason.of(code, at.shown(), before, after)
                : Reason.of(
                        code + "_BY",
                        at.shown(),
                        before,
                        after,
                        rules.stream().map(CleaningRule::word).collect(Collectors.joining(", ")));
    }

    private List<Reason> date(Slot at, int code) {
        DateOrder order = vintages.dateOrder();
        Optional<LocalDate> day = order == null
                ? Optional.empty()
                : Values.date(CleanTexts.of(dictionary, at.column()).value(code), order);
        if (order == null || day.isEmpty()) {
            return List.of(Reason.of("TRACE_DATE_UNREADABLE", at.shown(), raw(code)));
        }
        DateOrder other = order == DateOrder.DAY_FIRST ? DateOrder.MONTH_FIRST : DateOrder.DAY_FIRST;
        if (Values.date(CleanTexts.of(dictionary, at.column()).value(code), other)
                .equals(day)) {
            return day.get().toString().equals(raw(code))
                    ? List.of()
                    : List.of(Reason.of("TRACE_DATE", at.shown(), raw(code), day.get()));
        }
        Optional<Stamp> proof = vintages.dates().proof(order);
        return List.of(
                proof.isEmpty()
                        ? Reason.of("TRACE_DATE_IN_SEQUENCE_" + order, at.shown(), raw(code), day.get())
                        : Reason.of(
                                "TRACE_DATE_" + order,
                                at.shown(),
                                raw(code),
                                day.get(),
                                proof.get().value().text(),
                                address(proof.get())));
    }

    private static String address(Stamp stamp) {
        return stamp.columnIndex() < 0
                ? stamp.sheetName()
                : CellRef.columnLetters(stamp.columnIndex()) + stamp.rowNumber();
    }

    /** What the layout does to every row. */
    private static List<Reason> ofSheet(SheetRows sheet, @Nullable LocalDate published) {
        List<Reason> rules = new ArrayList<>();
        for (Bound bound : sheet.layout.columns()) {
            if (bound.column().role() instanceof Hierarchy hierarchy) {
                rules.add(Reason.of(
                        "TRACE_HIERARCHY_" + hierarchy.by(), bound.column().shown()));
            }
        }
        if (published != null) {
            rules.add(Reason.of("TRACE_PUBLISHED_GIVEN", published));
        }
        return rules;
    }
}
