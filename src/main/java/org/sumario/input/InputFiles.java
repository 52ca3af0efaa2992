package org.sumario.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.sumario.model.Refused;

/** Opens spreadsheets by what they contain, never by their name. */
public final class InputFiles {
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
        if (FileMagic.valueOf(head) == FileMagic.OLE2) {
            throw ole2(file, fileName);
        }
        if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
            return zipped(file, fileName, limits);
        }
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("%PDF")) {
            throw new Refused("NOT_A_SPREADSHEET", fileName);
        }
        return CsvFile.open(file, fileName);
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(512);
        }
    }

    private static Workbook zipped(Path file, String fileName, Limits limits) throws IOException {
        try (ZipParts parts = ZipParts.open(file, limits)) {
            if (parts.contains("content.xml") && parts.contains("mimetype")) {
                throw new Refused("FORMAT_NOT_READ", fileName, ".ods");
            }
            String mainPart = XlsxFile.mainPart(parts, limits).orElse("");
            if (mainPart.endsWith(".bin")) {
                throw new Refused("FORMAT_NOT_READ", fileName, ".xlsb");
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

    private static Refused ole2(Path file, String fileName) {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (container.getRoot().hasEntry("EncryptedPackage")) {
                return new Refused("FILE_ENCRYPTED", fileName);
            }
            boolean workbook = container.getRoot().hasEntry("Workbook")
                    || container.getRoot().hasEntry("Book");
            return workbook
                    ? new Refused("FORMAT_NOT_READ", fileName, ".xls")
                    : new Refused("NOT_A_SPREADSHEET", fileName);
        } catch (IOException broken) {
            return new Refused("FILE_BROKEN", fileName, String.valueOf(broken.getMessage()));
        }
    }
}
