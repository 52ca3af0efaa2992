package org.sumario.input;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.model.SharedStrings;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The cells of the row that a sheet's XML is at; hands each row on when it ends. A shared string is resolved once, not once per cell. */
final class SheetCells extends DefaultHandler {
    private static final long serialVersionUID = 1L;
    private static final int MOST_COLUMNS = 16_384;

    private final transient Context context;
    private final transient RowReceiver receiver;
    private final Map<Integer, Integer> codeByString = new HashMap<>();
    private final transient Map<Integer, RawValue> valueByString = new HashMap<>();
    private int[] strings = new int[64];
    private transient @Nullable RawValue[] values = new RawValue[64];
    private int lastColumn = -1;
    private int rowNumber;
    private int column = -1;
    private String type = "";
    private int style;
    private boolean inPhonetic;
    private boolean collecting;
    private final StringBuilder text = new StringBuilder();

    /** What cells of all sheets share. */
    record Context(SharedStrings strings, StylesTable styles, boolean is1904) {}

    /** Gets each row; answers whether it wants more. */
    interface RowReceiver {
        boolean row(int rowNumber, SheetCells cells);
    }

    /** Ends a parse early; no fault. */
    static final class EnoughRows extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    SheetCells(Context context, RowReceiver receiver) {
        this.context = context;
        this.receiver = receiver;
        Arrays.fill(strings, -1);
    }

    int lastColumn() {
        return lastColumn;
    }

    boolean isBlank() {
        for (int i = 0; i <= lastColumn; i++) {
            if (!value(i).text().isBlank()) {
                return false;
            }
        }
        return true;
    }

    RawValue value(int index) {
        if (index > lastColumn) {
            return RawValue.BLANK;
        }
        if (strings[index] >= 0) {
            return valueByString.computeIfAbsent(
                    strings[index],
                    string -> text(context.strings().getItemAt(string).getString()));
        }
        RawValue value = values[index];
        return value == null ? RawValue.BLANK : value;
    }

    int code(int index, Dictionary dictionary) {
        if (index > lastColumn) {
            return 0;
        }
        return strings[index] >= 0
                ? codeByString.computeIfAbsent(strings[index], string -> dictionary.codeOf(value(index)))
                : dictionary.codeOf(value(index));
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        switch (local) {
            case "row" -> {
                String number = attributes.getValue("r");
                rowNumber = number == null ? rowNumber + 1 : Integer.parseInt(number);
                Arrays.fill(strings, 0, lastColumn + 1, -1);
                Arrays.fill(values, 0, lastColumn + 1, null);
                lastColumn = -1;
                column = -1;
            }
            case "c" -> {
                String reference = attributes.getValue("r");
                column = reference == null ? column + 1 : columnOf(reference);
                if (column >= MOST_COLUMNS) {
                    throw new SAXException("column " + (column + 1) + " beyond the limit of " + MOST_COLUMNS);
                }
                type = attributes.getValue("t") == null ? "n" : attributes.getValue("t");
                String number = attributes.getValue("s");
                style = number == null ? -1 : Integer.parseInt(number);
                text.setLength(0);
            }
            case "rPh" -> inPhonetic = true;
            case "v", "t" -> collecting = !inPhonetic;
            default -> {
                // Formulas, widths and the rest hold no value.
            }
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (collecting) {
            text.append(chars, start, length);
        }
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        switch (local) {
            case "v", "t" -> collecting = false;
            case "rPh" -> inPhonetic = false;
            case "c" -> endCell();
            case "row" -> {
                if (!receiver.row(rowNumber, this)) {
                    throw new EnoughRows();
                }
            }
            default -> {
                // Only values, cells and rows matter.
            }
        }
    }

    private void endCell() {
        if (text.length() == 0) {
            return;
        }
        if (column >= strings.length) {
            int known = strings.length;
            strings = Arrays.copyOf(strings, Math.max(column + 1, known * 2));
            Arrays.fill(strings, known, strings.length, -1);
            values = Arrays.copyOf(values, strings.length);
        }
        lastColumn = Math.max(lastColumn, column);
        String raw = text.toString();
        switch (type) {
            case "s" -> strings[column] = Integer.parseInt(raw.strip());
            case "b" ->
                values[column] = new RawValue(CellType.BOOLEAN, raw.strip().equals("1") ? "TRUE" : "FALSE");
            case "e" -> values[column] = new RawValue(CellType.ERROR, raw);
            case "d" -> values[column] = new RawValue(CellType.DATE, raw.strip());
            case "str", "inlineStr" -> values[column] = text(new XSSFRichTextString(raw).getString());
            default -> values[column] = number(raw.strip());
        }
    }

    private RawValue number(String raw) {
        if (style >= 0) {
            XSSFCellStyle format = context.styles().getStyleAt(style);
            boolean isDate =
                    format != null && DateUtil.isADateFormat(format.getDataFormat(), format.getDataFormatString());
            double serial = isDate ? Double.parseDouble(raw) : -1;
            if (isDate && DateUtil.isValidExcelDate(serial)) {
                LocalDateTime moment = DateUtil.getLocalDateTime(serial, context.is1904(), true);
                boolean midnight = moment.toLocalTime().toSecondOfDay() == 0;
                return new RawValue(
                        CellType.DATE,
                        midnight
                                ? moment.toLocalDate().toString()
                                : moment.withNano(0).toString());
            }
        }
        return new RawValue(CellType.NUMBER, decimal(raw));
    }

    /** Exact decimal text: digits as they stand, no exponent, no trailing zeros after the point. */
    private static String decimal(String raw) {
        if (raw.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return raw;
        }
        BigDecimal number = new BigDecimal(raw.toUpperCase(Locale.ROOT));
        if (number.signum() == 0) {
            return "0";
        }
        // An exponent of thousands would be spelled out in as many digits.
        return Math.abs(number.scale()) > 400
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }

    private static RawValue text(String text) {
        return text.isEmpty() ? RawValue.BLANK : new RawValue(CellType.TEXT, text);
    }

    private static int columnOf(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && reference.charAt(i) >= 'A' && reference.charAt(i) <= 'Z'; i++) {
            column = column * 26 + reference.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }
}
