package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.sumario.correction.Marks.Mark;
import org.sumario.model.CellRef;

/** The comments of a sheet with those of marked cells. A cell that has one already keeps it; what is wrong is added to its text. */
final class CommentsPart {
    /** One without comments. */
    static final String EMPTY = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            + "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<authors></authors><commentList></commentList></comments>";

    private static final String AUTHOR = "Sumario";

    private final Markup markup;
    private final Writer out;
    private final Map<String, Commented> open = new LinkedHashMap<>();
    private Tag root = new Tag("<comments>");
    private int authors;
    private String list = "";
    private @Nullable Commented current;
    private boolean isInText;

    /** A cell that gets a comment. */
    record Commented(int rowNumber, int columnIndex, String text) {
        String cell() {
            return CellRef.columnLetters(columnIndex) + rowNumber;
        }
    }

    private CommentsPart(Markup markup, Writer out, Marks.OfSheet marks) {
        this.markup = markup;
        this.out = out;
        for (Map.Entry<Integer, SortedMap<Integer, Mark>> row : marks.rows().entrySet()) {
            row.getValue().forEach((column, mark) -> {
                if (!mark.comment().isEmpty()) {
                    Commented one = new Commented(row.getKey(), column, mark.comment());
                    open.put(one.cell(), one);
                }
            });
        }
    }

    /** Writes the part with the comments of marked cells; answers those that had none, in the order of the sheet. */
    static List<Commented> write(InputStream in, OutputStream out, Marks.OfSheet marks) throws IOException {
        try (in) {
            Markup markup = Markup.of(in);
            Writer writer = markup.writer(out);
            CommentsPart part = new CommentsPart(markup, writer, marks);
            part.write();
            writer.flush();
            return new ArrayList<>(part.open.values());
        }
    }

    private void write() throws IOException {
        while (markup.next()) {
            String raw = markup.raw();
            if (markup.isStart()) {
                raw = start(markup.tagOf());
            } else if (markup.kind() == Markup.Kind.END) {
                raw = end(markup.tagOf());
            }
            out.write(raw);
        }
    }

    private String start(Tag tag) throws IOException {
        boolean isEmpty = markup.kind() == Markup.Kind.EMPTY;
        switch (markup.depth()) {
            case 0 -> root = tag;
            case 1 -> {
                list = tag.local();
                if (isEmpty && (list.equals("authors") || list.equals("commentList"))) {
                    return tag.opened().raw() + endOfList() + tag.end();
                }
            }
            case 2 -> {
                authors += list.equals("authors") ? 1 : 0;
                current = list.equals("commentList")
                        ? open.remove(tag.attribute("ref").orElse(""))
                        : null;
            }
            case 3 -> {
                isInText = current != null && tag.local().equals("text");
                if (isInText && isEmpty) {
                    return tag.opened().raw() + more(false) + tag.end();
                }
            }
            case 4 -> {
                if (isInText && tag.local().equals("t")) {
                    // Beside runs of text a text alone is lost in some programs.
                    out.write(root.inside("<r>"));
                    return isEmpty ? tag.raw() + root.inside("</r>") : tag.raw();
                }
                if (isInText && (tag.local().equals("rPh") || tag.local().equals("phoneticPr"))) {
                    out.write(more(true));
                }
            }
            default -> {
                // Deeper stands what a text looks like.
            }
        }
        return tag.raw();
    }

    private String end(Tag tag) throws IOException {
        if (markup.depth() == 2) {
            out.write(endOfList());
        } else if (markup.depth() == 4 && isInText) {
            out.write(more(true));
            isInText = false;
        } else if (markup.depth() == 5 && isInText && tag.local().equals("t")) {
            return tag.raw() + root.inside("</r>");
        }
        return tag.raw();
    }

    private String endOfList() {
        if (list.equals("authors")) {
            return root.inside("<author>" + AUTHOR + "</author>");
        }
        if (!list.equals("commentList")) {
            return "";
        }
        StringBuilder comments = new StringBuilder();
        for (Commented one : open.values()) {
            comments.append("<comment ref=\"" + one.cell() + "\" authorId=\"" + authors + "\"><text>" + run(one.text())
                    + "</text></comment>");
        }
        return root.inside(comments.toString());
    }

    /** What is added to the text of a comment that was there. */
    private String more(boolean isBehindText) {
        if (current == null) {
            return "";
        }
        String text = (isBehindText ? "\n\n" : "") + AUTHOR + "\n" + current.text();
        current = null;
        return root.inside(run(text));
    }

    private static String run(String text) {
        return "<r><rPr><sz val=\"9\"/><color indexed=\"81\"/><rFont val=\"Tahoma\"/><family val=\"2\"/></rPr>"
                + "<t xml:space=\"preserve\">" + MarkupText.shown(text) + "</t></r>";
    }
}
