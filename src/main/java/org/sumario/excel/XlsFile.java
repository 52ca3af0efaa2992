package org.sumario.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hpsf.CustomProperties;
import org.apache.poi.hpsf.DocumentSummaryInformation;
import org.apache.poi.hpsf.HPSFException;
import org.apache.poi.hpsf.PropertySet;
import org.apache.poi.hpsf.PropertySetFactory;
import org.apache.poi.hpsf.SummaryInformation;
import org.apache.poi.hssf.OldExcelFormatException;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.jspecify.annotations.Nullable;
import org.sumario.rows.Broken;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.RowSink;
import org.sumario.rows.Workbook;

/**
 * A workbook of Excel 97 to 2003 (BIFF8 in an OLE2 container). POI opens the container and decrypts; its records are framed here, since a
 * sheet of half a million cells would otherwise be as many objects, and be read through all sheets before it.
 */
public final class XlsFile implements Workbook {
    private static final List<String> STREAMS = List.of("Workbook", "Book");

    private final Path file;
    private final XlsBook book;
    private final List<XlsBook.Part> sheets;

    private XlsFile(Path file, XlsBook book, List<XlsBook.Part> sheets) {
        this.file = file;
        this.book = book;
        this.sheets = sheets;
    }

    /** Whether a container holds a workbook, of this version or an older one. */
    public static boolean isWorkbook(DirectoryNode container) {
        return STREAMS.stream().anyMatch(container::hasEntryCaseInsensitive);
    }

    /**
     * Opens a workbook.
     *
     * @throws EncryptedDocumentException when it can be read with a password only
     * @throws OldExcelFormatException when it is older than Excel 97
     */
    public static XlsFile open(Path file, Limits limits) throws IOException {
        try (XlsContainer container = new XlsContainer(file)) {
            DirectoryNode root = container.getRoot();
            XlsBook book = new XlsBook(limits);
            try (InputStream stream = stream(root)) {
                book.read(new XlsRecords(stream, 0));
            }
            if (book.isEncrypted()) {
                XlsBook decrypted = new XlsBook(limits, book);
                try (InputStream stream = stream(root, decrypted)) {
                    decrypted.read(new XlsRecords(stream, 0));
                }
                book = decrypted;
            }
            addProperties(root, book.outline());
            return new XlsFile(file, book, book.sheets());
        }
    }

    private static InputStream stream(DirectoryNode root) throws IOException {
        for (String name : STREAMS) {
            if (root.hasEntryCaseInsensitive(name)) {
                return root.createDocumentInputStream(root.getEntryCaseInsensitive(name));
            }
        }
        throw new Broken("BROKEN_NO_WORKBOOK");
    }

    private static InputStream stream(DirectoryNode root, XlsBook book) throws IOException {
        InputStream stream = stream(root);
        return book.isEncrypted() ? XlsDecrypted.open(stream, book.passFrom(), book.passTo()) : stream;
    }

    @Override
    public Outline outline() {
        return book.outline();
    }

    @Override
    public void read(int sheetIndex, RowSink sink) throws IOException {
        XlsBook.Part part = sheets.get(sheetIndex);
        try (XlsContainer container = new XlsContainer(file);
                InputStream stream = stream(container.getRoot(), book)) {
            new XlsSheet(book, new XlsRecords(stream, part.position()), part.isOrdered(), sink).read();
        }
    }

    private static void addProperties(DirectoryNode root, Outline outline) {
        if (propertySet(root, DocumentSummaryInformation.DEFAULT_STREAM_NAME) instanceof DocumentSummaryInformation set
                && set.getCustomProperties() != null) {
            CustomProperties custom = set.getCustomProperties();
            for (String name : custom.nameSet()) {
                if (custom.get(name) instanceof String text) {
                    outline.addProperty(name, text);
                }
            }
        }
        if (propertySet(root, SummaryInformation.DEFAULT_STREAM_NAME) instanceof SummaryInformation set) {
            if (set.getTitle() != null) {
                outline.addProperty("title", set.getTitle());
            }
            add(outline, "created", set.getCreateDateTime());
            add(outline, "modified", set.getLastSaveDateTime());
        }
    }

    private static void add(Outline outline, String name, @Nullable Date moment) {
        if (moment != null) {
            outline.addProperty(
                    name, moment.toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** A set of properties; null where there is none that can be read, which is no reason to refuse figures. */
    private static @Nullable PropertySet propertySet(DirectoryNode root, String name) {
        try {
            return root.hasEntryCaseInsensitive(name) ? PropertySetFactory.create(root, name) : null;
        } catch (IOException | HPSFException | RuntimeException e) {
            return null;
        }
    }
}
