package org.sumario.excel;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.sumario.parts.XmlPart;
import org.sumario.rows.Broken;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowSink;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A sheet's XML read through a parser: slower than {@link FastSheet}, for whatever well-formed XML a producer may write. */
final class ThoroughSheet extends DefaultHandler {
    private final SheetCells cells;
    private final RowSink sink;
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder inline = new StringBuilder();
    private final BitSet rowsSeen = new BitSet();
    private int rowNumber;
    private int column = -1;
    private String type = "n";
    private int style;
    private boolean isInCell;
    private boolean isInPhonetic;
    /** What characters belong to: the cell's value, its inline text, or nothing. */
    private @Nullable StringBuilder collecting;

    private boolean isFormula;

    ThoroughSheet(SheetCells cells, RowSink sink) {
        this.cells = cells;
        this.sink = sink;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        switch (local) {
            case "row" -> beginRow(attributes);
            case "c" -> beginCell(attributes);
            case "rPh" -> isInPhonetic = true;
            case "v", "t" -> {
                boolean holdsText = isInCell && !isInPhonetic;
                collecting = holdsText ? (local.equals("v") ? value : inline) : null;
            }
            case "f" -> isFormula = isInCell;
            case "col" -> {
                if (FastSheet.isTrue(attribute(attributes, "hidden"))) {
                    cells.hiddenColumns(integer(attribute(attributes, "min")), integer(attribute(attributes, "max")));
                }
            }
            case "mergeCell" -> cells.merged(attribute(attributes, "ref"));
            default -> {
                // Widths, formats and the rest hold no value.
            }
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (collecting != null) {
            collecting.append(chars, start, length);
            XmlPart.checkLength(collecting, sink.limits);
        }
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        switch (local) {
            case "v", "t" -> collecting = null;
            case "rPh" -> isInPhonetic = false;
            case "c" -> {
                isInCell = false;
                endCell();
            }
            case "row" -> {
                if (!sink.endRow(rowNumber)) {
                    throw new XmlPart.Enough();
                }
            }
            default -> {
                // Only values, cells and rows matter.
            }
        }
    }

    private void beginRow(Attributes attributes) throws SAXException {
        String number = attribute(attributes, "r");
        rowNumber = number.isEmpty() ? rowNumber + 1 : integer(number);
        if (rowNumber > SheetCells.MOST_ROWS) {
            throw new LimitExceeded("rows", SheetCells.MOST_ROWS);
        }
        if (rowNumber < 1 || rowsSeen.get(rowNumber)) {
            throw new SAXException(new Broken(rowNumber < 1 ? "BROKEN_ROW" : "BROKEN_ROW_TWICE", rowNumber));
        }
        rowsSeen.set(rowNumber);
        sink.begin(rowNumber, rowNumber);
        if (FastSheet.isTrue(attribute(attributes, "hidden"))) {
            sink.profile.note("ROWS_HIDDEN", rowNumber, -1, "");
        }
        column = -1;
    }

    private void beginCell(Attributes attributes) throws SAXException {
        String reference = attribute(attributes, "r").strip();
        column = reference.isEmpty() ? column + 1 : SheetCells.columnOf(reference);
        if (column < 0) {
            throw new SAXException(new Broken("BROKEN_CELL", reference));
        }
        sink.checkColumn(column);
        type = attribute(attributes, "t").isEmpty() ? "n" : attribute(attributes, "t");
        String number = attribute(attributes, "s");
        style = number.isEmpty() ? 0 : integer(number);
        value.setLength(0);
        inline.setLength(0);
        isInCell = true;
        isFormula = false;
    }

    private void endCell() throws SAXException {
        if (!sink.wants(column)) {
            return;
        }
        // A text within the cell is what a program shows; some write it into the value besides.
        String raw = (inline.length() > 0 ? inline : value).toString();
        if (raw.isEmpty()) {
            if (isFormula) {
                sink.profile.note("FORMULA_WITHOUT_VALUE", rowNumber, column, "");
            }
            return;
        }
        switch (type) {
            case "s" -> {
                int index = integer(raw);
                if (!cells.isShared(index)) {
                    throw new SAXException(new Broken("BROKEN_TEXT_MISSING"));
                }
                sink.cell(column, cells.shared(index));
            }
            case "b" -> sink.cell(column, CellValues.bool(FastSheet.isTrue(raw.strip())));
            case "e" -> sink.cell(column, new RawValue(CellType.ERROR, raw));
            case "d" -> sink.cell(column, cells.isoDate(raw, style));
            case "str", "inlineStr" -> sink.cell(column, CellValues.text(XmlText.unescape(raw)));
            case "n" -> sink.cell(column, cells.number(raw, style));
            default -> throw new SAXException(new Broken("BROKEN_CELL_TYPE", type));
        }
        int steps = sink.wantsIndents() ? cells.indentOf(style) : 0;
        if (steps > 0) {
            sink.indented(column, steps);
        }
    }

    private static String attribute(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null ? "" : value;
    }

    private static int integer(String text) throws SAXException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new SAXException(new Broken("BROKEN_NUMBER", text));
        }
    }
}
