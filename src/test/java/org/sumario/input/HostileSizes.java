package org.sumario.input;

import static org.sumario.input.HostileFiles.atAnyRatio;
import static org.sumario.input.HostileFiles.withHugePart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sumario.model.Refused;
import org.sumario.ods.OdsFile;

/** A program of its own, started with little memory: makes files that would need much, and says what comes of each. */
final class HostileSizes {
    private static final String BEFORE = "<worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData><row r=\"1\"><c r=\"A1\" ";
    private static final String AFTER = "</c></row></sheetData></worksheet>";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String STRINGS = "xl/sharedStrings.xml";
    private static final int TWO_GIBIBYTES = 2048;
    /** For what is passed over to its end. */
    private static final int LESS = 512;

    private final Path folder;

    private HostileSizes(Path folder) {
        this.folder = folder;
    }

    /** A file to be made. */
    private interface Making {
        Path make(Path file) throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        HostileSizes sizes = new HostileSizes(Path.of(arguments[0]));
        for (Map.Entry<String, Making> one : sizes.all().entrySet()) {
            if (arguments.length > 1 && !one.getKey().equals(arguments[1])) {
                continue;
            }
            System.out.println(one.getKey() + ": " + sizes.outcome(one.getKey(), one.getValue()));
        }
    }

    private Map<String, Making> all() {
        Map<String, Making> all = new LinkedHashMap<>();
        all.put("inline text", sheet("t=\"inlineStr\"><is><t>", "a", "</t></is>"));
        all.put("text of a formula", sheet("t=\"str\"><v>", "a", "</v>"));
        all.put("formula", sheet("><f>", "a", "</f><v>1</v>", LESS));
        all.put("number", sheet("><v>", "9", "</v>"));
        all.put("attribute", sheet("s=\"", "9", "\"><v>1</v>"));
        all.put("attribute full of ends", sheet("b=\"", ">", "\"><v>1</v>"));
        all.put("comment", sheet("><!--", "<a>", "--><v>1</v>"));
        all.put("instruction", sheet("><?a ", "x", "?><v>1</v>"));
        all.put("section", sheet("t=\"str\"><v><![CDATA[", "x", "]]></v>"));
        all.put("name", sheet("><", "n", "/>"));
        all.put("blank", sheet(">", " ", "<v>1</v>", LESS));
        all.put("runs", sheet("t=\"inlineStr\"><is>", "<r><t>a</t></r>", "</is>"));
        all.put("row", sheet("/>", "<c/>", "<c>"));
        all.put("shared text", part(STRINGS, "<sst><si><t>", "a", "</t></si></sst>"));
        all.put("shared runs", part(STRINGS, "<sst><si>", "<r><t>a</t></r>", "</si></sst>"));
        all.put("shared texts", part(STRINGS, "<sst>", "<si><t>abcdefgh</t></si>", "</sst>"));
        all.put(
                "relations",
                part("xl/_rels/workbook.xml.rels", "<R>", "<R Id=\"a\" Target=\"b\" Type=\"c\"/>", "</R>"));
        all.put("format", part("xl/styles.xml", "<s><numFmts><numFmt formatCode=\"", "y", "\"/></numFmts></s>"));
        all.put("name of a sheet", part("xl/workbook.xml", "<workbook><sheet name=\"", "y", "\"/></workbook>"));
        all.put("content of ods", file -> ods(file, "<office:x>", "a", "</office:x>"));
        all.put("text of ods", file -> ods(file, "<text:p>", "a", "</text:p>"));
        all.put("attribute of ods", file -> ods(file, "<a b=\"", "a", "\"/>"));
        all.put("field", file -> text(file, "a;b\n1;2\n", "x", 1024));
        all.put("open quote", file -> text(file, "a;b\n1;2\n\"", "x\n", 200));
        all.put("open quote with quotes", file -> text(file, "a;b\n1;2\n\"", "\"\"", 200));
        all.put("delimiters", file -> text(file, "a;b\n1;2\n", ";", 10));
        all.put("zero bytes", file -> text(file, "a;b\n1;2\n", "\0", 200));
        all.put("distinct texts", file -> distinct(file, 3_900_000));
        all.put("wide rows", this::wide);
        all.put("rows", file -> text(file, "a;b\n1;2\n", "1;2\n", 64));
        return all;
    }

    /** As many texts as a workbook may have, each in a cell. */
    private static Path distinct(Path file, int texts) throws IOException {
        Path sheet = HostileFiles.zip(file.resolveSibling("sheet"), "sheet", out -> {
            out.write(("<worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData>").getBytes(StandardCharsets.UTF_8));
            for (int row = 0; row < texts / 4; row++) {
                StringBuilder cells = new StringBuilder("<row>");
                for (int column = 0; column < 4; column++) {
                    cells.append("<c t=\"s\"><v>").append(row * 4 + column).append("</v></c>");
                }
                out.write(cells.append("</row>").toString().getBytes(StandardCharsets.UTF_8));
            }
            out.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
        });
        Path strings = HostileFiles.zip(file.resolveSibling("strings"), "strings", out -> {
            out.write("<sst>".getBytes(StandardCharsets.UTF_8));
            for (int text = 0; text < texts; text++) {
                out.write(("<si><t>abc" + text * 7919L + "</t></si>").getBytes(StandardCharsets.UTF_8));
            }
            out.write("</sst>".getBytes(StandardCharsets.UTF_8));
        });
        return HostileFiles.together(Parts.ofRows("").write(file), Map.of(SHEET, sheet, STRINGS, strings));
    }

    /** Rows whose only cell is the last that there can be. */
    private Path wide(Path file) throws IOException {
        Path sheet = HostileFiles.zip(file.resolveSibling("sheet"), "sheet", out -> {
            out.write(("<worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData>").getBytes(StandardCharsets.UTF_8));
            for (int row = 1; row <= 300_000; row++) {
                out.write(("<row r=\"" + row + "\"><c r=\"XFD" + row + "\"><v>" + row + "</v></c></row>")
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
        });
        return HostileFiles.together(Parts.ofRows("").write(file), Map.of(SHEET, sheet));
    }

    private Making sheet(String before, String piece, String after) {
        return sheet(before, piece, after, TWO_GIBIBYTES);
    }

    private Making sheet(String before, String piece, String after, int mebibytes) {
        return part(SHEET, BEFORE + before, piece, after + AFTER, mebibytes);
    }

    private Making part(String part, String before, String piece, String after) {
        return part(part, before, piece, after, TWO_GIBIBYTES);
    }

    private Making part(String part, String before, String piece, String after, int mebibytes) {
        return file -> withHugePart(
                file,
                Parts.ofRows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"),
                part,
                before,
                piece,
                mebibytes,
                after);
    }

    private static Path ods(Path file, String before, String piece, String after) throws IOException {
        String namespace = "urn:oasis:names:tc:opendocument:xmlns:";
        return withHugePart(
                file,
                new Parts().with("mimetype", OdsFile.MEDIA_TYPE),
                "content.xml",
                "<office:document-content xmlns:office='" + namespace + "office:1.0' xmlns:table='" + namespace
                        + "table:1.0' xmlns:text='" + namespace
                        + "text:1.0'><office:body><office:spreadsheet><table:table table:name='A'><table:table-row><table:table-cell>"
                        + before,
                piece,
                LESS,
                after
                        + "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>");
    }

    private static Path text(Path file, String before, String piece, int mebibytes) throws IOException {
        byte[] mebibyte = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < mebibytes; i++) {
                out.write(mebibyte);
            }
        }
        return file;
    }

    private String outcome(String name, Making making) throws IOException {
        Path file = making.make(folder.resolve(name.replace(' ', '_')));
        long begun = System.nanoTime();
        String came;
        try {
            long[] cells = {0};
            InputFile open = InputFiles.open(file, name, atAnyRatio());
            open.sheets();
            open.cells(null, (sheet, row, column, value) -> cells[0]++);
            came = "read " + cells[0];
        } catch (Refused refused) {
            came = refused.reason().code() + " " + HostileFiles.said(refused.reason());
        } catch (OutOfMemoryError | StackOverflowError error) {
            came = error.toString();
        }
        Files.delete(file);
        return came + ", ms " + (System.nanoTime() - begun) / 1_000_000;
    }
}
