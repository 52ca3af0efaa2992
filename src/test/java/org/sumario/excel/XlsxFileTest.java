package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.InputFiles;
import org.sumario.input.Parts;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/** What a workbook's XML may say, and what the scanner leaves to the parser; both must come to the same. */
class XlsxFileTest {
    @TempDir
    Path folder;

    private static final String STYLES = "<styleSheet xmlns=\"" + Parts.MAIN
            + "\"><numFmts><numFmt numFmtId=\"200\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
            + "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"200\"/><xf numFmtId=\"4\"/>"
            + "</cellXfs></styleSheet>";

    /** What both readers see in rows; fails where they differ, or where the scanner gave up and should not. */
    private List<String> read(Parts parts) throws IOException {
        Path file = parts.write(folder.resolve("book.xlsx"));
        assertThat(PoiReading.thoroughly(XlsxFile.open(file, Limits.DEFAULT)))
                .isEqualTo(PoiReading.of(InputFiles.open(file, "book.xlsx", Limits.DEFAULT)));
        return Parts.cells(file, Limits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<c r=\"A1\"><v>42</v></c>                                        | A1 NUMBER 42",
                "<c r='A1' t='n'><v>42</v></c>                                    | A1 NUMBER 42",
                "<c r=\"A1\" s=\"0\"><v>-0.50</v></c>                             | A1 NUMBER -0.5",
                "<c r=\"A1\"><v>1.5E+3</v></c>                                    | A1 NUMBER 1500",
                "<c r=\"A1\"><v>1E-7</v></c>                                      | A1 NUMBER 0.0000001",
                "<c r=\"A1\"><v>007</v></c>                                       | A1 NUMBER 7",
                "<c r=\"A1\"><v>-0</v></c>                                        | A1 NUMBER 0",
                "<c r=\"A1\"><v>0.10000000000000001</v></c>                       | A1 NUMBER 0.10000000000000001",
                "<c r=\"A1\"><v>12345678901234567890</v></c>                      | A1 NUMBER 12345678901234567890",
                "<c r=\"A1\" s=\"1\"><v>44927</v></c>                             | A1 DATE 2023-01-01",
                "<c r=\"A1\" s=\"2\"><v>44927.5</v></c>                           | A1 DATE 2023-01-01T12:00",
                "<c r=\"A1\" s=\"3\"><v>44927</v></c>                             | A1 NUMBER 44927",
                "<c r=\"A1\" s=\"1\"><v>-5</v></c>                                | A1 NUMBER -5",
                "<c r=\"A1\" t=\"d\"><v>2023-01-31T00:00:00</v></c>               | A1 DATE 2023-01-31",
                "<c r=\"A1\" t=\"d\"><v>2023-01-31T10:20:30Z</v></c>              | A1 DATE 2023-01-31T10:20:30",
                "<c r=\"A1\" t=\"b\"><v>1</v></c>                                 | A1 BOOLEAN TRUE",
                "<c r=\"A1\" t=\"e\"><v>#N/A</v></c>                              | A1 ERROR #N/A",
                "<c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v>a &lt; b</v></c>     | A1 TEXT a < b",
                "<c r=\"A1\"><f>1+1</f><v>2</v></c>                               | A1 NUMBER 2",
                "<c r=\"A1\" t=\"s\"><v>0</v></c>                                 | A1 TEXT two  spaces",
                "<c r=\"A1\" t=\"s\" cm=\"1\"><v>1</v></c>                        | A1 TEXT rich text",
                "<c r=\"A1\" t=\"s\"><v>2</v></c>                                 | A1 TEXT 東京",
                "<c r=\"A1\" t=\"inlineStr\"><is><t>x &amp; y</t></is></c>        | A1 TEXT x & y",
                "<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is></c> | A1 TEXT ab",
                "<c><v>5</v></c>                                                  | A1 NUMBER 5",
                "<c r=\"A1\"/><c><v>5</v></c>                                     | B1 NUMBER 5",
                "<c r=\"XFD1\"><v>5</v></c>                                       | XFD1 NUMBER 5",
                "<c r=\"AB1\" s=\"1\" t=\"s\"><v>1</v></c>                        | AB1 TEXT rich text",
            })
    void aCellIsReadAs(String cell, String expected) throws IOException {
        Parts parts = Parts.ofRows("<row r=\"1\">" + cell + "</row>")
                .with("xl/styles.xml", STYLES)
                .texts(
                        "<si><t xml:space=\"preserve\">two  spaces</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si>"
                                + "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>");
        assertThat(read(parts)).containsExactly(expected);
        assertThat(read(prefixed(parts, "x"))).containsExactly(expected);
    }

    /** The same sheet and texts with a prefix before the name of every element. */
    private static Parts prefixed(Parts parts, String prefix) {
        for (String part : new String[] {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
            if (parts.has(part)) {
                parts.with(
                        part,
                        parts.text(part)
                                .replaceAll("<(/?)(?=[a-zA-Z])", "<$1" + prefix + ":")
                                .replace("xmlns=", "xmlns:" + prefix + "="));
            }
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "main", "a-prefix_of.30-characters-0123"})
    void aPrefixIsLeftOutWhereverTheReaderStops(String prefix) throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder texts = new StringBuilder();
        for (int row = 1; row <= 6_000; row++) {
            rows.append("<row r=\"")
                    .append(row)
                    .append("\"><c r=\"A")
                    .append(row)
                    .append("\"><v>")
                    .append(row * 7);
            rows.append("</v></c><c r=\"B")
                    .append(row)
                    .append("\" t=\"s\"><v>")
                    .append(row - 1)
                    .append("</v></c></row>");
            texts.append("<si><t>").append("z".repeat(row % 37)).append(row).append("</t></si>");
        }
        String sheet = "<worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData>" + rows + "</sheetData><mergeCells>"
                + "<mergeCell ref=\"A1:B1\"/>".repeat(9_000) + "</mergeCells></worksheet>";
        Parts parts = Parts.ofSheet(sheet).texts(texts.toString());
        List<String> expected = read(parts);
        assertThat(expected).hasSize(12_001).contains("B6000 TEXT zzzzzz6000", "CELLS_MERGED 9000 A1 A1:B1");
        assertThat(read(prefixed(parts, prefix))).isEqualTo(expected);
    }

    @Test
    void aPrefixOfAnotherNamespaceIsLeftToTheParser() throws IOException {
        Parts parts = Parts.ofSheet(
                "<y:worksheet xmlns:y=\"urn:other\" xmlns=\"" + Parts.MAIN
                        + "\"><y:sheetData><y:row r=\"1\"><y:c r=\"A1\"><y:v>1</y:v></y:c></y:row></y:sheetData></y:worksheet>");
        assertThat(read(parts)).first().asString().startsWith("A1 NUMBER 1");
        assertThat(read(parts)).element(1).asString().startsWith("READ_THOROUGHLY");
    }

    @Test
    void charactersThatXmlCannotHoldAreUnescapedAndLineEndsAreOne() throws IOException {
        Parts parts = Parts.ofRows(
                        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>a\r\nb</t></is></c></row>")
                .texts("<si><t>a_x000D_b_x005F_c&#10;d&#x41;</t></si>");
        assertThat(read(parts)).containsExactly("A1 TEXT a\rb_c\ndA", "B1 TEXT a\nb");
    }

    @Test
    void spacesAroundATextArePartOfIt() throws IOException {
        Parts parts = Parts.ofRows(
                        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> y </t></is></c></row>")
                .texts("<si><t xml:space=\"preserve\"> x </t></si>");
        assertThat(read(parts)).containsExactly("A1 TEXT  x ", "B1 TEXT  y ");
    }

    @Test
    void rowsWithoutNumbersFollowEachOtherAndSparseOnesKeepTheirs() throws IOException {
        assertThat(
                        read(
                                Parts.ofRows(
                                        "<row><c><v>1</v></c></row><row r=\"7\"/><row><c r=\"C8\"><v>2</v></c></row>\n<row r=\"1048576\"><c><v>3</v></c></row>")))
                .containsExactly("A1 NUMBER 1", "C8 NUMBER 2", "A1048576 NUMBER 3");
    }

    @Test
    void hiddenRowsAndColumnsMergedCellsAndFormulasWithoutValueAreTold() throws IOException {
        String sheet =
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<worksheet xmlns=\"" + Parts.MAIN
                        + "\"><dimension ref=\"Z99\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
                        + "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><f>1/2</f></c><c r=\"B2\"><f>2</f><v></v></c></row>"
                        + "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells></worksheet>";
        List<String> cells = read(Parts.ofSheet(sheet));
        // Every column is wanted here, to the last one.
        assertThat(cells)
                .containsExactly(
                        "A1 NUMBER 1",
                        "COLUMNS_HIDDEN 2 B0 ",
                        "ROWS_HIDDEN 1 2 ",
                        "FORMULA_WITHOUT_VALUE 2 A2 ",
                        "CELLS_MERGED 1 A1 A1:C1");
    }

    @Test
    void aHiddenSheetIsReadAndTold() throws IOException {
        Parts parts = Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        Path file = parts.with(
                        "xl/workbook.xml", parts.text("xl/workbook.xml").replace("name=", "state=\"veryHidden\" name="))
                .write(folder.resolve("hidden.xlsx"));
        assertThat(Parts.cells(file, Limits.DEFAULT)).containsExactly("A1 NUMBER 1", "SHEET_HIDDEN 1 0 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>",
                "<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>",
                "<!-- a comment --><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[a<b]]></v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><v>1</v><extLst/></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><v>x</v><is><t>x</t></is></c></row>",
                "<row r=\"1\"><c r=\"a1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><v>&#49;</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>true</v></c></row>",
            })
    void whatTheScannerDoesNotKnowIsLeftToTheParser(String rows) throws IOException {
        assertThat(read(Parts.ofRows(rows))).anyMatch(line -> line.startsWith("READ_THOROUGHLY"));
    }

    @Test
    void otherEncodingsPrefixesAndStrictNamespacesAreRead() throws IOException {
        String rows =
                "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>ñ</x:t></x:is></x:c></x:row></x:sheetData>";
        Parts prefixed = Parts.ofSheet(
                "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">" + rows + "</x:worksheet>");
        assertThat(read(prefixed)).contains("A1 TEXT ñ");
        String latin =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ñ</t></is></c></row></sheetData></worksheet>";
        Parts inLatin = Parts.ofSheet("")
                .with("xl/worksheets/sheet1.xml", latin.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(read(inLatin)).contains("A1 TEXT ñ");
    }

    @Test
    void aRowThatStandsTwiceIsNoFigureToChooseFrom() throws IOException {
        Path file = Parts.ofRows(
                        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>")
                .write(folder.resolve("twice.xlsx"));
        assertThatThrownBy(() -> Parts.cells(file, Limits.DEFAULT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("BROKEN_ROW_TWICE [1]");
    }

    @Test
    void whereTheBufferEndsMakesNoDifference() throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int row = 1; row <= 9_000; row++) {
            String text = "x".repeat(row % 61) + row;
            rows.append("<row r=\"")
                    .append(row)
                    .append("\"><c r=\"A")
                    .append(row)
                    .append("\" t=\"inlineStr\"><is><t>")
                    .append(text)
                    .append("</t></is></c></row>");
            expected.append('A').append(row).append(" TEXT ").append(text).append('\n');
        }
        assertThat(String.join("\n", read(Parts.ofRows(rows.toString()))) + "\n")
                .isEqualTo(expected.toString());
    }
}
