package org.sumario.correction;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sumario.model.CellRef;

/** The cells to be corrected, each with the text of its comment. Memory grows with their number, not with the file. */
final class Marks {
    /** What is wrong with a cell. */
    static final class Mark {
        private boolean isError;
        private final StringBuilder comment = new StringBuilder();

        boolean isError() {
            return isError;
        }

        /** Empty where the sheet has too many. */
        String comment() {
            return comment.toString();
        }
    }

    /** The marks of one sheet, by row number and column index. */
    static final class OfSheet {
        private final NavigableMap<Integer, SortedMap<Integer, Mark>> rows = new TreeMap<>();
        private int cells;
        private int comments;
        private long remarks;

        NavigableMap<Integer, SortedMap<Integer, Mark>> rows() {
            return rows;
        }

        int cells() {
            return cells;
        }

        int comments() {
            return comments;
        }

        /** Findings about the sheet or anything in it. */
        long remarks() {
            return remarks;
        }
    }

    /** What a person still reads in a box beside a cell. */
    private static final int MOST_COMMENT = 1_500;

    private final Words words;
    private final int mostComments;
    private final Map<String, OfSheet> sheets = new HashMap<>();

    /** @param mostComments in one sheet; beyond it cells are coloured alone */
    Marks(Words words, int mostComments) {
        this.words = words;
        this.mostComments = mostComments;
    }

    void add(Remark remark) {
        OfSheet sheet = sheets.computeIfAbsent(remark.sheetName(), name -> new OfSheet());
        sheet.remarks++;
        if (!remark.isMarked()) {
            return;
        }
        CellRef place = remark.place().orElseThrow();
        Mark mark = sheet.rows
                .computeIfAbsent(place.rowNumber(), row -> new TreeMap<>())
                .computeIfAbsent(place.columnIndex(), column -> {
                    sheet.cells++;
                    return new Mark();
                });
        mark.isError |= remark.isError();
        if (mark.comment.length() == 0) {
            if (sheet.comments == mostComments) {
                return;
            }
            sheet.comments++;
        }
        comment(mark, remark);
    }

    private void comment(Mark mark, Remark remark) {
        if (mark.comment.length() > MOST_COMMENT) {
            return;
        }
        StringBuilder text = mark.comment;
        text.append(text.length() == 0 ? "" : "\n\n");
        text.append(words.severity(remark.severity())).append(": ").append(remark.advice());
        if (remark.expected() != null && !remark.expected().isBlank()) {
            text.append('\n').append(words.text("comment.expected", remark.expected()));
        }
        if (text.length() > MOST_COMMENT) {
            text.setLength(MOST_COMMENT);
            text.append("…\n").append(words.text("comment.more"));
        } else {
            text.append("\n[").append(remark.code().toUpperCase(Locale.ROOT)).append(']');
        }
    }

    OfSheet of(String sheetName) {
        return sheets.getOrDefault(sheetName, new OfSheet());
    }

    /** All of them by sheet, also for names that no sheet has. */
    Map<String, OfSheet> bySheet() {
        return Collections.unmodifiableMap(sheets);
    }
}
