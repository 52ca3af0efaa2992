package org.sumario.correction;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sumario.correction.Marks.Mark;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;

/**
 * A sheet's part with its marked cells in other styles, piece by piece. Cells and rows that are marked and not there are put in, blank.
 * Nothing else changes but that the sheet is no longer the selected one.
 */
final class SheetPart {
    /** What follows the drawing of comments in a sheet (ECMA-376, CT_Worksheet). */
    private static final Set<String> BEHIND_DRAWING = Set.of(
            "legacyDrawingHF",
            "drawingHF",
            "picture",
            "oleObjects",
            "controls",
            "webPublishItems",
            "tableParts",
            "extLst",
            "AlternateContent");

    private static final SortedMap<Integer, Mark> NONE = new TreeMap<>();

    private final Markup markup;
    private final Writer out;
    private final StylesPart styles;
    private final String newDrawing;
    private final Iterator<Map.Entry<Integer, SortedMap<Integer, Mark>>> rows;
    private final List<ColumnStyle> columnStyles = new ArrayList<>();
    private Map.Entry<Integer, SortedMap<Integer, Mark>> nextRow;
    private Tag root = new Tag("<worksheet>");
    private String section = "";
    private boolean hasData;
    private Optional<String> drawing = Optional.empty();
    private int rowNumber;
    private int rowStyle;
    private int column;
    private SortedMap<Integer, Mark> marks = NONE;

    /** The style of cells that are not there, by 1-based columns. */
    private record ColumnStyle(int first, int last, int style) {}

    /** @param newDrawing the relation to put in where the sheet has no drawing of comments yet; empty for none */
    SheetPart(Markup markup, Writer out, Marks.OfSheet marks, StylesPart styles, String newDrawing) {
        this.markup = markup;
        this.out = out;
        this.styles = styles;
        this.newDrawing = newDrawing;
        this.rows = marks.rows().entrySet().iterator();
        this.nextRow = next();
    }

    private Map.Entry<Integer, SortedMap<Integer, Mark>> next() {
        return rows.hasNext() ? rows.next() : Map.entry(Integer.MAX_VALUE, NONE);
    }

    /**
     * Writes it; answers the relation of the drawing that it had, empty where the new one was put in.
     *
     * @throws Uneditable where its rows or cells stand out of order
     */
    Optional<String> write() throws IOException {
        while (markup.next()) {
            String raw = markup.raw();
            if (markup.isStart()) {
                raw = start(markup.tagOf());
            } else if (markup.kind() == Markup.Kind.END) {
                end();
            }
            out.write(raw);
        }
        if (nextRow.getKey() != Integer.MAX_VALUE && !hasData) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
        }
        return drawing;
    }

    private String start(Tag tag) throws IOException {
        String local = tag.local();
        switch (markup.depth()) {
            case 0 -> root = tag;
            case 1 -> {
                return section(tag, local);
            }
            case 2 -> {
                if (section.equals("sheetViews") && tag.is("tabSelected")) {
                    return tag.with("tabSelected", "0").raw();
                } else if (section.equals("cols") && tag.number("style") > 0) {
                    columnStyles.add(new ColumnStyle(tag.number("min"), tag.number("max"), tag.number("style")));
                } else if (section.equals("sheetData") && local.equals("row")) {
                    return row(tag);
                }
            }
            case 3 -> {
                if (section.equals("sheetData") && local.equals("c")) {
                    return cell(tag);
                }
            }
            default -> {
                // Deeper there is nothing to mark.
            }
        }
        return tag.raw();
    }

    private String section(Tag tag, String local) throws IOException {
        section = local;
        if (local.equals("legacyDrawing")) {
            if (drawing.isPresent()) {
                throw new Uneditable(Reason.of("CORRECTION_COPIED_ORDER"));
            }
            drawing = tag.attribute(":id");
        } else if (hasData && BEHIND_DRAWING.contains(local)) {
            putDrawing();
        } else if (local.equals("sheetData")) {
            hasData = true;
            if (markup.kind() == Markup.Kind.EMPTY && nextRow.getKey() != Integer.MAX_VALUE) {
                out.write(tag.opened().raw());
                putRows(Integer.MAX_VALUE);
                return tag.end();
            }
        }
        return tag.raw();
    }

    private void end() throws IOException {
        if (markup.depth() == 1) {
            putDrawing();
        } else if (markup.depth() == 2 && section.equals("sheetData")) {
            putRows(Integer.MAX_VALUE);
        } else if (markup.depth() == 3 && section.equals("sheetData")) {
            putCells(Integer.MAX_VALUE);
        }
    }

    private void putDrawing() throws IOException {
        if (drawing.isEmpty() && !newDrawing.isEmpty()) {
            out.write(root.inside("<legacyDrawing xmlns:r=\"" + Relations.TYPE + "\" r:id=\"" + newDrawing + "\"/>"));
            drawing = Optional.of(newDrawing);
        }
    }

    private String row(Tag tag) throws IOException {
        int number = tag.attribute("r").isEmpty() ? rowNumber + 1 : tag.number("r");
        if (number <= rowNumber) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_ORDER"));
        }
        putRows(number);
        rowNumber = number;
        rowStyle = tag.is("customFormat") ? tag.number("s") : -1;
        column = -1;
        marks = NONE;
        if (nextRow.getKey() != number) {
            return tag.raw();
        }
        marks = new TreeMap<>(nextRow.getValue());
        nextRow = next();
        Tag wide = isWithin(tag.attribute("spans").orElse(""), marks) ? tag : tag.without("spans");
        if (markup.kind() == Markup.Kind.EMPTY) {
            out.write(wide.opened().raw());
            putCells(Integer.MAX_VALUE);
            return wide.end();
        }
        return wide.raw();
    }

    /** Whether what a row says of where its cells are, so that programs are faster, still holds. */
    private static boolean isWithin(String spans, SortedMap<Integer, Mark> marks) {
        if (!spans.matches("[0-9]{1,5}:[0-9]{1,5}")) {
            return false;
        }
        int colon = spans.indexOf(':');
        return Integer.parseInt(spans.substring(0, colon)) <= marks.firstKey() + 1
                && marks.lastKey() + 1 <= Integer.parseInt(spans.substring(colon + 1));
    }

    private String cell(Tag tag) throws IOException {
        Optional<String> address = tag.attribute("r");
        int index = address.isEmpty() ? column + 1 : columnIndex(address.get());
        if (index <= column) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_ORDER"));
        }
        putCells(index);
        column = index;
        Mark mark = marks.remove(index);
        return mark == null
                ? tag.raw()
                : tag.with("s", String.valueOf(styles.marked(Math.max(tag.number("s"), 0), mark.isError())))
                        .raw();
    }

    private static int columnIndex(String address) throws IOException {
        return CellRef.parse("", "", address.strip().toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new Uneditable(Reason.of("CORRECTION_COPIED_ORDER")))
                .columnIndex();
    }

    /** Rows that are marked and not there, before one that is. */
    private void putRows(int before) throws IOException {
        while (nextRow.getKey() < before) {
            rowNumber = nextRow.getKey();
            rowStyle = -1;
            marks = new TreeMap<>(nextRow.getValue());
            out.write(root.inside("<row r=\"" + rowNumber + "\">"));
            putCells(Integer.MAX_VALUE);
            out.write(root.inside("</row>"));
            nextRow = next();
        }
    }

    /** Cells of the row that are marked and not there, before a column. */
    private void putCells(int before) throws IOException {
        while (!marks.isEmpty() && marks.firstKey() < before) {
            int index = marks.firstKey();
            Mark mark = Objects.requireNonNull(marks.remove(index));
            int style = styles.marked(rowStyle >= 0 ? rowStyle : styleOf(index), mark.isError());
            out.write(root.inside("<c r=\"" + CellRef.columnLetters(index) + rowNumber + "\" s=\"" + style + "\"/>"));
        }
    }

    private int styleOf(int index) {
        return columnStyles.stream()
                .filter(one -> one.first() <= index + 1 && index + 1 <= one.last())
                .mapToInt(ColumnStyle::style)
                .findFirst()
                .orElse(0);
    }
}
