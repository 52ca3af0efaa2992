package org.sumario.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumario.input.HostileFiles.assertBroken;
import static org.sumario.input.HostileFiles.assertLimit;
import static org.sumario.input.HostileFiles.many;
import static org.sumario.input.HostileFiles.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of workbooks that lie, lead elsewhere, or cost more than they look. */
class HostileFilesTest {
    private static final String CANARY = "the canary sings";
    private static final String ROW = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    private static final String LAUGHS = "<!DOCTYPE a [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";
    private static final List<String> PARTS = List.of(
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "_rels/.rels",
            "docProps/core.xml");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path canary;

    @BeforeEach
    void release() throws IOException {
        file = folder.resolve("a.xlsx");
        canary = Files.writeString(folder.resolve("canary.txt"), CANARY);
    }

    @Test
    void entitiesAreRefusedInEveryPartThatIsRead() throws IOException {
        for (String part : PARTS) {
            for (String prologue : List.of(
                    LAUGHS,
                    "<!DOCTYPE a [<!ENTITY d \"" + "z".repeat(50_000) + "\">]>",
                    "<!DOCTYPE a [<!ENTITY d SYSTEM \"" + canary.toUri() + "\">]>",
                    "<!DOCTYPE a [<!ENTITY d SYSTEM \"http://127.0.0.1:9/d\">]>",
                    "<!DOCTYPE a [<!ENTITY % p SYSTEM \"" + canary.toUri() + "\"> %p;]>",
                    "<!DOCTYPE a SYSTEM \"" + canary.toUri() + "\">",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE a PUBLIC \"-//A\" \"" + canary.toUri()
                            + "\">")) {
                Parts parts = workbook();
                String text = parts.text(part);
                parts.with(part, prologue + text.replaceFirst("(?s)(.*)</", "$1&d;</"));
                List<String> said = outcome(parts.write(file));
                assertThat(said).as(part + " " + prologue).startsWith("FILE_BROKEN");
                assertThat(said.toString()).doesNotContain(CANARY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"CANARY\" parse=\"text\"/>",
                "<?xml-stylesheet href=\"CANARY\" type=\"text/xsl\"?>",
                "<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a CANARY\"/>",
                "<x xml:base=\"CANARY\" href=\"CANARY\"/>"
            })
    void whatLeadsElsewhereIsNotFollowed(String element) throws IOException {
        String leading = element.replace("CANARY", canary.toUri().toString());
        assertThat(outcome(Parts.ofRows(leading + ROW).write(file))).contains("A1 TEXT x");
        assertThat(outcome(Parts.ofRows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\">" + leading + "<is><t>x" + leading
                                        + "</t></is></c></row>")
                                .write(file))
                        .toString())
                .contains("A1 TEXT x")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd",
                "/etc/passwd",
                "file:///etc/passwd",
                "..\\..\\canary.txt",
                "http://127.0.0.1:9/a"
            })
    void targetsStayWithinThePackage(String target) throws IOException {
        for (String mode : List.of("", " TargetMode=\"External\"")) {
            Parts parts = workbook();
            String relations = parts.text("xl/_rels/workbook.xml.rels");
            parts.with(
                    "xl/_rels/workbook.xml.rels",
                    relations.replace("Target=\"worksheets/sheet1.xml\"", "Target=\"" + target + "\"" + mode));
            assertThat(outcome(parts.write(file)).toString()).doesNotContain("root:", CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4294967297", "99999999999999999999", "2147483647", "1048577", "-1", "0", "1.5", "A", "0x1"})
    void rowNumbersThatNoSheetHasAreRefused(String number) throws IOException {
        String said = outcome(Parts.ofRows("<row r=\"" + number + "\"><c><v>1</v></c></row>")
                        .write(file))
                .get(0);
        assertThat(said).isIn("FILE_BROKEN", "LIMIT_EXCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XFE1", "ZZZZZZZZZZZZZZZZZZZZ1", "1", "-A1", "$A$1", "é1"})
    void columnsThatNoSheetHasAreRefused(String reference) throws IOException {
        String said = outcome(Parts.ofRows("<row r=\"1\"><c r=\"" + reference + "\"><v>1</v></c></row>")
                        .write(file))
                .get(0);
        assertThat(said).isIn("FILE_BROKEN", "LIMIT_EXCEEDED");
    }

    @ParameterizedTest
    @CsvSource({
        "t=\"s\",-1",
        "t=\"s\",2147483647",
        "t=\"s\",4294967296",
        "t=\"s\",x",
        "s=\"-1\" t=\"x\",1",
        "s=\"99999999999\",1"
    })
    void indicesThatNoTableHasAreRefused(String attributes, String value) throws IOException {
        assertThat(outcome(Parts.ofRows("<row><c " + attributes + "><v>" + value + "</v></c></row>")
                        .write(file)))
                .startsWith("FILE_BROKEN");
        assertThat(outcome(Parts.ofRows("<row><c s=\"-5\"><v>1</v></c></row>").write(file)))
                .contains("A1 NUMBER 1");
    }

    @Test
    void aNumberOfAMillionDigitsIsText() throws IOException {
        assertThat(outcome(Parts.ofRows("<row><c><v>" + "9".repeat(30_000) + "</v></c><c><v>1E2147483647</v></c></row>")
                        .write(file)))
                .hasSize(3)
                .contains("B1 NUMBER 1E+2147483647");
        assertLimit(
                Parts.ofRows("<row><c><v>" + many(200_000, i -> "" + i * 7919) + "</v></c></row>")
                        .write(file),
                "cell_length");
    }

    @Test
    void elementsWithinEachOtherEndAtTheLimit() throws IOException {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        assertLimit(Parts.ofRows(deep + ROW).write(file), "xml_depth");
        assertLimit(
                workbook()
                        .with("xl/styles.xml", "<styleSheet>" + deep + "</styleSheet>")
                        .write(file),
                "xml_depth");
    }

    @Test
    void columnsAreHiddenOnceHoweverOftenItIsSaid() throws IOException {
        String columns =
                "<cols>" + many(80_000, i -> "<col min=\"-2147483648\" max=\"16384\" hidden=\"1\"/>") + "</cols>";
        String sheet =
                "<worksheet xmlns=\"" + Parts.MAIN + "\">" + columns + "<sheetData>" + ROW + "</sheetData></worksheet>";
        assertThat(outcome(Parts.ofSheet(sheet).write(file))).contains("A1 TEXT x", "COLUMNS_HIDDEN 16384 A0 ");
    }

    @Test
    void aMillionOfWhatHoldsNoValueIsPassedOver() throws IOException {
        String merges = "<mergeCells>" + many(1_000_000, i -> "<mergeCell ref=\"A1:B2\"/>") + "</mergeCells>";
        assertThat(outcome(Parts.ofSheet("<worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData>" + ROW + "</sheetData>"
                                + merges + "</worksheet>")
                        .write(file)))
                .contains("A1 TEXT x", "CELLS_MERGED 1000000 A1 A1:B2");
        String styles = "<styleSheet><numFmts>"
                + many(300_000, i -> "<numFmt numFmtId=\"" + (200 + i) + "\" formatCode=\"0.0\"/>")
                + "</numFmts><cellXfs>" + many(1_000_000, i -> "<xf numFmtId=\"" + (200 + i % 300_000) + "\"/>")
                + "</cellXfs></styleSheet>";
        assertThat(outcome(workbook().with("xl/styles.xml", styles).write(file)))
                .contains("A1 TEXT x");
        assertLimit(
                workbook()
                        .with("xl/styles.xml", styles.replace("0.0", "0".repeat(400)))
                        .write(file),
                "text_bytes");
    }

    @Test
    void moreSheetsOrRelationsThanTheLimitAreRefused() throws IOException {
        String sheets =
                many(100_000, i -> "<sheet name=\"S" + i + "\" sheetId=\"" + (i + 1) + "\" r:id=\"rId" + i + "\"/>");
        Parts parts = workbook();
        parts.with(
                "xl/workbook.xml",
                parts.text("xl/workbook.xml").replaceFirst("<sheet .*</sheets>", sheets + "</sheets>"));
        String relation = "<Relationship Type=\"a/worksheet\" Target=\"worksheets/sheet1.xml\" Id=\"rId";
        parts.with("xl/_rels/workbook.xml.rels", "<R>" + many(1_000_000, i -> relation + i + "\"/>") + "</R>");
        assertLimit(parts.write(file), "sheets");
        parts.with("xl/_rels/workbook.xml.rels", "<R>" + many(900, i -> relation + i + "\"/>") + "</R>");
        assertBroken(parts.write(file), "Two sheets are one part, xl/worksheets/sheet1.xml");
    }

    @Test
    void namesThatAreAllDifferentAreRefused() throws IOException {
        assertBroken(
                Parts.ofRows(many(5_000, i -> "<n" + i + "a".repeat(500) + "/>") + ROW)
                        .write(file),
                "names");
        assertBroken(
                workbook()
                        .with(
                                "xl/styles.xml",
                                "<s>" + many(5_000, i -> "<a xmlns=\"" + i + "a".repeat(500) + "\"/>") + "</s>")
                        .write(file),
                "names");
    }

    @Test
    void formulasLinksMacrosAndObjectsAreLeftAlone() throws IOException {
        Parts parts = Parts.ofRows(
                "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>cmd|'/c calc'!A0</f><v>7</v></c><c r=\"B1\"><f>[1]S!A1"
                        + "</f><v>8</v></c><c r=\"C1\" t=\"str\"><f>HYPERLINK(\"file:///etc/passwd\",\"x\")</f><v>x</v></c></row>");
        parts.with("xl/vbaProject.bin", new byte[] {-48, -49, 17, -32})
                .with("xl/embeddings/oleObject1.bin", new byte[9])
                .with("xl/externalLinks/externalLink1.xml", LAUGHS + "<a>&d;</a>");
        String relations = parts.text("xl/_rels/workbook.xml.rels");
        parts.with(
                "xl/_rels/workbook.xml.rels",
                relations.replace(
                        "</Relationships>",
                        "<Relationship Id=\"e\" Type=\"x/externalLink\" Target=\"externalLinks/externalLink1.xml\"/>"
                                + "<Relationship Id=\"v\" Type=\"x/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>"));
        assertThat(outcome(parts.write(file))).containsExactly("A1 TEXT 7", "B1 NUMBER 8", "C1 TEXT x");
    }

    @Test
    void whatAFileSaysIsShownWithoutWhatDeceives() throws IOException {
        String row = "<row r=\"1\"><c t=\"n&#x1b;[2J" + "z".repeat(9_000) + "\"><v>1</v></c></row>";
        Parts parts = Parts.ofSheet("<?xml version=\"1.1\"?><worksheet xmlns=\"" + Parts.MAIN + "\"><sheetData>" + row
                + "</sheetData></worksheet>");
        assertThat(outcome(parts.write(file)).get(1))
                .contains("\uFFFD[2Jzzz")
                .contains("z…")
                .hasSizeLessThan(400)
                .doesNotContain("\u001b");
    }

    private static Parts workbook() {
        return Parts.ofRows(ROW)
                .texts("<si><t>y</t></si>")
                .with("xl/styles.xml", "<styleSheet xmlns=\"" + Parts.MAIN + "\"><cellXfs><xf/></cellXfs></styleSheet>")
                .with(
                        "_rels/.rels",
                        "<Relationships><Relationship Id=\"a\" Type=\"a/officeDocument\" Target=\"xl/workbook.xml\"/>"
                                + "<Relationship Id=\"b\" Type=\"a/core-properties\" Target=\"docProps/core.xml\"/></Relationships>")
                .with("docProps/core.xml", "<a><title>t</title></a>");
    }
}
