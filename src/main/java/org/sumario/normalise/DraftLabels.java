package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Attribute;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.model.Codelist;
import org.sumario.model.Reason;
import org.sumario.rows.CellType;

/** What the columns mean that hold neither time nor counts: places, levels of offences, and what is carried along. */
final class DraftLabels {
    private static final double MOST_KNOWN = 0.6;

    /** Fewer rows prove nothing about which labels go together. */
    private static final int ENOUGH_ROWS = 20;

    private static final Map<HeaderWord, String> NAMED = Map.of(
            HeaderWord.OFFICE_TYPE, "office_type",
            HeaderWord.SUBJECT, "subject",
            HeaderWord.SPECIALISED_UNIT, "specialised_unit",
            HeaderWord.SPECIALTY, "specialty",
            HeaderWord.CASE_TYPE, "case_type");
    private static final List<String> OF_COMPLAINTS =
            List.of("level_1", "level_2", "level_3", "level_4", "specialty", "case_type");
    private static final List<String> OF_CASES =
            List.of("office_type", "subject", "specialty", "case_type", "specialised_unit");
    private static final Cleaning WITHOUT_MARKS = Cleaning.of(List.of(CleaningRule.FOOTNOTE_MARKS));

    private final DraftedLayout layout;
    private final List<Codelist> codelists;
    private final Set<Integer> ofTotals;
    private final List<DraftColumn> places = new ArrayList<>();

    private DraftLabels(DraftedLayout layout, List<Codelist> codelists, Set<Integer> ofTotals) {
        this.layout = layout;
        this.codelists = codelists;
        this.ofTotals = ofTotals;
    }

    /**
     * Claims all columns that are left.
     *
     * @param ofTotals columns in which rows are marked as totals, which only labels can be
     */
    static void find(DraftedLayout layout, List<Codelist> codelists, Set<Integer> ofTotals) {
        new DraftLabels(layout, codelists, ofTotals).find();
    }

    private void find() {
        layout.open().forEach(this::place);
        layout.open().forEach(this::carried);
        layout.open().forEach(this::named);
        List<DraftColumn> unlisted = layout.open().stream()
                .filter(column -> column.has(HeaderWord.PLACE))
                .toList();
        List<DraftColumn> chain = chain(layout.open().stream()
                .filter(column -> !unlisted.contains(column) && column.labels().size() > 1)
                .toList());
        chain.forEach(column -> label(column, free(false), "DRAFT_LEVEL", chain.size() > 1));
        layout.open()
                .forEach(column -> label(
                        column,
                        free(unlisted.contains(column)
                                || column.labels().size() == 1 && column.filled() >= ENOUGH_ROWS),
                        "DRAFT_LABELS",
                        false));
    }

    /** Labels of a code list that knows most of them. */
    private void place(DraftColumn column) {
        boolean isMarked = false;
        Codelist list = codelist(column.labels(), column.has(HeaderWord.DISTRICT));
        if (list == null) {
            isMarked = true;
            list = codelist(
                    column.labels().stream()
                            .map(label -> WITHOUT_MARKS.apply(label).text())
                            .collect(Collectors.toSet()),
                    column.has(HeaderWord.DISTRICT));
        }
        if (list == null || layout.dimensions().contains(nameOf(list)) || isOfFinerPlace(column)) {
            return;
        }
        String parents = parentsOf(list, codelists);
        if (parents != null) {
            layout.regions(parents);
        }
        DraftedColumn drafted = DraftedColumn.of(
                        column.place(),
                        new Dimension(nameOf(list), list.name(), Blank.UNKNOWN, 0, List.of()),
                        Reason.of("DRAFT_CODE_LIST", list.name()))
                .written(isMarked ? List.of(CleaningRule.FOOTNOTE_MARKS) : List.of(), List.of());
        if (column.labels().size() * 2 < list.codes().size()) {
            drafted = drafted.doubted(Reason.of(
                    "DRAFT_SOME_PLACES", column.labels().size(), list.codes().size(), list.name(), nameOf(list)));
        }
        places.add(column);
        layout.claim(column, column.isFilledDown() ? drafted.filledDown() : drafted);
    }

    /** Whether a place of the table lies in it: a department beside its fiscal districts says nothing of its own. */
    private boolean isOfFinerPlace(DraftColumn column) {
        return places.stream().anyMatch(place -> place.determines(column));
    }

    /** The code list that knows most of the labels. */
    private @Nullable Codelist codelist(Set<String> labels, boolean namesDistricts) {
        Codelist best = null;
        double most = MOST_KNOWN;
        for (Codelist list : codelists) {
            Set<String> known = Labels.codes(list).keySet();
            double share = labels.stream().filter(known::contains).count() / (double) Math.max(labels.size(), 1);
            boolean isNamed = namesDistricts && nameOf(list).equals("fiscal_district");
            if (share > most || isNamed && share >= most) {
                best = list;
                most = share;
            }
        }
        return best;
    }

    /** The list that the parents of a list's codes belong to, null where they have none. */
    static @Nullable String parentsOf(Codelist list, List<Codelist> codelists) {
        Set<String> parents = list.codes().stream().map(Codelist.Code::parent).collect(Collectors.toSet());
        return codelists.stream()
                .filter(other -> !other.name().equals(list.name()))
                .filter(other -> other.codes().stream().anyMatch(code -> parents.contains(code.code())))
                .map(Codelist::name)
                .findFirst()
                .orElse(null);
    }

    static String nameOf(Codelist list) {
        return list.name().contains("district") ? "fiscal_district" : "region";
    }

    /** Numbers that are no counts, codes, and places that another place says already. */
    private void carried(DraftColumn column) {
        boolean isNumeric = !column.isEmpty() && column.isNearlyAll(DraftTable::isNumber);
        boolean isOfPlace = places.stream().anyMatch(place -> place.determines(column))
                && (column.has(HeaderWord.PLACE) || column.has(HeaderWord.IDENTIFIER));
        if (ofTotals.contains(column.index())) {
            return;
        }
        if (column.isEmpty()) {
            ignore(column, "DRAFT_EMPTY");
        } else if (column.has(HeaderWord.ARTICLE) && !layout.hasCases()) {
            claim(column, "article", Reason.of("DRAFT_ARTICLES"));
        } else if (isOfPlace || isNumeric && column.has(HeaderWord.IDENTIFIER)) {
            int pad = isNumeric ? pad(column) : 0;
            layout.claim(
                    column,
                    DraftedColumn.of(
                            column.place(),
                            new Attribute(attributeName(column), pad),
                            Reason.of(pad > 0 ? "DRAFT_CODES_PADDED" : "DRAFT_CARRIED")));
        } else if (column.has(HeaderWord.YEAR) && column.isOfYears()) {
            layout.claim(
                    column,
                    DraftedColumn.of(
                                    column.place(),
                                    new ColumnRole.Ignored(),
                                    Reason.of("DRAFT_YEARS", column.firstText()))
                            .doubted(Reason.of("DRAFT_OTHER_YEARS", column.heading())));
        } else if (isNumeric || column.has(HeaderWord.RATE)) {
            ignore(column, column.has(HeaderWord.RATE) ? "DRAFT_RATE" : "DRAFT_OTHER_NUMBERS");
        }
    }

    private void ignore(DraftColumn column, String why) {
        layout.claim(column, DraftedColumn.of(column.place(), new ColumnRole.Ignored(), Reason.of(why)));
    }

    /** The digits of codes of which some have lost a leading zero; 0 where all are as long, or their lengths say nothing. */
    private static int pad(DraftColumn column) {
        Set<Integer> lengths = column.values().stream()
                .map(value -> Texts.fold(value.text()).length())
                .collect(Collectors.toSet());
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean isShort = lengths.equals(Set.of(longest - 1, longest));
        return isShort && longest > 1 || column.hasLeadingZeros() ? longest : 0;
    }

    private String attributeName(DraftColumn column) {
        String name = Texts.plain(column.heading())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[_0-9]+|_+$", "");
        String shortened = name.substring(0, Math.min(name.length(), 50));
        boolean isTaken = layout.all()
                .anyMatch(drafted -> drafted.column().role() instanceof Attribute other
                        && other.name().equals(shortened));
        return shortened.isEmpty() || isTaken ? "column_" + (column.index() + 1) : shortened;
    }

    private void named(DraftColumn column) {
        NAMED.entrySet().stream()
                .filter(each -> column.has(each.getKey()))
                .map(Map.Entry::getValue)
                .filter(name -> names().contains(name) && !layout.dimensions().contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> claim(column, name, Reason.of("DRAFT_NAMED", name)));
    }

    private List<String> names() {
        return layout.hasCases() ? OF_CASES : OF_COMPLAINTS;
    }

    /** A dimension that is not taken; what is no offence takes the last ones. */
    private Optional<String> free(boolean isNoOffence) {
        List<String> names = new ArrayList<>(names());
        names.removeAll(layout.dimensions());
        if (isNoOffence) {
            names.sort(Comparator.comparing(name -> name.startsWith("level_")));
        }
        return names.stream().findFirst();
    }

    private void label(DraftColumn column, Optional<String> name, String why, boolean isProven) {
        if (name.isEmpty()) {
            layout.claim(
                    column,
                    DraftedColumn.of(column.place(), new ColumnRole.Ignored(), Reason.of("DRAFT_OF_NO_INTEREST"))
                            .doubted(Reason.of("DRAFT_NO_NAME_LEFT", column.heading())));
            return;
        }
        claim(column, name.get(), Reason.of(why, column.labels().size(), name.get()));
        if (tellsMeasures(column)) {
            layout.doubt(Reason.of("DRAFT_MEASURES_IN_ROWS", column.heading(), String.join(" · ", column.labels())));
        }
        if (column.has(HeaderWord.PLACE) && !isProven) {
            layout.doubt(Reason.of("DRAFT_PLACE_UNLISTED", column.heading(), name.get()));
        }
    }

    /** Whether its labels say what the numbers beside them count. */
    private static boolean tellsMeasures(DraftColumn column) {
        Set<String> labels = column.labels();
        long kinds = Stream.of(HeaderWord.COUNT, HeaderWord.PEOPLE, HeaderWord.RATE, HeaderWord.POPULATION)
                .filter(word -> labels.stream().anyMatch(word::isIn))
                .count();
        return labels.size() > 1 && labels.size() < 8 && (kinds > 1 || column.has(HeaderWord.INDICATOR));
    }

    private void claim(DraftColumn column, String name, Reason why) {
        DraftedColumn drafted = DraftedColumn.of(column.place(), DraftedColumn.dimension(name), why);
        layout.claim(column, column.isFilledDown() ? drafted.filledDown() : drafted);
    }

    /** The longest chain of columns of which each label has one parent in the column before it; few rows prove none. */
    private List<DraftColumn> chain(List<DraftColumn> columns) {
        List<DraftColumn> texts = columns.stream()
                .filter(column -> column.filled() >= ENOUGH_ROWS
                        && column.share(value -> value.type() == CellType.TEXT) > MOST_KNOWN)
                .sorted(Comparator.comparingInt(column -> column.labels().size()))
                .toList();
        List<DraftColumn> longest = List.of();
        for (int start = 0; start < texts.size(); start++) {
            List<DraftColumn> chain = new ArrayList<>(List.of(texts.get(start)));
            for (DraftColumn next : texts.subList(start + 1, texts.size())) {
                DraftColumn last = chain.get(chain.size() - 1);
                if (next.labels().size() > last.labels().size() && next.determines(last)) {
                    chain.add(next);
                }
            }
            longest = chain.size() > longest.size() ? chain : longest;
        }
        return longest.size() > 1 ? longest : List.of();
    }
}
