package org.sumario.correction;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sumario.input.InputFile;
import org.sumario.model.CellRef;
import org.sumario.model.Refused;
import org.sumario.rows.RawValue;

/**
 * The rows of a file that is no workbook, or of one that cannot be edited, as a new workbook: each value in the cell of its address, a text
 * as a text, whatever it looks like.
 */
final class PlainWorkbook {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPES = "application/vnd.openxmlformats-officedocument.";
    private static final int MOST_ROWS = 1_048_576;
    private static final int MOST_COLUMNS = 16_384;
    private static final int NAME_LENGTH = 31;

    /** What a spreadsheet program keeps as it is: at most 15 digits. */
    private static final Pattern NUMBER = Pattern.compile("-?(?=[0-9.]{1,16}$)(0|[1-9][0-9]{0,14})(\\.[0-9]{1,14})?");

    /** What describes a file's own history, not its content. */
    private static final Set<String> CORE = Set.of("created", "modified", "title");

    private final InputFile input;
    private final String fileName;
    private final Map<String, String> names = new LinkedHashMap<>();

    private PlainWorkbook(InputFile input, String fileName) {
        this.input = input;
        this.fileName = fileName;
    }

    /**
     * Writes it; answers the names of its sheets by those of the file.
     *
     * @throws Refused where a workbook has no place for a value
     */
    static Map<String, String> write(InputFile input, String fileName, Path file) throws IOException {
        PlainWorkbook workbook = new PlainWorkbook(input, fileName);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            workbook.write(zip);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return workbook.names;
    }

    private void write(ZipOutputStream zip) throws IOException {
        StringBuilder overrides = new StringBuilder();
        StringBuilder sheets = new StringBuilder();
        StringBuilder relations = new StringBuilder();
        int number = 0;
        for (String name : input.sheetNames()) {
            number++;
            String part = "xl/worksheets/sheet" + number + ".xml";
            String copyName = newName(name);
            names.put(name, copyName);
            overrides.append(
                    "<Override PartName=\"/" + part + "\" ContentType=\"" + TYPES + "spreadsheetml.worksheet+xml\"/>");
            sheets.append("<sheet name=\"" + MarkupText.exact(copyName) + "\" sheetId=\"" + number + "\" r:id=\"rId"
                    + number + "\"/>");
            relations.append(Relations.element("rId" + number, "worksheet", part));
            zip.putNextEntry(new ZipEntry(part));
            sheet(name, new OutputStreamWriter(zip, StandardCharsets.US_ASCII));
            zip.closeEntry();
        }
        part(
                zip,
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + Relations.TYPE + "\"><sheets>" + sheets
                        + "</sheets></workbook>");
        part(zip, "xl/_rels/workbook.xml.rels", relations(relations.toString()));
        String properties = properties();
        if (!properties.isEmpty()) {
            part(zip, "docProps/custom.xml", properties);
            overrides.append(
                    "<Override PartName=\"/docProps/custom.xml\" ContentType=\"" + TYPES + "custom-properties+xml\"/>");
        }
        part(
                zip,
                "_rels/.rels",
                relations(Relations.element("rId1", "officeDocument", "xl/workbook.xml")
                        + (properties.isEmpty()
                                ? ""
                                : Relations.element("rId2", "custom-properties", "docProps/custom.xml"))));
        part(
                zip,
                CorrectedPackage.CONTENT_TYPES,
                "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" ContentType=\""
                        + "application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPES
                        + "spreadsheetml.sheet.main+xml\"/>" + overrides + "</Types>");
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((HEAD + content).getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
    }

    private static String relations(String elements) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + elements + "</Relationships>";
    }

    private String properties() {
        StringBuilder elements = new StringBuilder();
        int[] number = {1};
        input.properties().forEach((name, value) -> {
            if (!CORE.contains(name)) {
                elements.append("<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" + ++number[0]
                        + "\" name=\"" + MarkupText.exact(name) + "\"><vt:lpwstr>" + MarkupText.exact(value)
                        + "</vt:lpwstr></property>");
            }
        });
        return elements.length() == 0
                ? ""
                : "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
                        + "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
                        + elements + "</Properties>";
    }

    /** A name that Excel takes, and no other sheet has. */
    private String newName(String name) {
        String plain = name.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", "_").replaceAll("^'|'$", "_");
        String wanted = plain.isBlank() ? "1" : beginning(plain, NAME_LENGTH);
        Set<String> known = new HashSet<>();
        names.values().forEach(one -> known.add(one.toLowerCase(Locale.ROOT)));
        String free = wanted;
        for (int number = 2; known.contains(free.toLowerCase(Locale.ROOT)); number++) {
            String ending = " " + number;
            free = beginning(wanted, NAME_LENGTH - ending.length()) + ending;
        }
        return free;
    }

    private static String beginning(String text, int most) {
        int end = Math.min(text.length(), most);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                .strip();
    }

    private void sheet(String name, Writer out) throws IOException {
        out.write(HEAD + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
        int[] open = {0};
        input.cells(name, (sheet, row, column, value) -> {
            try {
                if (row < open[0]) {
                    throw new Refused("CORRECTION_ROWS_UNORDERED", fileName, sheet, row);
                }
                if (row > open[0]) {
                    out.write((open[0] == 0 ? "" : "</row>") + "<row r=\"" + row + "\">");
                    open[0] = row;
                }
                out.write(cell(row, column, value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        out.write((open[0] == 0 ? "" : "</row>") + "</sheetData></worksheet>");
        out.flush();
    }

    private String cell(int row, int column, RawValue value) {
        String address = CellRef.columnLetters(column) + row;
        if (row > MOST_ROWS || column >= MOST_COLUMNS || !MarkupText.fits(value.text())) {
            throw new Refused("CORRECTION_TOO_LARGE", fileName, address);
        }
        String start = "<c r=\"" + address + "\"";
        return switch (value.type()) {
            case BOOLEAN -> start + " t=\"b\"><v>" + (value.text().equals("TRUE") ? 1 : 0) + "</v></c>";
            case ERROR -> start + " t=\"e\"><v>" + MarkupText.exact(value.text()) + "</v></c>";
            case NUMBER ->
                NUMBER.matcher(value.text()).matches()
                        ? start + "><v>" + value.text() + "</v></c>"
                        : text(start, value.text());
            default -> text(start, value.text());
        };
    }

    private static String text(String start, String text) {
        return start + " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + MarkupText.exact(text) + "</t></is></c>";
    }
}
