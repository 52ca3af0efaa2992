package org.sumario.input;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sumario.model.CellRef;
import org.sumario.rows.Limits;

/** A workbook put together part by part, as no library would write it. */
public final class Parts {
    public static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    /** A workbook of one sheet with these rows. */
    public static Parts ofRows(String rows) {
        return ofSheet("<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>");
    }

    /** A workbook of one sheet. */
    public static Parts ofSheet(String sheet) {
        return new Parts()
                .with(
                        "[Content_Types].xml",
                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
                .with(
                        "_rels/.rels",
                        "<Relationships><Relationship Id=\"rId1\" Type=\"" + RELATIONS
                                + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
                .with(
                        "xl/workbook.xml",
                        "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS
                                + "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
                .with(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"rId1\" Type=\"" + RELATIONS
                                + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\""
                                + RELATIONS
                                + "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\""
                                + RELATIONS + "/styles\" Target=\"styles.xml\"/></Relationships>")
                .with("xl/worksheets/sheet1.xml", sheet);
    }

    public Parts with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Parts with(String name, byte[] bytes) {
        parts.put(name, bytes);
        return this;
    }

    public Parts texts(String items) {
        return with("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + items + "</sst>");
    }

    public boolean has(String name) {
        return parts.containsKey(name);
    }

    public String text(String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    public Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** What the reader sees in a file, a cell a line: {@code A1 text x}; what it has to say about a sheet comes after its cells. */
    public static List<String> cells(Path file, Limits limits) {
        List<String> lines = new ArrayList<>();
        InputFiles.open(file, file.getFileName().toString(), limits)
                .cells(
                        null,
                        (sheet, row, column, value) -> lines.add(
                                CellRef.columnLetters(column) + row + " " + value.type() + " " + value.text()))
                .forEach((sheet, profile) -> profile.notes()
                        .forEach(note -> lines.add(note.code() + " " + note.count() + " "
                                + (note.columnIndex() < 0 ? "" : CellRef.columnLetters(note.columnIndex()))
                                + note.rowNumber() + " " + note.detail())));
        return lines;
    }
}
