package org.sumario.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.sumario.model.Refused;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** An Office Open XML workbook, streamed through POI's event reader and its locked XML parser. */
final class XlsxFile implements InputFile {
    private final Path file;
    private final String fileName;
    private final List<SheetPreview> sheets;
    private final Map<String, String> properties;

    private XlsxFile(Path file, String fileName) {
        this.file = file;
        this.fileName = fileName;
        this.properties = new TreeMap<>();
        this.sheets = new ArrayList<>();
    }

    static XlsxFile open(Path file, String fileName) {
        XlsxFile workbook = new XlsxFile(file, fileName);
        workbook.withPackage(contents -> {
            readProperties(contents, workbook.properties);
            Book book = new Book(contents);
            for (Map.Entry<String, Boolean> sheet : book.sheets().entrySet()) {
                List<PreviewRow> rows = new ArrayList<>();
                book.parse(sheet.getKey(), (rowNumber, cells) -> {
                    rows.add(preview(rowNumber, cells));
                    return rows.size() < PREVIEW_ROWS;
                });
                workbook.sheets.add(new SheetPreview(sheet.getKey(), sheet.getValue(), rows));
            }
        });
        return workbook;
    }

    @Override
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    @Override
    public List<SheetPreview> sheets() {
        return List.copyOf(sheets);
    }

    @Override
    public void read(
            String sheetName, int afterRow, int[] wantedColumns, Dictionary dictionary, Consumer<RowBatch> receiver) {
        RowCollector collector = new RowCollector(wantedColumns, receiver);
        withPackage(contents -> new Book(contents).parse(sheetName, (rowNumber, cells) -> {
            if (rowNumber > afterRow && !cells.isBlank()) {
                collector.add(rowNumber, column -> cells.code(column, dictionary));
            }
            return true;
        }));
        collector.finish();
    }

    private static PreviewRow preview(int rowNumber, SheetCells cells) {
        List<RawValue> values = new ArrayList<>();
        for (int column = 0; column <= cells.lastColumn(); column++) {
            values.add(cells.value(column));
        }
        return new PreviewRow(rowNumber, values);
    }

    private static void readProperties(OPCPackage contents, Map<String, String> properties)
            throws IOException, OpenXML4JException {
        POIXMLProperties all;
        try {
            all = new POIXMLProperties(contents);
        } catch (org.apache.xmlbeans.XmlException e) {
            throw new IOException(e);
        }
        all.getCustomProperties().getUnderlyingProperties().getPropertyList().forEach(property -> {
            if (property.isSetLpwstr()) {
                properties.put(property.getName(), property.getLpwstr());
            }
        });
        POIXMLProperties.CoreProperties core = all.getCoreProperties();
        if (core.getCreated() != null) {
            properties.put("created", core.getCreated().toInstant().toString());
        }
        if (core.getModified() != null) {
            properties.put("modified", core.getModified().toInstant().toString());
        }
        if (core.getTitle() != null) {
            properties.put("title", core.getTitle());
        }
    }

    /** What is done with an open package. */
    private interface Work {
        void with(OPCPackage contents)
                throws IOException, OpenXML4JException, SAXException, ParserConfigurationException;
    }

    private void withPackage(Work work) {
        // Opened read-only and reverted: closing would otherwise try to write.
        OPCPackage contents = null;
        try {
            contents = OPCPackage.open(file.toFile(), PackageAccess.READ);
            work.with(contents);
        } catch (OpenXML4JException | IOException | SAXException | ParserConfigurationException e) {
            throw new Refused("FILE_BROKEN", fileName, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (e instanceof Refused) {
                throw e;
            }
            // POI reports many kinds of damage with unchecked exceptions of its own.
            throw new Refused("FILE_BROKEN", fileName, String.valueOf(e.getMessage()));
        } finally {
            if (contents != null) {
                contents.revert();
            }
        }
    }

    /** Sheets, shared strings and styles of an open package. */
    private static final class Book {
        private final XSSFReader reader;
        private final SheetCells.Context context;

        Book(OPCPackage contents) throws IOException, OpenXML4JException, SAXException {
            reader = new XSSFReader(contents);
            ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(contents, false);
            context = new SheetCells.Context(strings, reader.getStylesTable(), is1904());
        }

        /** Sheet names in order, with whether they are hidden. */
        Map<String, Boolean> sheets()
                throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
            Map<String, Boolean> found = new java.util.LinkedHashMap<>();
            parse(reader.getWorkbookData(), new DefaultHandler() {
                @Override
                public void startElement(String uri, String local, String name, org.xml.sax.Attributes attributes) {
                    if (local.equals("sheet")) {
                        String state = attributes.getValue("state");
                        found.put(attributes.getValue("name"), state != null && !state.equals("visible"));
                    }
                }
            });
            Map<String, InputStream> parts = streams();
            parts.values().forEach(Book::close);
            found.keySet().retainAll(parts.keySet());
            return found;
        }

        void parse(String sheetName, SheetCells.RowReceiver receiver)
                throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
            XSSFReader.SheetIterator iterator = (XSSFReader.SheetIterator) reader.getSheetsData();
            while (iterator.hasNext()) {
                try (InputStream stream = iterator.next()) {
                    if (iterator.getSheetName().equals(sheetName)) {
                        try {
                            parse(stream, new SheetCells(context, receiver));
                        } catch (SheetCells.EnoughRows enough) {
                            return;
                        }
                    }
                }
            }
        }

        private Map<String, InputStream> streams() throws IOException, OpenXML4JException {
            Map<String, InputStream> streams = new HashMap<>();
            XSSFReader.SheetIterator iterator = (XSSFReader.SheetIterator) reader.getSheetsData();
            while (iterator.hasNext()) {
                InputStream stream = iterator.next();
                streams.put(iterator.getSheetName(), stream);
            }
            return streams;
        }

        private static void close(InputStream stream) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private boolean is1904() throws IOException, OpenXML4JException, SAXException {
            boolean[] found = new boolean[1];
            try {
                parse(reader.getWorkbookData(), new DefaultHandler() {
                    @Override
                    public void startElement(String uri, String local, String name, org.xml.sax.Attributes attributes) {
                        String value = local.equals("workbookPr") ? attributes.getValue("date1904") : null;
                        found[0] |= "1".equals(value) || "true".equals(value);
                    }
                });
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException(e);
            }
            return found[0];
        }

        private static void parse(InputStream stream, DefaultHandler handler)
                throws IOException, SAXException, ParserConfigurationException {
            XMLReader parser = XMLHelper.newXMLReader();
            parser.setContentHandler(handler);
            parser.parse(new InputSource(stream));
        }
    }
}
