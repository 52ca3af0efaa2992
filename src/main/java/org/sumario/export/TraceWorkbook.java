package org.sumario.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * A workbook about a traced figure: what was asked, the cells that it was made of, and the rows of the sources in which they stand. The
 * same bytes for the same release, question and language; rows pass, memory does not grow with them.
 */
public final class TraceWorkbook implements AutoCloseable {
    /** What a sheet holds below its header. */
    private static final int ROWS_AT_MOST = 1_048_575;

    /** Each holds files and memory open until the workbook is written. */
    private static final int SOURCE_SHEETS_AT_MOST = 100;

    private static final int LINES_AT_MOST = 500;
    private static final int ROWS_IN_MEMORY = 200;
    private static final int NAME_LENGTH = 31;
    private static final List<Column> COLUMNS = List.of(
            Column.of("vintage_code", Column.Kind.CODE),
            Column.of("file_name", Column.Kind.TEXT),
            Column.of("file_sha256", Column.Kind.CODE),
            Column.of("sheet_name", Column.Kind.TEXT),
            Column.of("row_number", Column.Kind.NUMBER),
            Column.of("cell", Column.Kind.CODE),
            Column.of("raw_text", Column.Kind.TEXT),
            Column.of("complaint_count", Column.Kind.COUNT),
            Column.of("rules", Column.Kind.TEXT));

    private final Words words;
    private final int rowsAtMost;

    /** Texts stand in their cells: a table of them would grow with the rows. */
    private final SXSSFWorkbook workbook = new SXSSFWorkbook(new XSSFWorkbook(), ROWS_IN_MEMORY, true, false);

    private final Styles styles = new Styles(workbook);
    private final SXSSFSheet figureSheet;
    private final TableSheet cells;
    private final List<String> columns;
    private long cellsLeftOut;
    private @Nullable SourceSheet source;
    private final Map<List<String>, String> sourceSheets = new LinkedHashMap<>();
    private final List<WrittenSheet> written = new ArrayList<>();

    /** @param hasMeasures whether cells tell their measure */
    public TraceWorkbook(Locale language, boolean hasMeasures) {
        this(language, hasMeasures, ROWS_AT_MOST);
    }

    TraceWorkbook(Locale language, boolean hasMeasures, int rowsAtMost) {
        this.words = new Words(language);
        this.rowsAtMost = rowsAtMost;
        figureSheet = workbook.createSheet(words.text("sheet.figure"));
        List<Column> shown = new ArrayList<>(COLUMNS);
        if (hasMeasures) {
            shown.add(new Column("measure", Column.Kind.TEXT, row -> measure(row.text("measure"))));
        }
        columns = shown.stream().map(Column::name).toList();
        cells = new TableSheet(
                workbook.createSheet(words.text("sheet.cells")), shown, styles, words, (row, index) -> {});
    }

    /** Adds a cell; its values are in the order of the columns of the command that traces. */
    public void cell(List<@Nullable Object> values) {
        if (cells.rowCount() == rowsAtMost) {
            cellsLeftOut++;
        } else {
            cells.add(new Row(columns, values));
        }
    }

    /** Whether another copy of a sheet's rows can be begun; the workbook says which sheets have none. */
    public boolean hasRoomForSource() {
        return sourceSheets.size() < SOURCE_SHEETS_AT_MOST;
    }

    /**
     * Begins the copy of a sheet's rows.
     *
     * @param columnCount how many columns it has as far as is known
     */
    public void beginSource(String sha256, String sheetName, int columnCount) throws IOException {
        endSource();
        String numbered = (sourceSheets.size() + 1) + " " + sheetName;
        String name = WorkbookUtil.createSafeSheetName(
                CellText.of(numbered.substring(0, Math.min(NAME_LENGTH, numbered.length()))), '_');
        source = new SourceSheet(workbook.createSheet(name), styles, words, columnCount, rowsAtMost);
        sourceSheets.put(List.of(sha256, sheetName), name);
    }

    /** Adds a row to the copy that was begun last. */
    public void sourceRow(int rowNumber, List<String> shown, BitSet counted) {
        if (source != null) {
            source.row(rowNumber, shown, counted);
        }
    }

    private void endSource() throws IOException {
        if (source != null) {
            written.add(source.finish());
            source = null;
        }
    }

    /** Writes it in the place of a file, at once or not at all; answers its tables. */
    public List<WrittenSheet> write(TracedFigure figure, Path file) throws IOException {
        endSource();
        cells.finish();
        written.add(0, new WrittenSheet(words.text("sheet.cells"), cells.rowCount(), cellsLeftOut));
        describe(figure);
        figureSheet.flushRows();
        WorkbookFile.write(workbook, words.text("trace.title"), figure.releasedAt(), file);
        return written;
    }

    private void describe(TracedFigure figure) {
        Notes notes = new Notes(figureSheet, styles);
        notes.heading(words.text("trace.title"));
        notes.note(words.text("note.question"), figure.asked());
        notes.note(words.text("note.figures"), figure.figures());
        for (TracedFigure.Sum sum : figure.sums()) {
            notes.note(words.text("note.published", measure(sum.measure())), sum.published());
            notes.note(words.text("note.added_again", measure(sum.measure())), sum.ofCells());
        }
        boolean holds = figure.differing().isEmpty()
                && figure.sums().stream().allMatch(sum -> sum.published() == sum.ofCells());
        notes.note(words.text("note.result"), words.text(holds ? "note.result.holds" : "note.result.differs"));
        lines(notes, words.text("note.differing"), figure.differing());
        notes.note(words.text("note.release"), figure.releaseNumber());
        notes.note(words.text("note.released_at"), figure.releasedAt());
        notes.note(words.text("note.figures_digest"), figure.figuresDigest());
        leftOut(notes);
        notes.heading(words.text("note.vintages"));
        lines(notes, words.text("column.vintage_code"), figure.vintages());
        notes.heading(words.text("note.files"));
        figure.places().stream().limit(LINES_AT_MOST).forEach(place -> notes.note(place.fileName(), place(place)));
        more(notes, figure.places().size());
        notes.heading(words.text("note.rules"));
        figure.rules().stream()
                .limit(LINES_AT_MOST)
                .forEach(rule -> notes.note(words.text("note.rule", number(rule.cells())), rule.words()));
        more(notes, figure.rules().size());
    }

    private void leftOut(Notes notes) {
        for (WrittenSheet sheet : written) {
            if (sheet.leftOutCount() > 0) {
                notes.note(
                        words.text("note.left_out", sheet.sheetName()),
                        words.text("note.left_out.rows", number(sheet.rowCount()), number(sheet.leftOutCount())));
            }
        }
    }

    private String place(TracedFigure.Place place) {
        String copy = sourceSheets.get(List.of(place.sha256(), place.sheetName()));
        return words.text(
                "note.place",
                place.sheetName(),
                number(place.cells()),
                place.firstCell(),
                place.lastCell(),
                measure(place.measure()),
                number(place.sum()),
                copy == null ? words.text("note.place.not_copied") : words.text("note.place.copied", copy),
                place.sha256());
    }

    private void lines(Notes notes, String term, List<String> lines) {
        lines.stream().limit(LINES_AT_MOST).forEach(line -> notes.note(term, line));
        more(notes, lines.size());
    }

    /** Never silently. */
    private void more(Notes notes, int count) {
        if (count > LINES_AT_MOST) {
            notes.note("…", words.text("note.more", number(count - LINES_AT_MOST)));
        }
    }

    private String measure(String name) {
        return words.textOr("column." + name, name);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
