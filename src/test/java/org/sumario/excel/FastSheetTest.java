package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.Parts;
import org.sumario.rows.Limits;
import org.sumario.rows.RowPreview;
import org.sumario.rows.TextStore;

/** Sheets and tables of texts that are cut off or changed at any byte: the scanner gives up by itself, and never runs out of its array. */
class FastSheetTest {
    private static final String SHEET =
            "<worksheet xmlns=\"" + Parts.MAIN + "\"><cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols>"
                    + "<sheetData><row r=\"1\"><c r=\"A1\" s=\"0\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>42</v></c></row>"
                    + "<row r=\"2\" hidden='1'><c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a &amp; b </t></is></c>"
                    + "<c r='B2' t=\"str\"><f a=\">\">A1&amp;\"x\"</f><v>y</v></c><c r=\"C2\" t=\"b\" ><v>1</v></c></row><row/>"
                    + "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";
    private static final String TEXTS = "<sst xmlns=\"" + Parts.MAIN + "\"><si><t>a</t></si><si/>"
            + "<si><r><rPr><b val=\">\"/></rPr><t>b</t></r><rPh sb=\"0\"><t>c</t></rPh></si></sst>";

    private static final List<String> PREFIXES = List.of("", "x");

    @Test
    void readsTheSheetThatTheOthersAreMadeOf() throws IOException {
        for (String prefix : PREFIXES) {
            assertThat(sheet(with(prefix, SHEET))).containsExactly("1 [x, 42]", "2 [ a & b , y, TRUE]", "3 []");
            assertThat(texts(with(prefix, TEXTS))).isEqualTo(3);
        }
    }

    @Test
    void givesUpWhereverTheXmlEnds() {
        for (String prefix : PREFIXES) {
            String sheet = with(prefix, SHEET);
            for (int end = 0; end < sheet.length(); end++) {
                String cut = sheet.substring(0, end);
                assertThatThrownBy(() -> sheet(cut)).as(cut).isInstanceOf(Unrecognised.class);
            }
            String texts = with(prefix, TEXTS);
            for (int end = 0; end < texts.length(); end++) {
                String cut = texts.substring(0, end);
                assertThatThrownBy(() -> texts(cut)).as(cut).isInstanceOf(Unrecognised.class);
            }
        }
    }

    @Test
    void givesUpWhereTheXmlEndsWithTheWindow() {
        String row =
                "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>" + "x".repeat(200);
        String begin = "<worksheet>";
        for (int end = "<row r=\"1\">".length() + 1; end <= row.length(); end++) {
            String rows = "<sheetData>" + row.substring(0, end) + "</row>";
            String full = begin + " ".repeat((1 << 17) - begin.length() - rows.length()) + rows;
            assertThatThrownBy(() -> sheet(full)).as(rows).isInstanceOf(Unrecognised.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", ">", "\"", "/", "9", "\0", "</row>", "</si>"})
    void givesUpOrReadsWhateverStandsAnywhere(String piece) throws IOException {
        for (int at = 0; at < SHEET.length(); at++) {
            String before = SHEET.substring(0, at) + piece;
            attempt(() -> sheet(before));
            attempt(() -> sheet(before + "</row></sheetData></worksheet>"));
        }
        for (int at = 0; at < SHEET.length(); at++) {
            String changed = SHEET.substring(0, at) + piece + SHEET.substring(at + 1);
            attempt(() -> sheet(changed));
        }
        for (int at = 0; at < TEXTS.length(); at++) {
            String changed = TEXTS.substring(0, at) + piece + TEXTS.substring(at + 1);
            String before = TEXTS.substring(0, at) + piece;
            attempt(() -> texts(changed));
            attempt(() -> texts(before));
            attempt(() -> texts(before + "</si></sst>"));
        }
    }

    /** The same XML with a prefix before every element. */
    private static String with(String prefix, String xml) {
        return prefix.isEmpty()
                ? xml
                : xml.replaceAll("<(/?)([a-z])", "<$1" + prefix + ":$2").replace("xmlns=", "xmlns:" + prefix + "=");
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void attempt(Reading reading) throws IOException {
        try {
            reading.read();
        } catch (Unrecognised expected) {
            assertThat(expected.what()).isNotEmpty();
        }
    }

    private static List<String> sheet(String xml) throws IOException {
        List<String> rows = new ArrayList<>();
        RowPreview sink = new RowPreview(
                row -> rows.add(row.rowNumber() + " "
                        + row.values().stream().map(value -> value.text()).toList()),
                Limits.DEFAULT);
        TextStore texts = new TextStore(Limits.DEFAULT, 1, "sharedStrings");
        texts.add(new byte[] {'x'}, 0, 1);
        SheetCells cells = new SheetCells(new XlsxFile.Book(texts, new CellFormats()), sink);
        new FastSheet(bytes(xml), cells, sink).read();
        return rows;
    }

    private static int texts(String xml) throws IOException {
        return SharedTexts.fast(bytes(xml), Limits.DEFAULT).size();
    }

    private static ByteArrayInputStream bytes(String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
