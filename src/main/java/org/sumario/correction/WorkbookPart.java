package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;

/** The workbook's own part with one more sheet before the others, which is the one that opens. */
final class WorkbookPart {
    private final Markup markup;
    private final Writer out;
    private Tag root = new Tag("<workbook>");
    private String section = "";
    private boolean hasView;

    private WorkbookPart(Markup markup, Writer out) {
        this.markup = markup;
        this.out = out;
    }

    static void write(InputStream in, OutputStream out, String name, int sheetId, String relation) throws IOException {
        try (in) {
            Markup markup = Markup.of(in);
            Writer writer = markup.writer(out);
            new WorkbookPart(markup, writer)
                    .write("<sheet xmlns:r=\"" + Relations.TYPE + "\" name=\"" + MarkupText.exact(name)
                            + "\" sheetId=\"" + sheetId + "\" r:id=\"" + relation + "\"/>");
            writer.flush();
        }
    }

    private void write(String sheet) throws IOException {
        while (markup.next()) {
            String raw = markup.raw();
            if (markup.isStart()) {
                Tag tag = markup.tagOf();
                if (markup.depth() == 0) {
                    root = tag;
                } else if (markup.depth() == 1) {
                    section = tag.local();
                    raw += section.equals("sheets") ? root.inside(sheet) : "";
                } else if (markup.depth() == 2) {
                    raw = inside(tag).raw();
                }
            }
            out.write(raw);
        }
    }

    /** Sheets are counted from 0 in names that hold in one sheet alone, and in what a window shows. */
    private Tag inside(Tag tag) {
        if (section.equals("definedNames") && tag.number("localSheetId") >= 0) {
            return tag.with("localSheetId", String.valueOf(tag.number("localSheetId") + 1));
        }
        if (section.equals("bookViews") && tag.local().equals("workbookView")) {
            int active = hasView ? Math.max(tag.number("activeTab"), 0) + 1 : 0;
            hasView = true;
            Tag shown = active == 0 && tag.number("activeTab") < 0 ? tag : tag.with("activeTab", "" + active);
            return shown.number("firstSheet") < 0 ? shown : shown.with("firstSheet", "0");
        }
        return tag;
    }
}
