package org.sumario.correction;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.parts.XmlPart;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Limits;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A workbook's package with marked cells and a sheet of findings before its own: parts that have nothing to do with it keep every byte,
 * the others all but what is put in. Parts pass; none is held in memory.
 */
final class CorrectedPackage {
    static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String MAIN_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static final String RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml";
    private static final String DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing";
    private static final String NO_RELATIONS = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

    private final ZipParts parts;
    private final Limits limits;
    private final WorkbookParts workbook;
    private final StylesPart styles;
    private final StringBuilder newTypes = new StringBuilder();

    /** Parts that are written in their place, by name. */
    private final Map<String, Edit> edits = new LinkedHashMap<>();

    /** Parts that are written when all sheets are, since they say what the sheets need. */
    private final Map<String, Edit> last = new LinkedHashMap<>();

    /** How a part is written. */
    interface Edit {
        void write(OutputStream out) throws IOException;
    }

    /** The sheet of findings: its name, and what writes it once the styles are known. */
    interface FirstSheet {
        void write(OutputStream out, StylesPart styles) throws IOException;
    }

    private CorrectedPackage(ZipParts parts, Limits limits, WorkbookParts workbook) throws IOException {
        this.parts = parts;
        this.limits = limits;
        this.workbook = workbook;
        this.styles = StylesPart.of(read(workbook.stylesPart(), StylesPart.EMPTY));
    }

    /**
     * Writes the copy.
     *
     * @param marks by the names of the workbook's sheets
     * @param sheetName of the sheet of findings
     * @param time of all parts, which is not the clock's
     * @throws Uneditable where it cannot be edited without harm; the file is then worth nothing
     */
    static void write(
            ZipParts parts,
            Limits limits,
            WorkbookParts workbook,
            Map<String, Marks.OfSheet> marks,
            String sheetName,
            FirstSheet first,
            Instant time,
            Path file)
            throws IOException {
        CorrectedPackage corrected = new CorrectedPackage(parts, limits, workbook);
        corrected.prepare(marks, sheetName, first);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            corrected.write(zip, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        }
    }

    private void prepare(Map<String, Marks.OfSheet> marks, String sheetName, FirstSheet first) throws IOException {
        String relation = workbook.relations().newId("rIdSumario");
        String listPart = workbook.newPart("worksheets/sheet", ".xml");
        StringBuilder relations = new StringBuilder(Relations.element(relation, "worksheet", listPart));
        override(listPart, "worksheet");
        for (WorkbookParts.Sheet sheet : workbook.sheets()) {
            if (parts.contains(sheet.part())) {
                Marks.OfSheet ofSheet = marks.getOrDefault(sheet.name(), new Marks.OfSheet());
                SheetEdit edit = new SheetEdit(sheet.part(), ofSheet);
                edits.put(ZipParts.nameOf(sheet.part()), edit);
            }
        }
        String stylesPart = workbook.stylesPart();
        if (stylesPart == null || !parts.contains(stylesPart)) {
            stylesPart = workbook.newPart("styles", ".xml");
            relations.append(Relations.element(workbook.relations().newId("rIdSumarioStyles"), "styles", stylesPart));
            override(stylesPart, "styles");
        }
        String styled = stylesPart;
        last(styled, out -> styles.write(read(styled, StylesPart.EMPTY), out));
        last(listPart, out -> first.write(out, styles));
        edits.put(
                ZipParts.nameOf(workbook.mainPart()),
                out -> WorkbookPart.write(
                        parts.read(workbook.mainPart()), out, sheetName, workbook.newSheetId(), relation));
        append(workbook.relations().listName(), relations.toString());
        defaults();
        append(CONTENT_TYPES, newTypes.toString());
    }

    private void override(String part, String type) {
        newTypes.append("<Override PartName=\"/" + MarkupText.exact(part) + "\" ContentType=\"" + MAIN_TYPES + type
                + "+xml\"/>");
    }

    private void append(String part, String elements) {
        edits.put(ZipParts.nameOf(part), out -> Appended.write(read(part, NO_RELATIONS), out, elements));
    }

    private void last(String part, Edit edit) throws IOException {
        if (last.put(part, edit) != null || edits.containsKey(ZipParts.nameOf(part))) {
            // Two sheets with one part of comments, or the like.
            throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
        }
    }

    /** What the package says of the endings of names. */
    private void defaults() throws IOException {
        Set<String> known = new HashSet<>();
        XmlPart.parse(parts.read(CONTENT_TYPES), limits, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) {
                if (local.equals("Default")) {
                    known.add(String.valueOf(attributes.getValue("Extension")).toLowerCase(Locale.ROOT));
                }
            }
        });
        for (List<String> one : List.of(List.of("rels", RELATIONS_TYPE), List.of("vml", DRAWING_TYPE))) {
            if (!known.contains(one.get(0))) {
                newTypes.insert(0, "<Default Extension=\"" + one.get(0) + "\" ContentType=\"" + one.get(1) + "\"/>");
            }
        }
    }

    private InputStream read(@Nullable String part, String otherwise) throws IOException {
        return part != null && parts.contains(part)
                ? parts.read(part)
                : new ByteArrayInputStream(otherwise.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(ZipOutputStream zip, LocalDateTime time) throws IOException {
        Set<String> written = new HashSet<>();
        Set<String> later = new HashSet<>();
        for (SheetEdit sheet : sheets()) {
            later.addAll(sheet.laterParts());
        }
        last.keySet().forEach(part -> later.add(ZipParts.nameOf(part)));
        for (String name : parts.names()) {
            String key = ZipParts.nameOf(name);
            if (!later.contains(key)) {
                Edit edit = edits.getOrDefault(key, out -> copy(name, out));
                entry(zip, time, name, edit);
                written.add(key);
            }
        }
        for (Map.Entry<String, Edit> edit : edits.entrySet()) {
            if (written.add(edit.getKey())) {
                entry(zip, time, edit.getKey(), edit.getValue());
            }
        }
        for (SheetEdit sheet : sheets()) {
            sheet.finish();
        }
        for (Map.Entry<String, Edit> edit : last.entrySet()) {
            entry(zip, time, edit.getKey(), edit.getValue());
        }
    }

    private List<SheetEdit> sheets() {
        return edits.values().stream()
                .filter(SheetEdit.class::isInstance)
                .map(SheetEdit.class::cast)
                .toList();
    }

    private static void entry(ZipOutputStream zip, LocalDateTime time, String name, Edit edit) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        edit.write(new Unclosed(zip));
        zip.closeEntry();
    }

    private void copy(String name, OutputStream out) throws IOException {
        try (InputStream in = parts.read(name)) {
            in.transferTo(out);
        }
    }

    /** A sheet, and the parts of its comments where cells in it are marked. */
    private final class SheetEdit implements Edit {
        private final String part;
        private final Marks.OfSheet marks;
        private final Relations relations;
        private final String commentsPart;
        private final String newDrawing;
        private final StringBuilder newRelations = new StringBuilder();
        private String drawing = "";
        private List<CommentsPart.Commented> boxes = List.of();

        SheetEdit(String part, Marks.OfSheet marks) throws IOException {
            this.part = part;
            this.marks = marks;
            this.relations = Relations.of(parts, limits, part);
            boolean hasComments = relations.first("comments").isPresent();
            if (marks.comments() == 0) {
                commentsPart = "";
                newDrawing = "";
            } else if (hasComments) {
                commentsPart = relations.first("comments").orElseThrow().target();
                newDrawing = relations.newId("rIdSumarioDrawing");
            } else {
                commentsPart = workbook.newPart("comments", ".xml");
                newDrawing = relations.newId("rIdSumarioDrawing");
                newRelations.append(Relations.element(relations.newId("rIdSumarioComments"), "comments", commentsPart));
                override(commentsPart, "comments");
            }
        }

        /** The parts that are there and are written when the sheet is: which drawing is its own it says itself. */
        Set<String> laterParts() {
            Set<String> later = new HashSet<>();
            if (marks.comments() > 0) {
                later.add(ZipParts.nameOf(commentsPart));
                later.add(ZipParts.nameOf(relations.listName()));
                relations.targets("vmlDrawing").forEach(target -> later.add(ZipParts.nameOf(target)));
            }
            return later;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            try (InputStream in = parts.read(part)) {
                Markup markup = Markup.of(in);
                Writer writer = markup.writer(out);
                drawing = new SheetPart(markup, writer, marks, styles, newDrawing)
                        .write()
                        .orElse("");
                writer.flush();
            }
        }

        /** Adds the parts that follow from what the sheet has. */
        void finish() throws IOException {
            if (marks.comments() == 0) {
                return;
            }
            String drawingPart;
            if (drawing.equals(newDrawing)) {
                drawingPart = workbook.newPart("drawings/vmlDrawing", ".vml");
                newRelations.append(Relations.element(newDrawing, "vmlDrawing", drawingPart));
            } else {
                drawingPart = relations
                        .byId(drawing)
                        .map(Relations.Relation::target)
                        .filter(parts::contains)
                        .orElseThrow(() -> new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP")));
            }
            last(commentsPart, out -> boxes = CommentsPart.write(read(commentsPart, CommentsPart.EMPTY), out, marks));
            last(drawingPart, out -> DrawingPart.write(read(drawingPart, DrawingPart.EMPTY), out, boxes));
            String list = relations.listName();
            last(list, out -> Appended.write(read(list, NO_RELATIONS), out, newRelations.toString()));
            for (String other : relations.targets("vmlDrawing")) {
                if (parts.contains(other) && !ZipParts.nameOf(other).equals(ZipParts.nameOf(drawingPart))) {
                    last(other, out -> copy(other, out));
                }
            }
        }
    }

    /** The zip goes on when a part's writer closes what it was given. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
