package org.sumario.export;

import java.util.BitSet;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** Rows of a source as they stand there: before each its number and the addresses that were counted, whose cells are marked. */
final class SourceSheet {
    private static final int COLUMNS_BEFORE = 2;
    private static final int MOST_COLUMNS = 16_384 - COLUMNS_BEFORE;
    private static final int ADDRESSES_SHOWN = 12;
    private static final int NARROW = 10 * 256;
    private static final int WIDE = 18 * 256;

    private final SXSSFSheet sheet;
    private final Styles styles;
    private final int rowsAtMost;
    private int rowCount;
    private long leftOutCount;
    private int columnCount = COLUMNS_BEFORE;

    SourceSheet(SXSSFSheet sheet, Styles styles, Words words, int columns, int rowsAtMost) {
        this.sheet = sheet;
        this.styles = styles;
        this.rowsAtMost = rowsAtMost;
        SXSSFRow header = sheet.createRow(0);
        fill(header, 0, words.text("column.row_number"), styles.header);
        fill(header, 1, words.text("column.counted_cells"), styles.header);
        for (int column = 0; column < Math.min(columns, MOST_COLUMNS); column++) {
            fill(header, column + COLUMNS_BEFORE, CellReference.convertNumToColString(column), styles.header);
        }
        sheet.createFreezePane(COLUMNS_BEFORE, 1);
        Styles.forPrint(sheet);
    }

    void row(int rowNumber, List<String> shown, BitSet counted) {
        if (rowCount == rowsAtMost) {
            leftOutCount++;
            return;
        }
        SXSSFRow row = sheet.createRow(++rowCount);
        Cell number = row.createCell(0);
        number.setCellValue(rowNumber);
        number.setCellStyle(styles.of(Column.Kind.NUMBER));
        fill(row, 1, addresses(rowNumber, counted), styles.of(Column.Kind.TEXT));
        for (int column = 0; column < Math.min(shown.size(), MOST_COLUMNS); column++) {
            boolean isCounted = counted.get(column);
            if (isCounted || !shown.get(column).isEmpty()) {
                fill(
                        row,
                        column + COLUMNS_BEFORE,
                        shown.get(column),
                        isCounted ? styles.counted : styles.of(Column.Kind.TEXT));
            }
        }
        columnCount = Math.max(columnCount, Math.min(shown.size(), MOST_COLUMNS) + COLUMNS_BEFORE);
    }

    private static String addresses(int rowNumber, BitSet counted) {
        StringBuilder addresses = new StringBuilder();
        int shown = 0;
        for (int column = counted.nextSetBit(0); column >= 0; column = counted.nextSetBit(column + 1)) {
            if (++shown > ADDRESSES_SHOWN) {
                return addresses.append(", …").toString();
            }
            addresses
                    .append(addresses.length() == 0 ? "" : ", ")
                    .append(CellReference.convertNumToColString(column))
                    .append(rowNumber);
        }
        return addresses.toString();
    }

    private void fill(SXSSFRow row, int column, String given, CellStyle style) {
        String text = CellText.of(given);
        Cell cell = row.createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(CellText.looksLikeFormula(text) && style != styles.counted ? styles.quoted : style);
    }

    /** After the last row. */
    WrittenSheet finish() throws java.io.IOException {
        for (int column = 0; column < columnCount; column++) {
            sheet.setColumnWidth(column, column == 0 ? NARROW : WIDE);
        }
        sheet.flushRows();
        return new WrittenSheet(sheet.getSheetName(), rowCount, leftOutCount);
    }
}
