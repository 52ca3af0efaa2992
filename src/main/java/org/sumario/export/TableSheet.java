package org.sumario.export;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.RowReceiver;

/** A sheet with one table: a header that stays in sight, then a row per row of a query, of which no more than some are in memory. */
final class TableSheet implements RowReceiver {
    private static final int NARROWEST = 8;
    private static final int WIDEST = 44;
    private static final int WIDEST_CODE = 24;
    private static final float HEADER_HEIGHT = 34;
    private static final int WIDTH_UNIT = 256;
    private static final int ROOM_FOR_FILTER = 3;

    private final SXSSFSheet sheet;
    private final List<Column> columns;
    private final Styles styles;
    private final ObjIntConsumer<Row> watcher;
    private final int[] widths;
    private List<String> names = List.of();
    private int rowCount;
    private long foundCount;

    /**
     * @param watcher told of every row with its index in the sheet, from 0
     */
    TableSheet(SXSSFSheet sheet, List<Column> columns, Styles styles, Words words, ObjIntConsumer<Row> watcher) {
        this.sheet = sheet;
        this.columns = columns;
        this.styles = styles;
        this.watcher = watcher;
        this.widths = new int[columns.size()];
        SXSSFRow header = sheet.createRow(0);
        for (int i = 0; i < widths.length; i++) {
            String title = words.text("column." + columns.get(i).name());
            Cell cell = header.createCell(i);
            cell.setCellValue(title);
            cell.setCellStyle(columns.get(i).kind().isText() ? styles.header : styles.headerOfNumbers);
            widths[i] = widthInTwoLines(title);
        }
        header.setHeightInPoints(HEADER_HEIGHT);
    }

    int columnIndex(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    int rowCount() {
        return rowCount;
    }

    /** Rows of the query that are too many to be read. */
    long leftOutCount() {
        return Math.max(0, foundCount - rowCount);
    }

    @Override
    public void columns(List<String> queried) {
        names = queried;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        Row row = new Row(names, values);
        foundCount = row.number("found_count");
        add(row);
    }

    /** Writes a row that no query counted. */
    void add(Row row) {
        rowCount++;
        watcher.accept(row, rowCount);
        SXSSFRow written = sheet.createRow(rowCount);
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value().apply(row);
            if (value != null) {
                fill(written.createCell(i), columns.get(i).kind(), value);
                widths[i] = Math.max(widths[i], shownWidth(value));
            }
        }
    }

    private void fill(Cell cell, Column.Kind kind, Object value) {
        cell.setCellStyle(styles.of(kind));
        if (value instanceof LocalDate day) {
            cell.setCellValue(day);
        } else if (value instanceof Number number) {
            cell.setCellValue(number.doubleValue());
        } else {
            String text = CellText.of(value.toString());
            cell.setCellValue(text);
            if (CellText.looksLikeFormula(text)) {
                cell.setCellStyle(styles.quoted);
            }
        }
    }

    /** After the last row. */
    void finish() throws IOException {
        for (int i = 0; i < widths.length; i++) {
            int widest = columns.get(i).kind() == Column.Kind.CODE ? WIDEST_CODE : WIDEST;
            sheet.setColumnWidth(i, Math.min(widest, Math.max(NARROWEST, widths[i] + 2)) * WIDTH_UNIT);
        }
        sheet.createFreezePane(0, 1);
        sheet.setAutoFilter(new CellRangeAddress(0, rowCount, 0, widths.length - 1));
        sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
        Styles.forPrint(sheet);
        // POI would flush the sheets in the order of their identity hashes, and number their texts so.
        sheet.flushRows();
    }

    private static int widthInTwoLines(String title) {
        int width = title.length() / 2;
        for (String word : title.split(" ")) {
            width = Math.max(width, word.length());
        }
        return width + ROOM_FOR_FILTER;
    }

    private static int shownWidth(Object value) {
        String text = value.toString();
        if (value instanceof Double || value instanceof Float) {
            return NARROWEST;
        }
        // Thousands have separators, changes a sign.
        return value instanceof Number ? text.length() + text.length() / 3 + 1 : text.codePointCount(0, text.length());
    }
}
