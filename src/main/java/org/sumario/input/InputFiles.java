package org.sumario.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.OldExcelFormatException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.sumario.csv.CsvFile;
import org.sumario.excel.XlsFile;
import org.sumario.excel.XlsxFile;
import org.sumario.model.Refused;
import org.sumario.ods.OdsFile;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Limits;
import org.sumario.rows.Workbook;

/** Opens spreadsheets by what they contain, never by their name. */
public final class InputFiles {
    /** What a text of XML says of itself stands in its first lines. */
    private static final int HEAD_BYTES = 4096;

    /** What a compound file begins with (MS-CFB 2.2). */
    private static final byte[] OLE2 = HexFormat.of().parseHex("d0cf11e0a1b11ae1");

    private InputFiles() {}

    /**
     * Opens a file.
     *
     * @param fileName the name to show
     * @throws Refused when it is no spreadsheet, or one that cannot be read: empty, encrypted, broken, another format
     */
    public static InputFile open(Path file, String fileName, Limits limits) {
        return InputFile.guarded(fileName, () -> new InputFile(fileName, workbook(file, fileName, limits), limits));
    }

    private static Workbook workbook(Path file, String fileName, Limits limits) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new Refused("FILE_EMPTY", fileName);
        }
        Optional<Refused> refused = OtherFormats.beginning(head, fileName);
        if (refused.isPresent()) {
            throw refused.get();
        }
        try {
            if (Arrays.equals(head, 0, Math.min(head.length, OLE2.length), OLE2, 0, OLE2.length)) {
                return contained(file, fileName, limits);
            }
            if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
                return zipped(file, fileName, limits);
            }
        } catch (EncryptedDocumentException encrypted) {
            throw new Refused("FILE_ENCRYPTED", fileName);
        }
        return CsvFile.open(file, fileName, limits);
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static Workbook zipped(Path file, String fileName, Limits limits) throws IOException {
        try (ZipParts parts = ZipParts.open(file, limits)) {
            String mediaType = OdsFile.mediaType(parts, limits);
            if (mediaType.startsWith(OdsFile.MEDIA_TYPE)) {
                return OdsFile.open(file, fileName, limits);
            }
            Optional<Refused> refused = OtherFormats.mediaType(mediaType, fileName);
            if (refused.isPresent()) {
                throw refused.get();
            }
            String mainPart = XlsxFile.mainPart(parts, limits).orElse("");
            if (mainPart.endsWith(".bin")) {
                throw new Refused("FORMAT_NOT_READ", fileName, ".xlsb");
            }
            if (parts.contains("Index/Document.iwa") || parts.contains("Index.zip")) {
                throw new Refused("FORMAT_NOT_READ", fileName, "Numbers");
            }
            if (mainPart.isEmpty()) {
                throw new Refused("FORMAT_NOT_READ", fileName, ".zip");
            }
            if (!XlsxFile.isWorkbook(parts, limits, mainPart)) {
                throw new Refused("NOT_A_SPREADSHEET", fileName);
            }
        }
        return XlsxFile.open(file, limits);
    }

    private static Workbook contained(Path file, String fileName, Limits limits) throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            Optional<Refused> refused = OtherFormats.container(container.getRoot(), fileName);
            if (refused.isPresent()) {
                throw refused.get();
            }
            if (!XlsFile.isWorkbook(container.getRoot())) {
                throw new Refused("NOT_A_SPREADSHEET", fileName);
            }
        }
        try {
            return XlsFile.open(file, limits);
        } catch (OldExcelFormatException old) {
            throw new Refused("FORMAT_NOT_READ", fileName, OtherFormats.OLD_EXCEL);
        }
    }
}
