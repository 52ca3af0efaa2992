package org.sumario.normalise;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.input.InputFile;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.jobs.Place;
import org.sumario.jobs.Place.Wildcard;
import org.sumario.model.Codelist;
import org.sumario.model.Reason;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/** What stands outside a drafted table and speaks for all its rows: cells above it, names of sheets and of the file, properties. */
final class DraftPlaces {
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d)");
    private static final Pattern ALL = Pattern.compile("\\(?(?:TODOS|TODAS|ALL)\\)?");
    private static final Pattern RANGE = Pattern.compile("-|A|AL|Y|HASTA|TO|THROUGH|AND");
    private static final int LONGEST = 80;

    private final DraftedLayout layout;
    private final InputFile file;
    private final String fileName;
    private final List<Codelist> codelists;
    private final Set<String> asked = new HashSet<>();
    private boolean saysAllMonths;

    private DraftPlaces(DraftedLayout layout, InputFile file, String fileName, List<Codelist> codelists) {
        this.layout = layout;
        this.file = file;
        this.fileName = fileName;
        this.codelists = codelists;
    }

    static void find(DraftedLayout layout, InputFile file, String fileName, List<Codelist> codelists) {
        DraftPlaces places = new DraftPlaces(layout, file, fileName, codelists);
        places.sheets();
        places.above();
        places.year();
        places.period();
        places.publication();
    }

    /** Other sheets with the same table are read too; with another one they are not. */
    private void sheets() {
        String own = layout.table().sheet().sheetName();
        Set<String> alike = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (SheetPreview sheet : file.sheets()) {
            DraftTable.in(sheet)
                    .ifPresent(table -> (table.isLike(layout.table()) ? alike : others).add(sheet.sheetName()));
        }
        if (alike.size() > 1) {
            Set<String> parts = new LinkedHashSet<>(alike);
            parts.removeIf(name ->
                    HeaderWord.TOTAL.isIn(name) || Texts.plain(name).matches("CONSOLIDADO|RESUMEN|SUMMARY|ALL|TODOS?"));
            Wildcard years = new Wildcard(YEAR.matcher(own).replaceFirst("{}"));
            boolean areYears = !layout.hasYear()
                    && parts.stream()
                            .allMatch(name -> years.match(name)
                                    .filter(DraftPlaces::isYear)
                                    .isPresent());
            boolean arePeriods = !layout.hasPeriod()
                    && parts.stream().allMatch(name -> period(name).isPresent());
            if (areYears) {
                layout.add(DraftedColumn.of(
                        new Place.SheetName(years),
                        new ColumnRole.Year(),
                        Reason.of("DRAFT_SHEETS_YEARS", parts.size())));
            } else if (arePeriods) {
                boolean withYear = parts.stream()
                        .allMatch(name -> period(name).orElseThrow().year() != null);
                layout.add(DraftedColumn.of(
                        new Place.SheetName(new Wildcard("{}")),
                        new ColumnRole.Period(withYear, false),
                        Reason.of("DRAFT_SHEETS_PERIODS", parts.size())));
            } else {
                layout.doubt(Reason.of("DRAFT_SHEETS_ALIKE", String.join(" · ", alike)));
            }
            if (parts.size() < alike.size()) {
                layout.sheets().addAll(parts);
                layout.doubt(Reason.of("DRAFT_SHEETS_TOTAL", String.join(" · ", parts)));
            }
        }
        if (!others.isEmpty()) {
            layout.doubt(Reason.of("DRAFT_SHEETS_OTHER", own, String.join(" · ", others)));
            if (layout.sheets().isEmpty()) {
                alike.forEach(name -> layout.sheets().add(ofAnyYear(name)));
            }
        }
    }

    /** The next year's file calls its sheet so too. */
    private static String ofAnyYear(String sheetName) {
        String pattern = YEAR.matcher(sheetName).replaceAll("*");
        return pattern.chars().anyMatch(Character::isLetter) ? pattern : sheetName;
    }

    private static boolean isYear(String text) {
        return Headers.isYear(new RawValue(CellType.TEXT, text));
    }

    private static Optional<PeriodText> period(String text) {
        return PeriodText.parse(new RawValue(CellType.TEXT, text));
    }

    private void above() {
        int first = layout.table().header().get(0).rowNumber();
        for (PreviewRow row : layout.table().sheet().rows()) {
            List<RawValue> filled = row.values().stream()
                    .filter(value -> !value.text().isBlank())
                    .toList();
            if (row.rowNumber() >= first) {
                return;
            }
            if (filled.size() == 2 && filled.get(0).type() == CellType.TEXT) {
                pair(Texts.fold(filled.get(0).text()).replaceFirst("\\s*:$", ""), filled.get(1));
            } else if (filled.size() == 1) {
                sentence(Texts.fold(filled.get(0).text()));
            }
        }
    }

    /** What is asked on the left and answered on the right. */
    private void pair(String question, RawValue answer) {
        String text = Texts.fold(answer.text());
        if (question.length() > LONGEST || text.length() > LONGEST || !asked.add(LayoutSearch.fold(question))) {
            return;
        }
        Place place = new Place.Beside(question);
        Optional<PeriodText> period = PeriodText.parse(answer);
        Optional<Codelist> list = codelists.stream()
                .filter(each -> Labels.codes(each).containsKey(text))
                .filter(each -> !layout.dimensions().contains(DraftLabels.nameOf(each)))
                .findFirst();
        if (Headers.isYear(answer) && !layout.hasYear()) {
            layout.add(DraftedColumn.of(place, new ColumnRole.Year(), Reason.of("DRAFT_ABOVE", text)));
        } else if (isDay(answer)) {
            day(place, question, text);
        } else if (period.isPresent() && !layout.hasPeriod()) {
            boolean withYear = period.get().year() != null && !layout.hasYear();
            layout.add(DraftedColumn.of(place, new ColumnRole.Period(withYear, false), Reason.of("DRAFT_ABOVE", text)));
        } else if (list.isPresent()) {
            String name = DraftLabels.nameOf(list.get());
            layout.scope(name);
            Optional.ofNullable(DraftLabels.parentsOf(list.get(), codelists)).ifPresent(layout::regions);
            layout.add(DraftedColumn.of(
                    place,
                    new Dimension(name, list.get().name(), Blank.UNKNOWN, 0, List.of()),
                    Reason.of("DRAFT_CODE_LIST", list.get().name())));
        } else if (answer.type() == CellType.TEXT && text.chars().noneMatch(c -> c == ',')) {
            layout.add(DraftedColumn.of(
                    place, new ColumnRole.Condition(List.of(text), List.of()), Reason.of("DRAFT_CONDITION")));
        }
    }

    private static boolean isDay(RawValue value) {
        return Values.date(value, DateOrder.DAY_FIRST)
                .or(() -> Values.date(value, DateOrder.MONTH_FIRST))
                .isPresent();
    }

    private void day(Place place, String words, String text) {
        boolean isExtraction = HeaderWord.EXTRACTED.isIn(words);
        ColumnRole role = isExtraction ? new ColumnRole.ExtractionDate() : new ColumnRole.PublishedDate();
        if (!layout.has(role.getClass())) {
            layout.add(DraftedColumn.of(place, role, Reason.of("DRAFT_ABOVE", text)));
        }
    }

    /** A day, a period or a year at the end of a sentence such as a title. */
    private void sentence(String text) {
        if (text.contains("*") || text.contains("{")) {
            return;
        }
        if (isFirstPeriod(text) && !layout.hasPeriod()) {
            layout.add(DraftedColumn.of(
                    new Place.Text(new Wildcard("{}")),
                    new ColumnRole.Period(true, false),
                    Reason.of("DRAFT_ABOVE", text)));
            return;
        }
        String[] words = text.split(" ");
        for (int from = 1; from < words.length && !endsRange(words, from); from++) {
            String end = String.join(" ", List.of(words).subList(from, words.length));
            String pattern = String.join(" ", List.of(words).subList(0, from)) + " {}";
            RawValue value = new RawValue(CellType.TEXT, end);
            Optional<PeriodText> period = PeriodText.parse(value);
            if (isDay(value)) {
                day(new Place.Text(new Wildcard(pattern)), text, end);
                return;
            }
            boolean isNew = period.isPresent()
                    && !isYear(end)
                    && !layout.hasPeriod()
                    && (layout.hasYear() || period.get().year() != null);
            if (isNew) {
                layout.add(DraftedColumn.of(
                        new Place.Text(new Wildcard(pattern)),
                        new ColumnRole.Period(period.get().year() != null, false),
                        Reason.of("DRAFT_ABOVE", end)));
                return;
            }
        }
        Matcher year = YEAR.matcher(text);
        if (!layout.hasYear() && year.find()) {
            String found = year.group();
            String pattern = text.substring(0, year.start()) + "{}" + text.substring(year.end());
            if (!year.find() && !pattern.equals("{}")) {
                layout.add(DraftedColumn.of(
                        new Place.Text(new Wildcard(pattern)), new ColumnRole.Year(), Reason.of("DRAFT_ABOVE", found)));
            }
        }
    }

    /** Whether a text is a period with its year and nothing else, and the first cell above the table that is. */
    private boolean isFirstPeriod(String text) {
        return !isYear(Texts.plain(text).replaceFirst("^ANO ", ""))
                && layout.table().sheet().rows().stream()
                        .filter(row ->
                                row.rowNumber() < layout.table().header().get(0).rowNumber())
                        .flatMap(row -> row.values().stream())
                        .filter(value -> PeriodText.parse(value)
                                .filter(period -> period.year() != null)
                                .isPresent())
                        .findFirst()
                        .filter(value -> Texts.fold(value.text()).equals(text))
                        .isPresent();
    }

    /** Whether a period goes on here that began with the words before: only whole it could be read. */
    private static boolean endsRange(String[] words, int from) {
        String before = words[Math.max(from - 2, 0)];
        return from > 1
                && RANGE.matcher(Texts.plain(words[from - 1])).matches()
                && (isYear(before) || period(before).isPresent());
    }

    private void year() {
        if (layout.hasYear()) {
            return;
        }
        String sheet = layout.table().sheet().sheetName();
        // Of a text file, the sheet is called as the file is.
        if (!fileName.startsWith(sheet + ".") && named(sheet, new Place.SheetName(pattern(sheet)))
                || named(fileName, new Place.FileName(pattern(fileName)))) {
            return;
        }
        layout.add(DraftedColumn.of(new Place.Value("2000"), new ColumnRole.Year(), Reason.of("DRAFT_NOTHING_SAYS"))
                .doubted(Reason.of("DRAFT_YEAR_MISSING")));
    }

    private static Wildcard pattern(String name) {
        return new Wildcard(YEAR.matcher(name).replaceFirst("{}"));
    }

    private boolean named(String name, Place place) {
        List<String> years =
                YEAR.matcher(name).results().map(MatchResult::group).toList();
        if (years.size() == 1) {
            layout.add(DraftedColumn.of(place, new ColumnRole.Year(), Reason.of("DRAFT_YEAR_OF_NAME", years.get(0)))
                    .doubted(Reason.of("DRAFT_YEAR_NAMED", name)));
        }
        return years.size() == 1;
    }

    private void period() {
        if (!layout.hasPeriod()) {
            DraftedColumn whole = DraftedColumn.of(
                    new Place.Value("ENERO - DICIEMBRE"),
                    new ColumnRole.Period(false, false),
                    Reason.of(saysAllMonths ? "DRAFT_ALL_MONTHS" : "DRAFT_NOTHING_SAYS"));
            layout.add(saysAllMonths ? whole : whole.doubted(Reason.of("DRAFT_WHOLE_YEARS")));
        }
    }

    private void publication() {
        if (layout.has(ColumnRole.PublishedDate.class)) {
            return;
        }
        boolean isMade = file.properties().containsKey("created")
                && Optional.ofNullable(file.properties().get("created"))
                        .map(text -> new RawValue(CellType.TEXT, text))
                        .filter(DraftPlaces::isDay)
                        .isPresent();
        if (isMade) {
            layout.add(DraftedColumn.of(
                    new Place.Property("created"), new ColumnRole.PublishedDate(), Reason.of("DRAFT_MADE")));
        } else {
            layout.doubt(Reason.of("DRAFT_NO_DAY"));
        }
    }
}
