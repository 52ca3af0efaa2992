package org.sumario.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.parts.XmlPart;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.RowSink;
import org.sumario.rows.TextStore;
import org.sumario.rows.Workbook;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An Office Open XML workbook (ECMA-376), macros ignored. Sheets are scanned as bytes; a sheet that holds anything the scanner does not
 * know is read again, from its start, through an XML parser, and its profile says so.
 */
public final class XlsxFile implements Workbook {
    /** Longer than a name in a zip can be. */
    private static final int MOST_NAME = 1 << 16;

    private static final int MOST_RELATIONS = 1_000_000;

    /** The kinds of parts that are read. */
    private static final List<String> READ =
            List.of("officeDocument", "worksheet", "sharedStrings", "styles", "core-properties", "custom-properties");

    private final Path file;
    private final Limits limits;
    private final Outline outline;
    private final List<String> sheetParts = new ArrayList<>();
    private final Set<String> distinctParts = new HashSet<>();
    private final CellFormats formats = new CellFormats();
    private @Nullable String textsPart;
    private @Nullable TextStore texts;

    /** What the sheets of a workbook share. */
    record Book(TextStore texts, CellFormats formats) {}

    private XlsxFile(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.outline = new Outline(limits);
    }

    public static XlsxFile open(Path file, Limits limits) throws IOException {
        XlsxFile workbook = new XlsxFile(file, limits);
        try (ZipParts parts = ZipParts.open(file, limits)) {
            workbook.open(parts);
        }
        return workbook;
    }

    /** The part that a package names as its document; empty where it is no package. */
    public static Optional<String> mainPart(ZipParts parts, Limits limits) throws IOException {
        return relationships(parts, limits, "").stream()
                .filter(relationship -> relationship.is("officeDocument") && parts.contains(relationship.target()))
                .map(Relationship::target)
                .findFirst();
    }

    /** Whether a package's document is a workbook, not a letter or a presentation. */
    public static boolean isWorkbook(ZipParts parts, Limits limits, String mainPart) throws IOException {
        String[] root = {""};
        XmlPart.parse(parts.read(mainPart), limits, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
                root[0] = local;
                throw new XmlPart.Enough();
            }
        });
        return root[0].equals("workbook");
    }

    private void open(ZipParts parts) throws IOException {
        String workbook = mainPart(parts, limits).orElseThrow(() -> new Broken("BROKEN_NO_WORKBOOK"));
        List<Relationship> related = relationships(parts, limits, workbook);
        XmlPart.parse(parts.read(workbook), limits, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
                if (local.equals("workbookPr")) {
                    // An extension may bring another element of this name, without the attribute.
                    if (FastSheet.isTrue(String.valueOf(attributes.getValue("date1904")))) {
                        formats.countFrom1904();
                    }
                } else if (local.equals("sheet")) {
                    addSheet(attributes, related);
                }
            }
        });
        for (Relationship relationship : related) {
            if (relationship.is("sharedStrings") && parts.contains(relationship.target())) {
                textsPart = relationship.target();
            } else if (relationship.is("styles") && parts.contains(relationship.target())) {
                XmlPart.parse(parts.read(relationship.target()), limits, new Styles());
            }
        }
        for (Relationship relationship : relationships(parts, limits, "")) {
            boolean holdsProperties = relationship.is("core-properties") || relationship.is("custom-properties");
            if (holdsProperties && parts.contains(relationship.target())) {
                XmlPart.parse(parts.read(relationship.target()), limits, new Properties());
            }
        }
    }

    private void addSheet(Attributes attributes, List<Relationship> related) throws SAXException {
        String id = attributes.getValue("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
        if (id == null) {
            id = attributes.getValue("http://purl.oclc.org/ooxml/officeDocument/relationships", "id");
        }
        String state = attributes.getValue("state");
        for (Relationship relationship : related) {
            if (relationship.id().equals(id) && relationship.is("worksheet")) {
                // A part that many sheets are read from would come to any size.
                if (!distinctParts.add(ZipParts.nameOf(relationship.target()))) {
                    throw new SAXException(new Broken("BROKEN_SHEET_TWICE", relationship.target()));
                }
                outline.addSheet(
                        String.valueOf(attributes.getValue("name")), state != null && !state.equals("visible"));
                sheetParts.add(relationship.target());
            }
        }
    }

    @Override
    public Outline outline() {
        return outline;
    }

    @Override
    public void read(int sheetIndex, RowSink sink) throws IOException {
        try (ZipParts parts = ZipParts.open(file, limits)) {
            Book book = new Book(texts(parts), formats);
            String part = sheetParts.get(sheetIndex);
            if (sink.wantsIndents() && formats.hasIndents()) {
                // Reports alone ask for indents, so that the scanner need not know of them.
                readThoroughly(parts, book, sheetIndex, sink);
                return;
            }
            try (InputStream in = ReadAhead.of(parts.read(part), parts.compressedBytes(part))) {
                new FastSheet(in, new SheetCells(book, sink), sink).read();
            } catch (Unrecognised unrecognised) {
                sink.restart();
                sink.profile.note("READ_THOROUGHLY", 0, -1, unrecognised.what());
                readThoroughly(parts, book, sheetIndex, sink);
            }
        }
    }

    /** The sheet through the XML parser alone; what the scanner gives must be the same. */
    void readThoroughly(int sheetIndex, RowSink sink) throws IOException {
        try (ZipParts parts = ZipParts.open(file, limits)) {
            readThoroughly(parts, new Book(texts(parts), formats), sheetIndex, sink);
        }
    }

    private void readThoroughly(ZipParts parts, Book book, int sheetIndex, RowSink sink) throws IOException {
        SheetCells cells = new SheetCells(book, sink);
        XmlPart.parse(parts.read(sheetParts.get(sheetIndex)), limits, new ThoroughSheet(cells, sink));
    }

    private TextStore texts(ZipParts parts) throws IOException {
        if (texts == null) {
            texts = textsPart == null ? new TextStore(limits, 0, "sharedStrings") : readTexts(parts, textsPart);
        }
        return texts;
    }

    private TextStore readTexts(ZipParts parts, String part) throws IOException {
        try (InputStream in = parts.read(part)) {
            return SharedTexts.fast(in, limits);
        } catch (Unrecognised unrecognised) {
            SharedTexts.Handler handler = new SharedTexts.Handler(limits);
            XmlPart.parse(parts.read(part), limits, handler);
            return handler.texts();
        }
    }

    /** A reference from one part to another. */
    record Relationship(String id, String type, String target) {
        boolean is(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    /** What a part refers to inside the package; an empty name is the package itself. */
    private static List<Relationship> relationships(ZipParts parts, Limits limits, String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        String list = folder + "_rels/" + part.substring(slash) + ".rels";
        List<Relationship> found = new ArrayList<>();
        if (parts.contains(list)) {
            XmlPart.parse(parts.read(list), limits, new DefaultHandler() {
                private int elements;

                @Override
                public void startElement(String uri, String local, String name, Attributes attributes)
                        throws SAXException {
                    if (++elements > MOST_RELATIONS) {
                        throw new SAXException(new Broken("BROKEN_RELATIONS", MOST_RELATIONS));
                    }
                    String target = attributes.getValue("Target");
                    if (local.equals("Relationship")
                            && target != null
                            && target.length() <= MOST_NAME
                            && !"External".equals(attributes.getValue("TargetMode"))) {
                        Relationship relationship = new Relationship(
                                String.valueOf(attributes.getValue("Id")),
                                String.valueOf(attributes.getValue("Type")),
                                resolve(folder, target));
                        if (READ.stream().anyMatch(relationship::is)) {
                            found.add(relationship);
                        }
                        if (found.size() > limits.sheets() + READ.size()) {
                            throw new LimitExceeded("sheets", limits.sheets());
                        }
                    }
                }
            });
        }
        return found;
    }

    /** A target against a folder of the package; it stays a name within the package, whatever it says. */
    private static String resolve(String folder, String target) {
        String plain = target.replace('\\', '/');
        List<String> names = new ArrayList<>();
        for (String name : (plain.startsWith("/") ? plain : folder + plain).split("/")) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.remove(names.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    /** How cells show their numbers. */
    private final class Styles extends DefaultHandler {
        /** The list that is read; formats of conditions and tables stand elsewhere, under the same numbers. */
        private String list = "";

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            if (local.equals("numFmts") || local.equals("cellXfs")) {
                list = local;
            } else if (local.equals("numFmt") && list.equals("numFmts")) {
                String code = attributes.getValue("formatCode");
                formats.pattern(integer(attributes.getValue("numFmtId")), outline.hold(code == null ? "" : code));
            } else if (local.equals("xf") && list.equals("cellXfs")) {
                formats.style(integer(attributes.getValue("numFmtId")));
            } else if (local.equals("alignment") && list.equals("cellXfs")) {
                formats.indent(integer(attributes.getValue("indent")));
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            list = local.equals(list) ? "" : list;
        }

        @Override
        public void endDocument() {
            formats.end();
        }

        private static int integer(@Nullable String text) {
            return text == null || !text.matches("[0-9]{1,9}") ? 0 : Integer.parseInt(text);
        }
    }

    /** Core and custom properties by name; of the core ones those that say what and when. */
    private final class Properties extends DefaultHandler {
        private final StringBuilder text = new StringBuilder();
        private String name = "";

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) {
            text.setLength(0);
            if (local.equals("property")) {
                name = String.valueOf(attributes.getValue("name"));
            }
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            text.append(chars, start, length);
            XmlPart.checkLength(text, limits);
        }

        @Override
        public void endElement(String uri, String local, String qualified) {
            switch (local) {
                case "lpwstr" -> outline.addProperty(name, text.toString());
                case "created", "modified", "title" -> outline.addProperty(local, text.toString());
                default -> {
                    // Who wrote it and how often it was printed says nothing about figures.
                }
            }
        }
    }
}
