package org.sumario.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.input.Parts;
import org.sumario.model.Refused;
import org.sumario.model.Severity;
import org.sumario.rows.Limits;

class EditedPartsTest {
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String DRAWING =
            "<legacyDrawing xmlns:r=\"" + Relations.TYPE + "\" r:id=\"rIdSumarioDrawing\"/>";

    @TempDir
    Path folder;

    private Corrected corrected(Parts parts) throws IOException {
        return new Corrected(parts.write(folder.resolve("a.xlsx")));
    }

    /** A sheet of the format's namespace. */
    private static String sheet(String content) {
        return "<worksheet xmlns=\"" + Parts.MAIN + "\">" + content + "</worksheet>";
    }

    @Test
    void nothingButTheMarkedCellChangesInASheetHoweverItIsWritten() throws IOException {
        String before = "<?xml version='1.0' standalone=\"yes\"?>\n<!-- > <c r='A1'> -->"
                + "<worksheet xmlns='" + Parts.MAIN
                + "' xmlns:q=\"urn:q\" q:note=\"a &#10; > b\"><dimension ref='A1:B2'/>"
                + "<sheetData><row r='1'  q:r='9'><c r='A1' ><v>1</v></c><c\nr='B1'";
        String after =
                " t=\"inlineStr\"><is><t><![CDATA[<c r=\"B1\">&]]>\u00F1</t></is></c></row><row r='2'/></sheetData>"
                        + "<pageMargins left='1' right='1' top='1' bottom='1' header='1' footer='1'/>";
        Corrected copy = corrected(Parts.ofSheet(before + after + "<extLst ><ext uri='x'/></extLst ></worksheet>"))
                .bad("S", "B1")
                .write();
        assertThat(copy.written().copied()).isNull();
        // Styles: one that was there, nine for the sheet of findings, then the marked one.
        assertThat(copy.part(SHEET))
                .isEqualTo(before.replace("<c\nr='B1'", "<c s=\"10\"\nr='B1'") + after + DRAWING
                        + "<extLst ><ext uri='x'/></extLst ></worksheet>");
    }

    @Test
    void partsThatHaveNothingToDoWithItKeepEveryByte() throws IOException {
        byte[] binary = {0, 1, 2, (byte) 0xFF, '<', '>'};
        Parts parts = Parts.ofRows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
                .texts("<si><t xml:space='preserve'> a&#13;b </t></si>")
                .with("xl/vbaProject.bin", binary)
                .with("xl/calcChain.xml", "<calcChain  xmlns='x'><c r='A1' i='1'/></calcChain>");
        Corrected copy = corrected(parts).bad("S", "A1").write();
        assertThat(Corrected.bytes(copy.copy(), "xl/vbaProject.bin")).isEqualTo(binary);
        assertThat(copy.part("xl/calcChain.xml")).isEqualTo(parts.text("xl/calcChain.xml"));
        assertThat(copy.part("xl/sharedStrings.xml")).isEqualTo(parts.text("xl/sharedStrings.xml"));
    }

    @Test
    void cellsAndRowsThatAreNotThereArePutInBlankWithTheStyleOfTheirPlace() throws IOException {
        String styles = "<styleSheet xmlns=\"" + Parts.MAIN + "\"><fills count=\"1\"><fill/></fills>"
                + "<cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"1\" fillId=\"0\"><alignment wrapText=\"1\"/></xf>"
                + "<xf numFmtId=\"2\"/><xf numFmtId=\"3\"/></cellXfs></styleSheet>";
        Parts parts = Parts.ofSheet(sheet("<cols><col min=\"2\" max=\"3\" style=\"2\"/></cols><sheetData>"
                        + "<row r=\"2\" spans=\"2:2\" s=\"3\" customFormat=\"1\"><c r=\"B2\" s=\"1\"><v>5</v></c></row>"
                        + "<row r=\"4\" spans=\"1:9\"/></sheetData>"))
                .with("xl/styles.xml", styles);
        Corrected copy = corrected(parts)
                .bad("S", "C1")
                .bad("S", "A2")
                .bad("S", "B2")
                .bad("S", "D2")
                .bad("S", "A4")
                .bad("S", "AA7")
                .write();
        assertThat(copy.part(SHEET))
                .isEqualTo(sheet("<cols><col min=\"2\" max=\"3\" style=\"2\"/></cols><sheetData>"
                        + "<row r=\"1\"><c r=\"C1\" s=\"13\"/></row>"
                        + "<row r=\"2\" s=\"3\" customFormat=\"1\"><c r=\"A2\" s=\"14\"/><c r=\"B2\" s=\"15\"><v>5</v></c>"
                        + "<c r=\"D2\" s=\"14\"/></row><row r=\"4\" spans=\"1:9\"><c r=\"A4\" s=\"16\"/></row>"
                        + "<row r=\"7\"><c r=\"AA7\" s=\"16\"/></row></sheetData>" + DRAWING));
        assertThat(copy.part("xl/styles.xml"))
                .contains(
                        "<xf applyFill=\"1\" fillId=\"2\" numFmtId=\"2\"/>",
                        "<xf applyFill=\"1\" fillId=\"2\" numFmtId=\"3\"/>",
                        "<xf applyFill=\"1\" numFmtId=\"1\" fillId=\"2\"><alignment wrapText=\"1\"/></xf>",
                        "<cellXfs count=\"17\">",
                        "<fills count=\"5\"><fill/><fill><patternFill patternType=\"gray125\"/></fill>");
    }

    @Test
    void cellsAndRowsWithoutAddressesAreFoundByTheirOrder() throws IOException {
        Corrected copy = corrected(Parts.ofRows("<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>"))
                .bad("S", "B2")
                .bad("S", "C2")
                .write();
        assertThat(copy.part(SHEET))
                .contains("<row><c><v>2</v></c><c s=\"10\"><v>3</v></c><c r=\"C2\" s=\"10\"/></row>");
    }

    @Test
    void elementsWithAPrefixGetNeighboursWithThePrefix() throws IOException {
        Parts parts = Parts.ofSheet("<x:worksheet xmlns:x=\"" + Parts.MAIN + "\"><x:sheetData/></x:worksheet>")
                .with(
                        "xl/workbook.xml",
                        "<x:workbook xmlns:x=\"" + Parts.MAIN + "\" xmlns:r=\"" + Relations.TYPE
                                + "\"><x:sheets><x:sheet name=\"S\" sheetId=\"7\" r:id=\"rId1\"/></x:sheets></x:workbook>");
        Corrected copy = corrected(parts).bad("S", "A1").write();
        assertThat(copy.part(SHEET))
                .contains("<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" s=\"10\"/></x:row></x:sheetData><x:legacyDrawing");
        assertThat(copy.part("xl/workbook.xml"))
                .contains("<x:sheets><x:sheet xmlns:r=\"" + Relations.TYPE
                        + "\" name=\"Findings\" sheetId=\"8\" r:id=\"rIdSumario\"/><x:sheet name=\"S\"");
        assertThat(Parts.cells(copy.copy(), Limits.DEFAULT)).isNotEmpty();
    }

    @Test
    void partsOfTwoByteEncodingsStayInTheirs() throws IOException {
        String xml = "\uFEFF"
                + sheet("<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>\u00F1\u4E2D</v></c></row></sheetData>");
        Parts parts = Parts.ofRows("").with(SHEET, xml.getBytes(StandardCharsets.UTF_16LE));
        Corrected copy = corrected(parts).bad("S", "A1").write();
        assertThat(new String(Corrected.bytes(copy.copy(), SHEET), StandardCharsets.UTF_16LE))
                .isEqualTo(xml.replace("<c r=", "<c s=\"10\" r=").replace("</worksheet>", DRAWING + "</worksheet>"));
    }

    @Test
    void theNewSheetComesFirstAndWhatCountsSheetsCountsIt() throws IOException {
        Parts parts = Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
                .with(
                        "xl/workbook.xml",
                        "<workbook xmlns=\"" + Parts.MAIN + "\" xmlns:r=\"" + Relations.TYPE
                                + "\"><bookViews><workbookView firstSheet=\"1\" activeTab=\"3\" tabRatio=\"5\"/>"
                                + "<workbookView/></bookViews><sheets><sheet name=\"FINDINGS\" sheetId=\"1\" r:id=\"rId1\"/>"
                                + "</sheets><definedNames><definedName name=\"a\">S!A1</definedName>"
                                + "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">S!A1:B2</definedName>"
                                + "</definedNames></workbook>");
        Corrected copy = corrected(parts).bad("FINDINGS", "A1").write();
        assertThat(copy.part("xl/workbook.xml"))
                .contains(
                        "<workbookView firstSheet=\"0\" activeTab=\"0\" tabRatio=\"5\"/><workbookView activeTab=\"1\"/>",
                        "name=\"Findings 2\" sheetId=\"2\"",
                        "<definedName name=\"a\">",
                        "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">");
    }

    @Test
    void aCommentThatIsThereKeepsItsTextAndItsBox() throws IOException {
        String comments =
                "<comments xmlns=\"" + Parts.MAIN + "\"><authors><author>Oficina</author></authors><commentList>"
                        + "<comment ref=\"A1\" authorId=\"0\"><text><t>mine</t></text></comment>"
                        + "<comment ref=\"B1\" authorId=\"0\"><text><t>other</t></text></comment></commentList></comments>";
        String drawing =
                "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"\n xmlns:o=\"urn:schemas-microsoft-com:office:office\">"
                        + "<v:shapetype id=\"_x0000_t202\"/><v:shape id=\"_x0000_s1030\"><v:textbox><div><br></div></v:textbox>"
                        + "</v:shape></xml>";
        Parts parts = Parts.ofSheet("<worksheet xmlns=\"" + Parts.MAIN + "\" xmlns:rel=\"" + Relations.TYPE
                        + "\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
                        + "<legacyDrawing rel:id=\"d\"/></worksheet>")
                .with(
                        "xl/worksheets/_rels/sheet1.xml.rels",
                        "<Relationships><Relationship Id=\"d\" Type=\"" + Relations.TYPE
                                + "/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/><Relationship Id=\"c\" Type=\""
                                + Relations.TYPE + "/comments\" Target=\"/xl/comments1.xml\"/></Relationships>")
                .with("xl/comments1.xml", comments)
                .with("xl/drawings/vmlDrawing1.vml", drawing);
        Corrected copy = corrected(parts).bad("S", "A1").bad("S", "C1").write();
        assertThat(copy.part(SHEET)).contains("<legacyDrawing rel:id=\"d\"/></worksheet>");
        assertThat(copy.part("xl/comments1.xml"))
                .contains(
                        "<author>Oficina</author><author>Sumario</author>",
                        "<comment ref=\"A1\" authorId=\"0\"><text><r><t>mine</t></r><r>",
                        "&#10;&#10;Sumario&#10;error: correct A1&#10;[BAD]</t></r></text></comment>",
                        "<comment ref=\"B1\" authorId=\"0\"><text><t>other</t></text></comment>",
                        "<comment ref=\"C1\" authorId=\"1\"><text><r>");
        String boxes = copy.part("xl/drawings/vmlDrawing1.vml");
        assertThat(boxes)
                .startsWith(drawing.replace("</xml>", ""))
                .contains("id=\"_x0000_s1031\"", "<x:Row>0</x:Row><x:Column>2</x:Column>")
                .doesNotContain("id=\"_x0000_s1032\"");
        assertThat(boxes.split("id=\"_x0000_t202\"", -1)).hasSize(2);
        assertThat(copy.part("xl/worksheets/_rels/sheet1.xml.rels"))
                .isEqualTo(parts.text("xl/worksheets/_rels/sheet1.xml.rels"));
    }

    @Test
    void cellsOutOfOrderAreCopiedIntoANewWorkbook() throws IOException {
        String row = "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>";
        Corrected copy = corrected(Parts.ofRows(row)).bad("S", "A1").write();
        assertThat(copy.written().copied()).isNotNull().extracting("code").isEqualTo("CORRECTION_COPIED_ORDER");
        assertThat(Files.readString(copy.letter())).contains("stored out of order");
    }

    @Test
    void rowsOutOfOrderAreRefused() throws IOException {
        String rows = "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>";
        Corrected copy = corrected(Parts.ofRows(rows)).bad("S", "A1");
        assertThatThrownBy(copy::write).isInstanceOf(Refused.class).hasMessageContaining("CORRECTION_ROWS_UNORDERED");
        assertThat(copy.letter()).doesNotExist();
    }

    @Test
    void theStrictDialectIsCopiedByItsRows() throws IOException {
        Parts parts = Parts.ofRows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>=1+1</v></c></row>");
        for (String name : new String[] {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET}) {
            parts.with(
                    name,
                    parts.text(name)
                            .replace(Parts.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                            .replace(Relations.TYPE, "http://purl.oclc.org/ooxml/officeDocument/relationships"));
        }
        Corrected copy = corrected(parts).bad("S", "A1").write();
        assertThat(copy.written().copied()).isNotNull().extracting("code").isEqualTo("CORRECTION_COPIED_STRICT");
        assertThat(Parts.cells(copy.copy(), Limits.DEFAULT)).contains("A1 TEXT =1+1");
    }

    @Test
    void aWorkbookWithMacrosKeepsTheEndingOfItsName() throws IOException {
        Parts parts = Parts.ofRows("")
                .with(
                        "[Content_Types].xml",
                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
                                + "PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\""
                                + "/></Types>");
        assertThat(corrected(parts).correction().ending()).isEqualTo(".xlsm");
        assertThat(corrected(Parts.ofRows("")).correction().ending()).isEqualTo(".xlsx");
    }

    @Test
    void beyondTheMostCommentsOfASheetCellsAreColouredAndTheFirstSheetSaysSo() throws IOException {
        Corrected copy = corrected(Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))
                .bad("S", "A1")
                .bad("S", "B1")
                .bad("S", "B1")
                .bad("S", "C1");
        copy.mostComments = 2;
        copy.write();
        assertThat(copy.part(SHEET)).contains("<c r=\"C1\" s=\"10\"/>");
        assertThat(copy.part("xl/comments1.xml")).contains("ref=\"B1\"").doesNotContain("ref=\"C1\"");
        assertThat(copy.part("xl/worksheets/sheet2.xml")).contains("the first 2 marked cells of each sheet");
        assertThat(copy.written().sheets()).singleElement().isEqualTo(new Correction.MarkedSheet("S", 4, 3, 2));
    }

    @Test
    void whatIsOnlyToldIsListedAndNotMarked() throws IOException {
        Corrected copy = corrected(Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))
                .with(Severity.INFO, "TOLD", "S", "A1", "1", "merged")
                .with(Severity.WARNING, "COLUMN", "S", "C", "", "a column")
                .with(Severity.BLOCKING, "SHEET", "S", "", "", "a sheet")
                .with(Severity.WARNING, "FILE", "", "", "", "the file")
                .write();
        assertThat(copy.part(SHEET)).doesNotContain(" s=\"");
        assertThat(copy.part("xl/worksheets/sheet2.xml"))
                .contains(
                        "location=\"'S'!A1\"",
                        "location=\"'S'!C1\"",
                        ">column C<",
                        ">sheet<",
                        ">file<",
                        "the file waits");
        assertThat(copy.part("xl/worksheets/sheet2.xml").split("<hyperlink ", -1))
                .hasSize(4);
    }

    @Test
    void theSameFileFindingsAndLanguageGiveTheSameBytes() throws IOException {
        Corrected copy = corrected(Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))
                .bad("S", "A1");
        byte[] once = Files.readAllBytes(copy.write().copy());
        assertThat(Files.readAllBytes(copy.write().copy())).isEqualTo(once);
    }

    @Test
    void whatIsExpectedAndWhatIsAtStakeIsSaidWhereFindingsKnowIt() throws IOException {
        Corrected copy = corrected(Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))
                .expected("S", "A1", "a whole number", 1234)
                .write();
        assertThat(copy.part("xl/comments1.xml")).contains("correct A1&#10;Expected: a whole number&#10;[BAD]");
        assertThat(copy.part("xl/worksheets/sheet2.xml"))
                .contains(">Expected<", ">At stake<", ">a whole number<", "><v>1234</v></c>", ">left out<");
    }

    @Test
    void stylesOfWhichReadersTakeOneOrAnotherAreNotCounted() throws IOException {
        Parts parts = Parts.ofRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
                .with(
                        "xl/styles.xml",
                        "<styleSheet xmlns=\"" + Parts.MAIN
                                + "\"><cellXfs><mc:AlternateContent xmlns:mc=\"urn:mc\"><xf/>"
                                + "</mc:AlternateContent></cellXfs></styleSheet>");
        Corrected copy = corrected(parts).bad("S", "A1").write();
        assertThat(copy.written().copied()).isNotNull().extracting("code").isEqualTo("CORRECTION_COPIED_MARKUP");
    }
}
