package org.sumario.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.ods.OdsFile;

class OtherFormatsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("%PDF-1.7", "NOT_A_SPREADSHEET", null),
                Arguments.of("{\\rtf1", "NOT_A_SPREADSHEET", null),
                Arguments.of("GIF89a", "NOT_A_SPREADSHEET", null),
                Arguments.of("SQLite format 3\0", "FORMAT_NOT_READ", "SQLite"),
                Arguments.of("PAR1\25\4", "FORMAT_NOT_READ", ".parquet"),
                Arguments.of("7z\u00BC\u00AF\47\34", "ARCHIVE_NOT_READ", ".7z"),
                Arguments.of("Rar!\32\7\1", "ARCHIVE_NOT_READ", ".rar"),
                Arguments.of("\t\b\b\0\0\5", "FORMAT_NOT_READ", "Excel 2–95"),
                Arguments.of("MIME-Version: 1.0", "FORMAT_NOT_READ", ".mht"),
                Arguments.of("ID;PWXL;N;E\r\nP;PGeneral\r\n", "FORMAT_NOT_READ", "SYLK, .slk"),
                Arguments.of(
                        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
                        "FORMAT_NOT_READ",
                        "XML Spreadsheet 2003"),
                Arguments.of(
                        "<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>",
                        "FORMAT_NOT_READ",
                        ".fods"));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void theFirstBytesTell(String bytes, String code, @Nullable String name) throws IOException {
        Path file = folder.resolve("data.xls");
        Files.write(file, bytes.getBytes(StandardCharsets.ISO_8859_1));
        Reason reason = refusal(file);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(HostileFiles.said(reason)).isEqualTo(name == null ? List.of() : List.of(name));
        assertThat(reason.text(Locale.ENGLISH)).contains("data.xls").contains(name == null ? "" : name);
    }

    @Test
    void aTableWhoseFirstColumnIsCalledIdIsText() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "ID;PROVINCIA;CASOS\r\n1;LIMA;3\r\n");
        assertThat(Sheets.cells(file)).contains("B2 TEXT LIMA");
    }

    @ParameterizedTest
    @CsvSource({
        "WordDocument,NOT_A_SPREADSHEET,",
        "PowerPoint Document,NOT_A_SPREADSHEET,",
        "Anything,NOT_A_SPREADSHEET,",
        "EncryptedPackage,FILE_ENCRYPTED,",
        "NativeContent_MAIN,FORMAT_NOT_READ,Quattro Pro",
        "Book,FORMAT_NOT_READ,Excel 2–95",
        "Workbook,FORMAT_NOT_READ,Excel 2–95"
    })
    void theEntriesOfAContainerTell(String entry, String code, @Nullable String name) throws IOException {
        Path file = folder.resolve("data.xls");
        try (POIFSFileSystem container = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] excel95 = {9, 8, 8, 0, 0, 5, 5, 0, 0, 0, 0, 0, 10, 0, 0, 0};
            container.createDocument(new ByteArrayInputStream(excel95), entry);
            container.writeFilesystem(out);
        }
        Reason reason = refusal(file);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(HostileFiles.said(reason)).isEqualTo(name == null ? List.of() : List.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oasis.opendocument.text,NOT_A_SPREADSHEET",
        "application/vnd.oasis.opendocument.presentation,NOT_A_SPREADSHEET",
        "application/vnd.sun.xml.calc,FORMAT_NOT_READ"
    })
    void theMediaTypeOfAPackageTells(String mediaType, String code) throws IOException {
        Path file = folder.resolve("data.ods");
        zip(file, "mimetype", mediaType);
        assertThat(refusal(file).code()).isEqualTo(code);
    }

    @Test
    void aPackageWithoutMediaTypeIsWhatItsManifestSays() throws IOException {
        Path file = folder.resolve("data.ods");
        zip(
                file,
                "META-INF/manifest.xml",
                "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry m:full-path='/'"
                        + " m:media-type='application/vnd.oasis.opendocument.text'/></m:manifest>");
        assertThat(refusal(file).code()).isEqualTo("NOT_A_SPREADSHEET");
    }

    @Test
    void aBinaryWorkbookIsRefusedByItsName() throws IOException {
        Path file = folder.resolve("data.xlsb");
        zip(
                file,
                "_rels/.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship"
                        + " Id='a' Type='x/officeDocument' Target='xl/workbook.bin'/></Relationships>",
                "xl/workbook.bin",
                "x");
        assertThat(refusal(file)).isEqualTo(Reason.of("FORMAT_NOT_READ", "data.xlsb", ".xlsb"));
    }

    @Test
    void emptyAndTornFilesAreSaidToBeSo() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.xlsx"));
        assertThat(refusal(empty).code()).isEqualTo("FILE_EMPTY");
        Path torn = folder.resolve("torn.xlsx");
        zip(torn, "mimetype", OdsFile.MEDIA_TYPE);
        byte[] bytes = Files.readAllBytes(torn);
        Files.write(torn, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        assertThat(refusal(torn).code()).isEqualTo("FILE_BROKEN");
    }

    private static void zip(Path file, String... parts) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < parts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(parts[i]));
                zip.write(parts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Reason refusal(Path file) {
        Reason[] reason = new Reason[1];
        assertThatThrownBy(() -> Sheets.cells(file))
                .isInstanceOfSatisfying(Refused.class, refused -> reason[0] = refused.reason());
        return reason[0];
    }
}
