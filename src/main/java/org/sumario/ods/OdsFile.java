package org.sumario.ods;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sumario.model.Refused;
import org.sumario.parts.XmlPart;
import org.sumario.parts.ZipParts;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.RowSink;
import org.sumario.rows.Workbook;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** An OpenDocument spreadsheet (ISO/IEC 26300) in its zipped form. */
public final class OdsFile implements Workbook {
    /** What a spreadsheet, or a template of one, says it is. */
    public static final String MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet";

    private static final String CONTENT = "content.xml";
    private static final String MANIFEST = "META-INF/manifest.xml";
    private static final String PROPERTIES = "meta.xml";
    private static final int MEDIA_TYPE_BYTES = 200;

    private final Path file;
    private final Limits limits;
    private final Outline outline;
    /** The place of each sheet among the tables of the content. */
    private final List<Integer> tables = new ArrayList<>();

    private OdsFile(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.outline = new Outline(limits);
    }

    /** What a package says that it is, such as {@code application/vnd.oasis.opendocument.text}; empty where it does not say. */
    public static String mediaType(ZipParts parts, Limits limits) throws IOException {
        if (parts.contains("mimetype")) {
            try (var in = parts.read("mimetype")) {
                return new String(in.readNBytes(MEDIA_TYPE_BYTES), StandardCharsets.US_ASCII).strip();
            }
        }
        Manifest manifest = new Manifest();
        if (parts.contains(MANIFEST)) {
            XmlPart.parse(parts.read(MANIFEST), limits, manifest);
        }
        return manifest.mediaType;
    }

    /**
     * Opens a spreadsheet.
     *
     * @throws Refused when it can be read with a password only
     */
    public static OdsFile open(Path file, String fileName, Limits limits) throws IOException {
        OdsFile workbook = new OdsFile(file, limits);
        try (ZipParts parts = ZipParts.open(file, limits)) {
            Manifest manifest = new Manifest();
            if (parts.contains(MANIFEST)) {
                XmlPart.parse(parts.read(MANIFEST), limits, manifest);
            }
            if (manifest.isEncrypted) {
                throw new Refused("FILE_ENCRYPTED", fileName);
            }
            long before = parts.bytesRead();
            XmlPart.parse(parts.read(CONTENT), limits, workbook.new Tables());
            // Each sheet is read from where the content begins.
            if ((parts.bytesRead() - before) * workbook.tables.size() / 2 > limits.totalBytes()) {
                throw new LimitExceeded("totalBytes", limits.totalBytes());
            }
            if (parts.contains(PROPERTIES)) {
                XmlPart.parse(parts.read(PROPERTIES), limits, workbook.new Properties());
            }
        }
        return workbook;
    }

    @Override
    public Outline outline() {
        return outline;
    }

    @Override
    public void read(int sheetIndex, RowSink sink) throws IOException {
        try (ZipParts parts = ZipParts.open(file, limits)) {
            XmlPart.parse(parts.read(CONTENT), limits, new OdsSheet(tables.get(sheetIndex), tables.size(), sink));
        }
    }

    /** What the package holds. */
    private static final class Manifest extends DefaultHandler {
        private String mediaType = "";
        private boolean isEncrypted;

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            if (local.equals("encryption-data")) {
                isEncrypted = true;
            } else if (local.equals("file-entry") && "/".equals(attributes.getValue(uri, "full-path"))) {
                mediaType = String.valueOf(attributes.getValue(uri, "media-type"));
            }
        }
    }

    /** The sheets in order, and which of them are hidden: their style says so. */
    private final class Tables extends OdsTables {
        private final Set<String> hiddenStyles = new HashSet<>();
        private String style = "";
        private int table;
        private String name = "";
        private boolean isHidden;
        private boolean isScenario;

        @Override
        void begins(int begun, Attributes attributes) {
            table = begun;
            name = value(attributes, TABLE, "name");
            isHidden = hiddenStyles.contains(value(attributes, TABLE, "style-name"))
                    || value(attributes, TABLE, "display").equals("false");
            isScenario = false;
        }

        @Override
        void inside(String uri, String local, Attributes attributes) {
            if (uri.equals(STYLE) && local.equals("style")) {
                style = value(attributes, STYLE, "name");
            } else if (local.equals("table-properties")
                    && value(attributes, TABLE, "display").equals("false")) {
                hiddenStyles.add(outline.hold(style));
            } else if (isInSheet() && uri.equals(TABLE) && local.equals("scenario")) {
                // What might be: copies of a sheet's cells with other values.
                isScenario = true;
            }
        }

        @Override
        void endsInside(String uri, String local) {}

        @Override
        void ends() {
            if (!isScenario) {
                outline.addSheet(name, isHidden);
                tables.add(table);
            }
        }
    }

    /** Properties by name; of those every document has, the ones that say what and when. */
    private final class Properties extends DefaultHandler {
        private final StringBuilder text = new StringBuilder();
        private String name = "";

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) {
            text.setLength(0);
            name = switch (local) {
                case "title" -> "title";
                case "creation-date" -> "created";
                case "date" -> "modified";
                case "user-defined" -> OdsTables.value(attributes, OdsTables.META, "name");
                default -> "";
            };
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            if (!name.isEmpty()) {
                text.append(chars, start, length);
                XmlPart.checkLength(text, limits);
            }
        }

        @Override
        public void endElement(String uri, String local, String qualified) {
            if (!name.isEmpty()) {
                outline.addProperty(name, text.toString());
                name = "";
            }
        }
    }
}
