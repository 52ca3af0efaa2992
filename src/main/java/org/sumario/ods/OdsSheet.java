package org.sumario.ods;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.sumario.model.CellRef;
import org.sumario.parts.XmlPart;
import org.sumario.rows.Broken;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowSink;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** The cells of one sheet of an OpenDocument spreadsheet, given to a sink row after row. */
final class OdsSheet extends OdsTables {
    /** What LibreOffice shows at most, on request; a row that is repeated beyond it is nothing that a person wrote. */
    private static final int MOST_ROWS = 1 << 24;

    private static final String CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private static final BigDecimal NANOS_A_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toNanos());
    private static final Pattern ERROR = Pattern.compile("#[\\p{Lu}/0]+[!?]?|Err:[0-9]{3}");

    /** Sixteen columns filled to the last row, in all sheets together. */
    private static final long MOST_REPEATED = 1 << 24;

    private static final long LEAST_REPEATED = 1 << 20;

    private final int wanted;
    private final RowSink sink;
    private final OdsText text;
    private final long mostRepeated;
    private long cellsRepeated;
    private boolean isWanted;

    private long rowsBefore;
    private int rowRepeated;
    private boolean isRowHidden;
    private long column;
    private long tableColumn;
    private int[] columns = new int[16];
    private int[] codes = new int[16];
    private int filled;

    private boolean isInCell;
    private int elementsInCell;
    private int cellRepeated;
    private boolean isFormula;
    private String type = "";
    private String stored = "";

    /**
     * A reader of one sheet.
     *
     * @param wanted the place of the sheet among the tables of the body
     * @param sheets how many there are
     */
    OdsSheet(int wanted, int sheets, RowSink sink) {
        this.mostRepeated = Math.max(MOST_REPEATED / sheets, LEAST_REPEATED);
        this.wanted = wanted;
        this.sink = sink;
        this.text = new OdsText(sink.limits.cellLength());
    }

    @Override
    void begins(int table, Attributes attributes) {
        isWanted = table == wanted;
    }

    @Override
    void ends() throws SAXException {
        if (isWanted) {
            throw new XmlPart.Enough();
        }
    }

    @Override
    void inside(String uri, String local, Attributes attributes) throws SAXException {
        if (!isWanted || !isInSheet()) {
            return;
        }
        if (isInCell) {
            elementsInCell++;
            text.begins(uri, local, attributes);
        } else if (uri.equals(TABLE)) {
            switch (local) {
                case "table-column" -> column(attributes);
                case "table-row" -> row(attributes);
                case "table-cell", "covered-table-cell" -> cell(attributes);
                case "shapes" -> {
                    // Drawings over the sheet may hold tables of their own: passed over like a cell's, which nothing
                    // asks for.
                    isInCell = true;
                    elementsInCell = 0;
                    cellRepeated = 0;
                    text.clear();
                }
                default -> {
                    // Groups of rows and columns hold rows and columns.
                }
            }
        }
    }

    @Override
    void endsInside(String uri, String local) throws SAXException {
        if (!isWanted || !isInSheet()) {
            return;
        }
        if (isInCell && elementsInCell > 0) {
            elementsInCell--;
            text.ends();
        } else if (isInCell) {
            isInCell = false;
            if (cellRepeated > 0) {
                endCell();
            }
        } else if (uri.equals(TABLE) && local.equals("table-row")) {
            endRow();
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (isInCell) {
            text.characters(characters, start, length);
        }
    }

    private void column(Attributes attributes) throws SAXException {
        int repeated = count(attributes, "number-columns-repeated");
        if (isHidden(attributes)) {
            long end = Math.min(tableColumn + repeated, sink.limits.columns());
            for (long hidden = tableColumn; hidden < end; hidden++) {
                if (sink.wants((int) hidden)) {
                    sink.profile.note("COLUMNS_HIDDEN", 0, (int) hidden, "");
                }
            }
        }
        tableColumn += repeated;
    }

    private static boolean isHidden(Attributes attributes) {
        String visibility = value(attributes, TABLE, "visibility");
        return visibility.equals("collapse") || visibility.equals("filter");
    }

    private void row(Attributes attributes) throws SAXException {
        rowRepeated = count(attributes, "number-rows-repeated");
        isRowHidden = isHidden(attributes);
        column = 0;
        filled = 0;
        sink.begin((int) Math.min(rowsBefore + 1, MOST_ROWS), (int) Math.min(rowsBefore + rowRepeated, MOST_ROWS));
    }

    private void cell(Attributes attributes) throws SAXException {
        isInCell = true;
        elementsInCell = 0;
        cellRepeated = count(attributes, "number-columns-repeated");
        isFormula = attributes.getValue(TABLE, "formula") != null;
        type = value(attributes, CALC, "value-type").equals("error")
                ? "error"
                : value(attributes, OFFICE, "value-type");
        stored = switch (type) {
            case "float", "percentage", "currency" -> value(attributes, OFFICE, "value");
            case "date" -> value(attributes, OFFICE, "date-value");
            case "time" -> value(attributes, OFFICE, "time-value");
            case "boolean" -> value(attributes, OFFICE, "boolean-value");
            case "string" -> value(attributes, OFFICE, "string-value");
            default -> "";
        };
        text.clear();
        int columnsSpanned = count(attributes, "number-columns-spanned");
        int rowsSpanned = count(attributes, "number-rows-spanned");
        if (columnsSpanned > 1 || rowsSpanned > 1) {
            merged(columnsSpanned, rowsSpanned);
        }
    }

    private void merged(int columnsSpanned, int rowsSpanned) {
        int row = (int) Math.min(rowsBefore + 1, MOST_ROWS);
        int first = (int) Math.min(column, sink.limits.columns());
        long lastRow = Math.min((long) row + rowsSpanned - 1, MOST_ROWS);
        int last = (int) Math.min((long) first + columnsSpanned - 1, sink.limits.columns());
        String region = CellRef.columnLetters(first) + row + ":" + CellRef.columnLetters(last) + lastRow;
        sink.profile.note("CELLS_MERGED", row, first, region);
    }

    private void endCell() throws SAXException {
        RawValue value = value();
        if (value.type() != CellType.BLANK || isFormula && !hasValue()) {
            // Repeated cells with a value are as many values; repeated blank ones, however many, are nothing.
            int code = -1;
            for (int i = 0; i < cellRepeated; i++) {
                int at = (int) Math.min(column + i, Integer.MAX_VALUE);
                sink.checkColumn(at);
                if (sink.wants(at)) {
                    code = code < 0 ? code(value) : code;
                    put(at, code);
                }
            }
            repeated(cellRepeated - 1L);
        }
        column += cellRepeated;
    }

    /** A cell shows its paragraphs, where it has any: they are stored as a program showed them, in its language. */
    private int code(RawValue value) {
        return value.type() != CellType.BLANK && text.isThere()
                ? sink.codeOf(value, text.get())
                : sink.dictionary.codeOf(value);
    }

    private void put(int at, int code) {
        if (code == 0) {
            sink.profile.note("FORMULA_WITHOUT_VALUE", (int) Math.min(rowsBefore + 1, MOST_ROWS), at, "");
            return;
        }
        if (filled == columns.length) {
            columns = Arrays.copyOf(columns, filled * 2);
            codes = Arrays.copyOf(codes, filled * 2);
        }
        columns[filled] = at;
        codes[filled++] = code;
    }

    private void endRow() throws SAXException {
        if (filled > 0) {
            if (rowsBefore + rowRepeated > MOST_ROWS) {
                throw new LimitExceeded("rows", Math.min(MOST_ROWS, sink.limits.rows()));
            }
            repeated((rowRepeated - 1L) * filled);
            for (int repeated = 1; repeated <= rowRepeated; repeated++) {
                int rowNumber = (int) rowsBefore + repeated;
                if (isRowHidden) {
                    sink.profile.note("ROWS_HIDDEN", rowNumber, -1, "");
                }
                for (int i = 0; i < filled; i++) {
                    sink.cell(columns[i], codes[i]);
                }
                if (!sink.endRow(rowNumber)) {
                    throw new XmlPart.Enough();
                }
            }
        }
        rowsBefore += rowRepeated;
    }

    /** A few bytes can stand for as many cells as a sheet has room for. */
    private void repeated(long cells) throws SAXException {
        cellsRepeated += cells;
        if (cellsRepeated > mostRepeated) {
            throw new SAXException(new Broken("BROKEN_REPEATS", mostRepeated));
        }
    }

    private boolean hasValue() {
        return !stored.isEmpty() || type.equals("string") || type.equals("error") || text.isThere();
    }

    private RawValue value() {
        String shown = text.get();
        return switch (type) {
            case "error" -> new RawValue(CellType.ERROR, shown);
            case "float", "percentage", "currency" -> number(shown);
            case "date" -> date(shown);
            case "time" -> time(shown);
            case "boolean" -> stored.isEmpty() ? CellValues.text(shown) : CellValues.bool(stored.equals("true"));
            default -> CellValues.text(stored.isEmpty() ? shown : stored);
        };
    }

    private RawValue number(String shown) {
        // Programs before LibreOffice 4.1 stored 0 for a formula that failed, and only showed that it did.
        if (isFormula && stored.equals("0") && ERROR.matcher(shown).matches()) {
            return new RawValue(CellType.ERROR, shown);
        }
        try {
            return new RawValue(CellType.NUMBER, CellValues.decimal(stored));
        } catch (NumberFormatException e) {
            return CellValues.text(shown);
        }
    }

    private RawValue date(String shown) {
        String plain = stored.endsWith("Z") ? stored.substring(0, stored.length() - 1) : stored;
        try {
            LocalDateTime moment =
                    plain.length() <= 10 ? LocalDate.parse(plain).atStartOfDay() : LocalDateTime.parse(plain);
            return CellValues.date(moment.plusNanos(500_000_000));
        } catch (DateTimeException e) {
            return CellValues.text(shown);
        }
    }

    /** A time is stored in a workbook of Excel as the part of a day that it is, and shown as one of its first day: the same here. */
    private RawValue time(String shown) {
        try {
            BigDecimal nanos = BigDecimal.valueOf(Duration.parse(stored).toNanos());
            double days = nanos.divide(NANOS_A_DAY, MathContext.DECIMAL64).doubleValue();
            return CellValues.number(CellValues.decimal(days), true, false);
        } catch (DateTimeException | ArithmeticException e) {
            return CellValues.text(shown);
        }
    }
}
