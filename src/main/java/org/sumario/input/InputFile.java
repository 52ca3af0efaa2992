package org.sumario.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Broken;
import org.sumario.rows.Dictionary;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.RowCells;
import org.sumario.rows.RowCollector;
import org.sumario.rows.RowPreview;
import org.sumario.rows.RowPreview.PreviewRow;
import org.sumario.rows.RowReceiver;
import org.sumario.rows.RowSink;
import org.sumario.rows.SheetProfile;
import org.sumario.rows.ShownCells;
import org.sumario.rows.ShownRows;
import org.sumario.rows.Workbook;

/** A spreadsheet open for reading; recognised by content, never by its name. */
public final class InputFile {
    /** Rows among which the header of a table is looked for. */
    public static final int HEADER_WITHIN = 1_000;

    /** How many rows a preview shows at first: headers stand there as a rule. */
    private static final int FIRST_ROWS = 40;

    /** How many rows below a header tell what stands there. */
    private static final int ROWS_BELOW = 20;

    /** What the previews of a file hold at most where they show more: rows may be wide. */
    private static final int MOST_CELLS = 1 << 20;

    private static final int MESSAGE_LENGTH = 300;

    private final String fileName;
    private final Workbook workbook;
    private final Limits limits;
    private final List<Outline.Sheet> sheets;
    private @Nullable List<SheetPreview> previews;
    private boolean showsMore;

    InputFile(String fileName, Workbook workbook, Limits limits) {
        this.fileName = fileName;
        this.workbook = workbook;
        this.limits = limits;
        this.sheets = workbook.outline().sheets();
    }

    /**
     * The first rows of a sheet.
     *
     * @param isCut whether the sheet may have more of them
     */
    public record SheetPreview(String sheetName, boolean hidden, List<PreviewRow> rows, boolean isCut) {

        /** Whether enough of what stands below a header is shown to tell what it is. */
        public boolean showsBelow(int headerRow) {
            return !isCut
                    || rows.size() > ROWS_BELOW
                            && rows.get(rows.size() - ROWS_BELOW).rowNumber() > headerRow;
        }
    }

    /** Custom and core properties of a workbook by name; empty for text files. */
    public Map<String, String> properties() {
        return workbook.outline().properties();
    }

    /** Whether it may hold a table. A text of which most lines differ in their number of fields may not, unless a header says so. */
    public boolean isTable() {
        return workbook.isTable();
    }

    public List<String> sheetNames() {
        return sheets.stream().map(Outline.Sheet::name).toList();
    }

    /** Every sheet with its first rows, enough to find a header. */
    public List<SheetPreview> sheets() {
        if (previews == null) {
            previews = IntStream.range(0, sheets.size())
                    .mapToObj(sheet -> preview(sheet, FIRST_ROWS, MOST_CELLS))
                    .toList();
        }
        return previews;
    }

    /**
     * Where a header was not found among the first rows, {@link #sheets} shows from now on as many as it may stand among, and some that
     * may stand below it. Answers whether there are more.
     */
    public boolean showMore() {
        boolean hasMore = !showsMore && sheets().stream().anyMatch(SheetPreview::isCut);
        if (hasMore) {
            showsMore = true;
            List<SheetPreview> longer = new ArrayList<>();
            int cells = 0;
            for (SheetPreview sheet : sheets()) {
                SheetPreview shown =
                        sheet.isCut() ? preview(longer.size(), HEADER_WITHIN + FIRST_ROWS, MOST_CELLS - cells) : sheet;
                cells += shown.rows().stream()
                        .mapToInt(row -> row.values().size())
                        .sum();
                longer.add(shown);
            }
            previews = longer;
        }
        return hasMore;
    }

    /** The first rows of a sheet: as many as are asked for, or until they hold so many cells. */
    private SheetPreview preview(int index, int mostRows, int mostCells) {
        List<PreviewRow> rows = new ArrayList<>();
        int[] cells = {0};
        boolean[] isCut = {false};
        read(
                index,
                new RowPreview(
                        row -> {
                            rows.add(row);
                            cells[0] += row.values().size();
                            isCut[0] = rows.size() >= mostRows || cells[0] >= mostCells;
                            return !isCut[0];
                        },
                        limits));
        Outline.Sheet sheet = sheets.get(index);
        return new SheetPreview(sheet.name(), sheet.hidden(), List.copyOf(rows), isCut[0]);
    }

    /** The same without the indents of styles. */
    public SheetProfile read(
            String sheetName, int afterRow, int[] wantedColumns, Dictionary dictionary, RowReceiver receiver) {
        return read(sheetName, afterRow, wantedColumns, -1, dictionary, receiver);
    }

    /**
     * Reads the rows below {@code afterRow}, blank rows left out, in order. Only the wanted columns (0-based) enter the dictionary.
     *
     * @param indentedColumn the wanted column whose values are given as the styles of their cells indent them, −1 for none
     * @throws Refused when the file turns out to be broken, or beyond a limit
     */
    public SheetProfile read(
            String sheetName,
            int afterRow,
            int[] wantedColumns,
            int indentedColumn,
            Dictionary dictionary,
            RowReceiver receiver) {
        RowCollector collector =
                new RowCollector(afterRow, wantedColumns, indentedColumn, dictionary, limits, receiver);
        read(indexOf(sheetName), collector);
        collector.finish();
        return collector.profile;
    }

    /**
     * Gives every cell that is not blank, sheet by sheet, row by row, from left to right.
     *
     * @param sheetName null for all sheets
     * @return by sheet name, how it was read
     * @throws Refused when the file turns out to be broken or beyond a limit, or has no such sheet
     */
    public Map<String, SheetProfile> cells(@Nullable String sheetName, RowCells.Receiver receiver) {
        return cells(sheetName, name -> new RowCells(name, receiver, limits));
    }

    private Map<String, SheetProfile> cells(@Nullable String sheetName, Function<String, RowCells> sink) {
        Map<String, SheetProfile> profiles = new LinkedHashMap<>();
        if (sheetName != null) {
            indexOf(sheetName);
        }
        for (int i = 0; i < sheets.size(); i++) {
            String name = sheets.get(i).name();
            if (sheetName == null || name.equals(sheetName)) {
                RowCells rows = sink.apply(name);
                read(i, rows);
                profiles.put(name, rows.profile);
            }
        }
        return profiles;
    }

    /** The same with what each cell shows, see {@link #shown}. */
    public Map<String, SheetProfile> shownCells(@Nullable String sheetName, ShownCells.Receiver receiver) {
        return cells(sheetName, name -> new ShownCells(name, null, receiver, limits));
    }

    /** The same of some rows of a sheet, which is read to the last of them. */
    public void shownRows(String sheetName, BitSet rows, ShownCells.Receiver receiver) {
        read(indexOf(sheetName), new ShownRows(sheetName, rows, receiver, limits));
    }

    /**
     * What a person sees in some cells of this file, in columns wide enough: numbers and dates by the format of the cell, in English where
     * that does not say how; of an OpenDocument cell the text stored with it; else what {@link #cells} gives. Each sheet is read once, to
     * the last of its cells, and what is held of it grows with the number of cells alone.
     *
     * @return by cell; those that are blank or not there are left out, and a text is empty where the format hides the value
     * @throws Refused as {@link #cells}
     */
    public Map<CellRef, String> shown(Set<CellRef> cells) {
        Map<String, NavigableMap<Integer, BitSet>> chosen = new LinkedHashMap<>();
        for (CellRef cell : cells) {
            chosen.computeIfAbsent(cell.sheetName(), sheet -> new TreeMap<>())
                    .computeIfAbsent(cell.rowNumber(), row -> new BitSet())
                    .set(cell.columnIndex());
        }
        Map<CellRef, String> shown = new HashMap<>();
        chosen.forEach((sheetName, columnsByRow) -> read(
                indexOf(sheetName),
                new ShownCells(
                        sheetName,
                        columnsByRow,
                        (sheet, row, column, value, text) -> shown.put(new CellRef(fileName, sheet, row, column), text),
                        limits)));
        return shown;
    }

    private int indexOf(String sheetName) {
        for (int i = 0; i < sheets.size(); i++) {
            if (sheets.get(i).name().equals(sheetName)) {
                return i;
            }
        }
        throw new Refused("SHEET_MISSING", fileName, sheetName, String.join(", ", sheetNames()));
    }

    private void read(int sheetIndex, RowSink sink) {
        guarded(fileName, () -> {
            workbook.read(sheetIndex, sink);
            return sink;
        });
        if (sheets.get(sheetIndex).hidden()) {
            sink.profile.note("SHEET_HIDDEN", 0, -1, "");
        }
    }

    /** What is wrong, as far as a person can use it: what a library stumbled over says nothing about the file. */
    private static Reason what(Exception e) {
        if (e instanceof Broken broken) {
            return Reason.of(
                    broken.reason().code(),
                    broken.reason().arguments().stream().map(InputFile::shown).toArray());
        }
        String message = e.getMessage();
        return e instanceof IOException && message != null && !message.isBlank()
                ? Reason.of("BROKEN_SAID", shown(message))
                : Reason.of("BROKEN_UNCLEAR");
    }

    private static String shown(String text) {
        return ShownText.beginning(text, MESSAGE_LENGTH);
    }

    /** Something done with a file's content. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does something with a file's content; whatever that content makes libraries throw is said about the file. */
    static <T> T guarded(String fileName, Work<T> work) {
        try {
            return work.run();
        } catch (Refused | UncheckedIOException notTheFile) {
            // The second comes from where rows are kept: the disk may be full.
            throw notTheFile;
        } catch (LimitExceeded exceeded) {
            throw new Refused("LIMIT_EXCEEDED", fileName, exceeded.limit(), exceeded.value());
        } catch (OutOfMemoryError needed) {
            // What was held of the file is free again; others may still be read.
            throw new Refused("MEMORY_EXCEEDED", fileName, Runtime.getRuntime().maxMemory() >> 20);
        } catch (IOException | RuntimeException e) {
            Refused refused = new Refused(Reason.of("FILE_BROKEN", fileName).with(List.of(what(e))));
            refused.initCause(e);
            throw refused;
        }
    }
}
