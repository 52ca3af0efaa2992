package org.sumario.ods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.input.InputFile;
import org.sumario.input.Sheets;
import org.sumario.model.Refused;

class OdsFileTest {
    private static final String STRING = "office:value-type='string'";

    @TempDir
    Path folder;

    @Test
    void cellsAreTypedAsStored() {
        Path file = sheet(row(
                cell("office:value-type='float' office:value='1234.50'", "1.234,5"),
                cell("office:value-type='percentage' office:value='0.12'", "12 %"),
                cell("office:value-type='currency' office:currency='PEN' office:value='1E3'", "S/ 1.000"),
                cell("office:value-type='date' office:date-value='2024-01-24'", "24/01/24"),
                cell("office:value-type='date' office:date-value='2024-01-24T10:20:30.6'", "24/01/24"),
                cell("office:value-type='boolean' office:boolean-value='true'", "VERDADERO"),
                cell("office:value-type='time' office:time-value='PT10H20M30S'", "10:20"),
                cell(STRING, "Áncash"),
                cell("", "no type"),
                cell(STRING + " office:string-value='stored'", "shown")));
        assertThat(Sheets.cells(file))
                .containsExactly(
                        "A1 NUMBER 1234.5",
                        "B1 NUMBER 0.12",
                        "C1 NUMBER 1000",
                        "D1 DATE 2024-01-24",
                        "E1 DATE 2024-01-24T10:20:31",
                        "F1 BOOLEAN TRUE",
                        "G1 DATE 1899-12-31T10:20:30",
                        "H1 TEXT Áncash",
                        "I1 TEXT no type",
                        "J1 TEXT stored");
    }

    @Test
    void textIsTheParagraphsWithoutWhatStandsBeside() {
        String beside = "<office:annotation><text:p>a note</text:p></office:annotation>";
        Path file = sheet(row(
                raw(STRING, "<text:p>a<text:s text:c='3'/>b<text:tab/>c</text:p><text:p/><text:p>d</text:p>"),
                raw(STRING, beside + "<text:p>v<text:span>al</text:span><text:a>ue</text:a></text:p>"),
                raw(
                        STRING,
                        "<text:p><text:ruby><text:ruby-base>base</text:ruby-base>"
                                + "<text:ruby-text>over</text:ruby-text></text:ruby></text:p>"),
                raw(
                        STRING,
                        "<text:p>x</text:p><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame>"),
                raw(
                        STRING,
                        "<table:table><table:table-row>" + cell(STRING, "within")
                                + "</table:table-row></table:table><text:p>around</text:p>")));
        assertThat(Sheets.cells(file))
                .containsExactly(
                        "A1 TEXT a   b\tc\n\nd", "B1 TEXT value", "C1 TEXT base", "D1 TEXT x", "E1 TEXT around");
    }

    @Test
    void formulasGiveTheValueTheyLastHad() {
        Path file = sheet(row(
                cell("table:formula='of:=1+1' office:value-type='float' office:value='2'", "2"),
                cell(
                        "table:formula='of:=1/0' office:value-type='string' office:string-value=''"
                                + " calcext:value-type='error'",
                        "#DIV/0!"),
                cell("table:formula='of:=X(1)' office:value-type='float' office:value='0'", "Err:508"),
                cell("table:formula='of:=\"\"' " + STRING + " office:string-value=''", ""),
                raw("table:formula='of:=1+1'", "")));
        assertThat(Sheets.cells(file)).containsExactly("A1 NUMBER 2", "B1 ERROR #DIV/0!", "C1 ERROR Err:508");
        assertThat(Sheets.notes(file, "Data")).containsExactly("FORMULA_WITHOUT_VALUE 1 1 4");
    }

    @Test
    void repeatsCountAsOftenAsTheySay() {
        Path file = sheet(row(
                        raw("table:number-columns-repeated='2'", ""),
                        cell(STRING + " table:number-columns-repeated='2'", "x"),
                        raw("table:number-columns-repeated='16380'", ""))
                + "<table:table-row table:number-rows-repeated='3'>" + cell(STRING, "y") + "</table:table-row>"
                + "<table:table-row table:number-rows-repeated='1048572'>"
                + raw("table:number-columns-repeated='16384'", "") + "</table:table-row>");
        assertThat(Sheets.cells(file)).containsExactly("C1 TEXT x", "D1 TEXT x", "A2 TEXT y", "A3 TEXT y", "A4 TEXT y");
    }

    @Test
    void aRepeatOfFilledCellsBeyondTheLimitsIsRefused() {
        assertLimit(
                sheet("<table:table-row table:number-rows-repeated='900000000'>" + cell(STRING, "y")
                        + "</table:table-row>"),
                "rows");
        assertLimit(sheet(row(cell(STRING + " table:number-columns-repeated='900000000'", "x"))), "columns");
        assertLimit(sheet(row(raw(STRING, "<text:p><text:s text:c='900000000'/></text:p>"))), "cell_length");
    }

    @Test
    void saysWhatIsHiddenOrMergedAmongTheRowsThatAreWanted() {
        Path file = file(content("<table:table table:name='Data'>"
                + "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>"
                + row(cell(STRING + " table:number-columns-spanned='2' table:number-rows-spanned='3'", "m"))
                + "<table:table-row-group><table:table-row table:visibility='filter'>" + cell(STRING, "h")
                + "</table:table-row></table:table-row-group>"
                + "</table:table><table:table table:name='Unseen' table:style-name='ta2'/>"));
        assertThat(Sheets.notes(file, "Data"))
                .containsExactlyInAnyOrder("COLUMNS_HIDDEN 1 0 2", "CELLS_MERGED 1 1 0 A1:B3", "ROWS_HIDDEN 1 2 -1");
        assertThat(Sheets.notes(file, "Data", 1))
                .containsExactlyInAnyOrder("COLUMNS_HIDDEN 1 0 2", "ROWS_HIDDEN 1 2 -1");
        assertThat(Sheets.notes(file, "Data", 2)).containsExactly("COLUMNS_HIDDEN 1 0 2");
        assertThat(Sheets.open(file).sheets())
                .extracting(InputFile.SheetPreview::hidden)
                .containsExactly(false, true);
    }

    @Test
    void onlyTablesOfTheBodyAreSheets() {
        Path file = file(content("<table:tracked-changes>" + table("Change", "c", "")
                + "</table:tracked-changes>"
                + table("One", "1", "<table:shapes>" + table("Shape", "s", "") + "</table:shapes>")
                + table("&apos;file:///x.ods&apos;#$One", "copy", "")
                + "<table:table table:name='Maybe'><table:scenario/>" + row(cell(STRING, "?")) + "</table:table>"
                + table("Two", "2", "")
                + "<table:dde-links><table:dde-link>" + table("Link", "l", "")
                + "</table:dde-link></table:dde-links>"));
        assertThat(Sheets.open(file).sheets())
                .extracting(InputFile.SheetPreview::sheetName)
                .containsExactly("One", "Two");
        assertThat(Sheets.cells(file)).containsExactly("A1 TEXT 1", "A1 TEXT 2");
    }

    @Test
    void propertiesAreThoseOfTheDocument() {
        Path file = zip(Map.of(
                "mimetype",
                OdsFile.MEDIA_TYPE + "-template",
                "content.xml",
                content("<table:table table:name='Data'/>"),
                "meta.xml",
                "<office:document-meta " + NAMESPACES + "><office:meta><dc:title>Delitos</dc:title>"
                        + "<meta:creation-date>2024-01-24T10:00:00</meta:creation-date><dc:creator>x</dc:creator>"
                        + "<meta:user-defined meta:name='Corte'>24/01</meta:user-defined></office:meta>"
                        + "</office:document-meta>"));
        assertThat(Sheets.open(file).properties())
                .containsOnly(
                        Map.entry("title", "Delitos"),
                        Map.entry("created", "2024-01-24T10:00:00"),
                        Map.entry("Corte", "24/01"));
    }

    @Test
    void aPasswordRefuses() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", OdsFile.MEDIA_TYPE);
        parts.put("content.xml", "noise");
        parts.put(
                "META-INF/manifest.xml",
                "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry"
                        + " m:full-path='content.xml' m:size='9'><m:encryption-data/></m:file-entry></m:manifest>");
        assertRefused(zip(parts), "FILE_ENCRYPTED");
    }

    @Test
    void contentThatIsNoXmlOrLeadsElsewhereIsBroken() {
        assertRefused(file("<office:document-content"), "FILE_BROKEN");
        assertRefused(
                file("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                        + content("<table:table>" + row(cell(STRING, "&e;")) + "</table:table>")),
                "FILE_BROKEN");
    }

    private static final String NAMESPACES = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
            + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
            + " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"
            + " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
            + " xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"
            + " xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
            + " xmlns:dc='http://purl.org/dc/elements/1.1/'";

    private static String table(String name, String text, String more) {
        return "<table:table table:name='" + name + "'>" + row(cell(STRING, text)) + more + "</table:table>";
    }

    private Path sheet(String rows) {
        return file(content("<table:table table:name='Data'>" + rows + "</table:table>"));
    }

    private static String content(String tables) {
        return "<office:document-content " + NAMESPACES + "><office:automatic-styles>"
                + "<style:style style:name='ta1' style:family='table'/>"
                + "<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/>"
                + "</style:style></office:automatic-styles><office:body><office:spreadsheet>" + tables
                + "</office:spreadsheet></office:body></office:document-content>";
    }

    private static String row(String... cells) {
        return "<table:table-row>" + String.join("", cells) + "</table:table-row>";
    }

    private static String cell(String attributes, String text) {
        return raw(attributes, "<text:p>" + text + "</text:p>");
    }

    private static String raw(String attributes, String content) {
        return "<table:table-cell " + attributes + ">" + content + "</table:table-cell>";
    }

    private Path file(String content) {
        return zip(Map.of("mimetype", OdsFile.MEDIA_TYPE, "content.xml", content));
    }

    private Path zip(Map<String, String> parts) {
        Path file = folder.resolve("book.ods");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void assertRefused(Path file, String code) {
        assertThatThrownBy(() -> Sheets.cells(file))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }

    private static void assertLimit(Path file, String limit) {
        assertThatThrownBy(() -> Sheets.cells(file)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("LIMIT_EXCEEDED");
            assertThat(refused.reason().arguments()).contains(limit);
        });
    }
}
