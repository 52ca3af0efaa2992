package org.sumario.correction;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumario.correction.StylesPart.Look;
import org.sumario.model.CellRef;
import org.sumario.model.Severity;

/** The sheet that lists the findings, each with a link to its place. Every value is a text or a number, never a formula. */
final class ListSheet {
    /** Excel takes a sheet with more for damaged. */
    static final int MOST_LINKS = 65_000;

    private static final int MOST_ROWS = 1_048_000;
    private static final float LINE_HEIGHT = 15;
    private static final int MOST_LINES = 20;

    private final Writer out;
    private final Words words;
    private final StylesPart styles;
    private final Map<String, String> sheetNames;
    private final int mostLinks;
    private final int mostRows;
    private final List<String> links = new ArrayList<>();
    private int rowNumber;
    private long leftOut;

    /** @param sheetNames of the copy, by those that findings name */
    ListSheet(OutputStream out, Words words, StylesPart styles, Map<String, String> sheetNames) {
        this(out, words, styles, sheetNames, MOST_LINKS, MOST_ROWS);
    }

    ListSheet(
            OutputStream out,
            Words words,
            StylesPart styles,
            Map<String, String> sheetNames,
            int mostLinks,
            int mostRows) {
        this.out = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
        this.words = words;
        this.styles = styles;
        this.sheetNames = sheetNames;
        this.mostLinks = mostLinks;
        this.mostRows = mostRows;
    }

    /** A column: its title is the word {@code column.<name>}. */
    private record Column(String name, int width) {}

    /**
     * Writes it.
     *
     * @param notes what stands above the table, the first line being its title
     */
    void write(List<String> notes, Remarks remarks) throws IOException {
        List<Column> columns = columns(remarks);
        int headerRow = notes.size() + 2;
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                + "<sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\""
                + headerRow + "\" topLeftCell=\"A" + (headerRow + 1)
                + "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (int i = 0; i < columns.size(); i++) {
            out.write("<col min=\"" + (i + 1) + "\" max=\"" + (i + 1) + "\" width=\""
                    + columns.get(i).width() + "\" customWidth=\"1\"/>");
        }
        out.write("</cols><sheetData>");
        for (String note : notes) {
            begin(1);
            text(0, note, rowNumber == 1 ? Look.TITLE : Look.PLAIN);
            end();
        }
        rowNumber++;
        begin(2);
        for (int i = 0; i < columns.size(); i++) {
            text(i, words.text("column." + columns.get(i).name()), Look.HEADER);
        }
        end();
        remarks.each(remark -> add(remark, columns));
        if (leftOut > 0) {
            begin(1);
            text(0, words.text("note.left_out", Words.number(leftOut)), Look.TITLE);
            end();
        }
        out.write("</sheetData><autoFilter ref=\"A" + headerRow + ":" + CellRef.columnLetters(columns.size() - 1)
                + Math.max(rowNumber, headerRow) + "\"/>");
        if (!links.isEmpty()) {
            out.write("<hyperlinks>");
            for (String link : links) {
                out.write(link);
            }
            out.write("</hyperlinks>");
        }
        out.write("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>"
                + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
        out.flush();
    }

    private static List<Column> columns(Remarks remarks) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("severity", 13),
                new Column("sheet", 20),
                new Column("cell", 12),
                new Column("raw_text", 28),
                new Column("advice", 64)));
        if (remarks.hasExpected()) {
            columns.add(new Column("expected", 30));
        }
        if (remarks.hasAtStake()) {
            columns.add(new Column("at_stake", 13));
        }
        columns.add(new Column("left_out", 14));
        columns.add(new Column("code", 26));
        return columns;
    }

    private void add(Remark remark, List<Column> columns) throws IOException {
        if (rowNumber == mostRows) {
            leftOut++;
            return;
        }
        begin(lines(remark, columns));
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i).name()) {
                case "severity" -> text(i, words.severity(remark.severity()), look(remark));
                case "sheet" -> text(i, sheetNames.getOrDefault(remark.sheetName(), remark.sheetName()), Look.TEXT);
                case "cell" -> place(i, remark);
                case "raw_text" -> text(i, remark.rawText(), Look.TEXT);
                case "advice" -> text(i, remark.advice(), Look.TEXT);
                case "expected" -> text(i, Objects.requireNonNullElse(remark.expected(), ""), Look.TEXT);
                case "at_stake" -> number(i, remark.atStake());
                case "left_out" -> text(i, remark.isRejection() ? words.text("left_out.yes") : "", Look.TEXT);
                default -> text(i, remark.code(), Look.TEXT);
            }
        }
        end();
    }

    private static Look look(Remark remark) {
        return remark.severity() == Severity.INFO ? Look.TEXT : remark.isError() ? Look.ERROR : Look.WARNING;
    }

    /** The cell, or what is meant where it is none, with a link to it. */
    private void place(int column, Remark remark) throws IOException {
        String shown = remark.cell().isEmpty()
                ? remark.rowNumber() > 0
                        ? words.text("place.row", String.valueOf(remark.rowNumber()))
                        : words.text(remark.sheetName().isEmpty() ? "place.file" : "place.sheet")
                : remark.place().isPresent() ? remark.cell() : words.text("place.column", remark.cell());
        String sheet = sheetNames.get(remark.sheetName());
        if (sheet == null || links.size() >= mostLinks) {
            text(column, shown, Look.TEXT);
        } else {
            text(column, shown, Look.LINK);
            String location = "'" + sheet.replace("'", "''") + "'!" + remark.linkedCell();
            links.add("<hyperlink ref=\"" + CellRef.columnLetters(column) + rowNumber + "\" location=\""
                    + MarkupText.shown(location) + "\"/>");
        }
    }

    private void begin(int lines) throws IOException {
        rowNumber++;
        out.write("<row r=\"" + rowNumber + "\"" + (lines > 1 ? " ht=\"" + lines * LINE_HEIGHT + "\"" : "") + ">");
    }

    private void end() throws IOException {
        out.write("</row>");
    }

    private void text(int column, String text, Look look) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        Look safe = look == Look.TEXT && MarkupText.looksLikeFormula(text) ? Look.QUOTED : look;
        out.write("<c r=\"" + CellRef.columnLetters(column) + rowNumber + "\" s=\"" + styles.of(safe)
                + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + MarkupText.shown(text) + "</t></is></c>");
    }

    private void number(int column, @Nullable Number number) throws IOException {
        if (number != null) {
            out.write("<c r=\"" + CellRef.columnLetters(column) + rowNumber + "\" s=\"" + styles.of(Look.NUMBER)
                    + "\"><v>" + number + "</v></c>");
        }
    }

    /** A row that is wrapped grows by itself in some programs only. */
    private static int lines(Remark remark, List<Column> columns) {
        int lines = 1;
        for (Column column : columns) {
            String text =
                    switch (column.name()) {
                        case "sheet" -> remark.sheetName();
                        case "raw_text" -> remark.rawText();
                        case "advice" -> remark.advice();
                        case "expected" -> Objects.requireNonNullElse(remark.expected(), "");
                        case "code" -> remark.code();
                        default -> "";
                    };
            lines = Math.max(lines, 1 + text.length() / column.width());
        }
        return Math.min(lines, MOST_LINES);
    }
}
