package org.sumario.export;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/** A sheet of words: what the others mean, where the figures come from, which release they are of. */
final class Notes {
    private static final int TERM_WIDTH = 30 * 256;
    private static final int MEANING_WIDTH = 110 * 256;
    private static final int CHARACTERS_IN_LINE = 120;
    private static final float LINE_HEIGHT = 15;

    private final Sheet sheet;
    private final Styles styles;
    private int rowCount;

    Notes(Sheet sheet, Styles styles) {
        this.sheet = sheet;
        this.styles = styles;
        sheet.setColumnWidth(0, TERM_WIDTH);
        sheet.setColumnWidth(1, MEANING_WIDTH);
        Styles.forPrint(sheet);
    }

    void heading(String text) {
        if (rowCount > 0) {
            rowCount++;
        }
        fill(sheet.createRow(rowCount++).createCell(0), text, styles.heading);
    }

    void note(String term, String meaning) {
        Row row = sheet.createRow(rowCount++);
        fill(row.createCell(0), term, styles.wrapped);
        fill(row.createCell(1), meaning, styles.wrapped);
        // A row that is wrapped grows by itself in some programs only.
        row.setHeightInPoints(LINE_HEIGHT * (1 + meaning.length() / CHARACTERS_IN_LINE));
    }

    void note(String term, long number) {
        Row row = sheet.createRow(rowCount++);
        fill(row.createCell(0), term, styles.wrapped);
        Cell cell = row.createCell(1);
        cell.setCellValue(number);
        cell.setCellStyle(styles.countLeft);
    }

    /** A moment as a date, in UTC. */
    void note(String term, Instant moment) {
        Row row = sheet.createRow(rowCount++);
        fill(row.createCell(0), term, styles.wrapped);
        Cell cell = row.createCell(1);
        cell.setCellValue(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
        cell.setCellStyle(styles.moment);
    }

    /** Words with their meanings: {@code word.<key>} and {@code word.<key>.means}. */
    void glossary(Words words, List<String> keys) {
        keys.forEach(key -> note(words.text("word." + key), words.text("word." + key + ".means")));
    }

    private void fill(Cell cell, String given, CellStyle style) {
        String text = CellText.of(given);
        cell.setCellValue(text);
        cell.setCellStyle(CellText.looksLikeFormula(text) ? styles.wrappedQuoted : style);
    }
}
