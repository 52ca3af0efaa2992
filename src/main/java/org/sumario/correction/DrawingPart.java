package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.correction.CommentsPart.Commented;

/** The boxes in which comments are shown, in the format of their time (VML): spreadsheet programs show no comment without one. */
final class DrawingPart {
    /** One without boxes. */
    static final String EMPTY = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
            + "xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
            + "</xml>";

    private static final String TYPE = "_x0000_t202";
    private static final Pattern SHAPE = Pattern.compile("id=[\"']_x0000_s([0-9]{1,8})[\"']");
    private static final int FIRST_SHAPE = 1025;
    private static final List<String> NAMESPACES = List.of("v:vml", "o:office:office", "x:office:excel");

    private static final int BOX_COLUMNS = 4;
    private static final int CHARACTERS_IN_LINE = 38;
    private static final int LEAST_LINES = 4;
    private static final int MOST_LINES = 16;

    private DrawingPart() {}

    /** Writes the part with a box for each of these comments. */
    static void write(InputStream in, OutputStream out, List<Commented> comments) throws IOException {
        try (in) {
            Markup markup = Markup.of(in);
            Writer writer = markup.writer(out);
            boolean hasType = false;
            int shape = FIRST_SHAPE - 1;
            Tag root = new Tag(EMPTY.substring(0, EMPTY.indexOf('>') + 1));
            while (markup.next()) {
                String raw = markup.raw();
                if (markup.isStart()) {
                    if (markup.depth() == 0) {
                        root = markup.tagOf().opened();
                    }
                    hasType |= raw.contains("id=\"" + TYPE + "\"") || raw.contains("id='" + TYPE + "'");
                    Matcher known = SHAPE.matcher(raw);
                    if (known.find()) {
                        shape = Math.max(shape, Integer.parseInt(known.group(1)));
                    }
                }
                if (markup.depth() == 0 && markup.kind() == Markup.Kind.EMPTY) {
                    writer.write(root.raw());
                    boxes(writer, comments, hasType, shape, root);
                    raw = root.end();
                } else if (markup.kind() == Markup.Kind.END
                        && markup.tagOf().name().equals(root.name())) {
                    // Not by depth: old programs wrote elements into it that do not end.
                    boxes(writer, comments, hasType, shape, root);
                }
                writer.write(raw);
            }
            writer.flush();
        }
    }

    private static void boxes(Writer out, List<Commented> comments, boolean hasType, int lastShape, Tag root)
            throws IOException {
        StringBuilder namespaces = new StringBuilder();
        for (String one : NAMESPACES) {
            String prefix = one.substring(0, 1);
            if (!root.raw().contains("xmlns:" + prefix + "=")) {
                namespaces.append(" xmlns:" + prefix + "=\"urn:schemas-microsoft-com:" + one.substring(2) + "\"");
            }
        }
        if (!hasType) {
            out.write(
                    "<v:shapetype" + namespaces + " id=\"" + TYPE
                            + "\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
                            + "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
        }
        int shape = lastShape;
        for (Commented comment : comments) {
            shape++;
            out.write("<v:shape" + namespaces + " id=\"_x0000_s" + shape + "\" type=\"#" + TYPE
                    + "\" style='position:absolute;visibility:hidden' fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
                    + "<v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/>"
                    + "<v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'>"
                    + "<div style='text-align:left'></div></v:textbox><x:ClientData ObjectType=\"Note\">"
                    + "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>" + anchor(comment)
                    + "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" + (comment.rowNumber() - 1)
                    + "</x:Row><x:Column>" + comment.columnIndex() + "</x:Column></x:ClientData></v:shape>");
        }
    }

    /** Columns and rows from and to, each with pixels: to the right of the cell, as high as the text is long. */
    private static String anchor(Commented comment) {
        int lines = (int) comment.text().lines().count() + comment.text().length() / CHARACTERS_IN_LINE;
        int height = Math.min(MOST_LINES, Math.max(LEAST_LINES, lines));
        int row = Math.max(comment.rowNumber() - 2, 0);
        int column = comment.columnIndex() + 1;
        return String.join(
                ", ",
                List.of("" + column, "15", "" + row, "2", "" + (column + BOX_COLUMNS), "15", "" + (row + height), "4"));
    }
}
