package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sumario.model.Reason;

/**
 * The styles of a workbook with some more: for each style of a marked cell the same one with a fill, and those of the sheet of findings.
 * What was there keeps its number.
 */
final class StylesPart {
    /** The looks of the sheet of findings. */
    enum Look {
        PLAIN,
        TITLE,
        HEADER,
        TEXT,
        /** A text that a spreadsheet program would take for a formula when somebody edits its cell. */
        QUOTED,
        LINK,
        NUMBER,
        ERROR,
        WARNING
    }

    /** Lists of the part in the order of the schema, those that are needed with what they hold at least. */
    private static final List<String> ORDER =
            List.of("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs");

    private static final Map<String, List<String>> LEAST = Map.of(
            "fonts", List.of("<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"),
            "fills",
                    List.of(
                            "<fill><patternFill patternType=\"none\"/></fill>",
                            "<fill><patternFill patternType=\"gray125\"/></fill>"),
            "borders", List.of("<border><left/><right/><top/><bottom/><diagonal/></border>"),
            "cellXfs", List.of("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"));

    private static final List<String> NEW_FONTS = List.of(
            "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
            "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");

    private static final List<String> NEW_FILLS = List.of(fill("FFFFC7CE"), fill("FFFFEB9C"), fill("FFD9D9D9"));
    private static final int ERROR_FILL = 0;
    private static final int WARNING_FILL = 1;
    private static final int HEADER_FILL = 2;

    static final String EMPTY =
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"></styleSheet>";

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> formats = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final Map<String, Integer> marked = new HashMap<>();

    private StylesPart() {}

    /** Reads what is there. */
    static StylesPart of(InputStream in) throws IOException {
        StylesPart styles = new StylesPart();
        try (in) {
            styles.read(Markup.of(in));
        }
        if (styles.formats.isEmpty()) {
            styles.formats.addAll(LEAST.get("cellXfs"));
        }
        for (Look look : Look.values()) {
            styles.added.add(styles.xf(look));
        }
        return styles;
    }

    private void read(Markup markup) throws IOException {
        String list = "";
        StringBuilder format = new StringBuilder();
        boolean isInFormat = false;
        while (markup.next()) {
            if (markup.isStart()) {
                Tag tag = markup.tagOf();
                if (markup.depth() == 1) {
                    list = tag.local();
                    counts.putIfAbsent(list, 0);
                } else if (markup.depth() == 2) {
                    if (tag.local().equals("AlternateContent")) {
                        // How many there are depends on who reads it.
                        throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
                    }
                    counts.merge(list, 1, Integer::sum);
                    isInFormat = list.equals("cellXfs");
                }
            }
            if (isInFormat) {
                format.append(markup.raw());
                boolean isWhole = markup.kind() == Markup.Kind.EMPTY ? markup.depth() == 2 : isEndOfFormat(markup);
                if (isWhole) {
                    formats.add(format.toString());
                    format.setLength(0);
                    isInFormat = false;
                }
            }
        }
    }

    private static boolean isEndOfFormat(Markup markup) {
        return markup.kind() == Markup.Kind.END && markup.depth() == 3;
    }

    /** The number of a look. */
    int of(Look look) {
        return formats.size() + look.ordinal();
    }

    /** The number of a cell's style with the fill of an error or a warning. */
    int marked(int style, boolean isError) {
        return marked.computeIfAbsent(style + (isError ? "e" : "w"), key -> {
            // A style that is not there is shown as the first one.
            Tag format = new Tag(formats.get(style >= 0 && style < formats.size() ? style : 0));
            int fill = first("fills") + (isError ? ERROR_FILL : WARNING_FILL);
            added.add(format.with("fillId", String.valueOf(fill))
                    .with("applyFill", "1")
                    .raw());
            return formats.size() + added.size() - 1;
        });
    }

    /** The number of the first one that is added to a list. */
    private int first(String list) {
        return Math.max(
                counts.getOrDefault(list, 0),
                LEAST.getOrDefault(list, List.of()).size());
    }

    private String xf(Look look) {
        int font = first("fonts");
        int fill = first("fills");
        return switch (look) {
            case PLAIN -> xf(0, 0, "", "");
            case TITLE -> xf(font, 0, "", "");
            case HEADER -> xf(font, fill + HEADER_FILL, "", "<alignment vertical=\"top\" wrapText=\"1\"/>");
            case TEXT -> xf(0, 0, "", "<alignment vertical=\"top\" wrapText=\"1\"/>");
            case QUOTED -> xf(0, 0, " quotePrefix=\"1\"", "<alignment vertical=\"top\" wrapText=\"1\"/>");
            case LINK -> xf(font + 1, 0, "", "<alignment vertical=\"top\"/>");
            case NUMBER -> xf(0, 0, "", "<alignment horizontal=\"right\" vertical=\"top\"/>");
            case ERROR -> xf(0, fill + ERROR_FILL, "", "<alignment vertical=\"top\" wrapText=\"1\"/>");
            case WARNING -> xf(0, fill + WARNING_FILL, "", "<alignment vertical=\"top\" wrapText=\"1\"/>");
        };
    }

    private static String xf(int font, int fill, String attributes, String alignment) {
        return "<xf numFmtId=\"0\" fontId=\"" + font + "\" fillId=\"" + fill + "\" borderId=\"0\"" + attributes
                + " applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">" + alignment + "</xf>";
    }

    private static String fill(String colour) {
        return "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"" + colour
                + "\"/><bgColor indexed=\"64\"/></patternFill></fill>";
    }

    /** Writes the part with all that was asked for. */
    void write(InputStream in, OutputStream out) throws IOException {
        try (in) {
            Markup markup = Markup.of(in);
            Writer writer = markup.writer(out);
            new Rewriting(markup, writer).write();
            writer.flush();
        }
    }

    /** Puts what is added to each list at its end, and lists that are missing where they belong. */
    private final class Rewriting {
        private final Markup markup;
        private final Writer out;
        private final List<String> missing = new ArrayList<>();
        private Tag root = new Tag("<styleSheet>");
        private String list = "";

        Rewriting(Markup markup, Writer out) {
            this.markup = markup;
            this.out = out;
            ORDER.stream()
                    .filter(one -> LEAST.containsKey(one) && !counts.containsKey(one))
                    .forEach(missing::add);
        }

        void write() throws IOException {
            while (markup.next()) {
                String raw = markup.raw();
                if (markup.isStart()) {
                    Tag tag = markup.tagOf();
                    raw = start(tag, markup.kind() == Markup.Kind.EMPTY);
                } else if (markup.kind() == Markup.Kind.END && markup.depth() == 2 && LEAST.containsKey(list)) {
                    out.write(additions(list));
                } else if (markup.kind() == Markup.Kind.END && markup.depth() == 1) {
                    writeMissing(ORDER.size());
                }
                out.write(raw);
            }
        }

        private String start(Tag tag, boolean isEmpty) throws IOException {
            if (markup.depth() == 0) {
                root = tag.opened();
                return isEmpty ? root.raw() + all() + root.end() : tag.raw();
            }
            if (markup.depth() != 1) {
                return tag.raw();
            }
            list = tag.local();
            int place = ORDER.indexOf(list);
            writeMissing(place < 0 ? ORDER.size() : place);
            if (!LEAST.containsKey(list)) {
                return tag.raw();
            }
            Tag counted = tag.with("count", String.valueOf(total(list)));
            return isEmpty ? counted.opened().raw() + additions(list) + counted.end() : counted.raw();
        }

        private void writeMissing(int before) throws IOException {
            while (!missing.isEmpty() && ORDER.indexOf(missing.get(0)) < before) {
                out.write(whole(missing.remove(0)));
            }
        }

        private String all() {
            StringBuilder lists = new StringBuilder();
            missing.forEach(one -> lists.append(whole(one)));
            missing.clear();
            return lists.toString();
        }

        private String whole(String name) {
            return root.inside("<" + name + " count=\"" + total(name) + "\">")
                    + additions(name)
                    + root.inside("</" + name + ">");
        }

        private int total(String name) {
            return first(name) + additional(name).size();
        }

        private String additions(String name) {
            List<String> least = LEAST.getOrDefault(name, List.of());
            int known = Math.min(counts.getOrDefault(name, 0), least.size());
            StringBuilder elements = new StringBuilder();
            least.subList(known, least.size()).forEach(one -> elements.append(root.inside(one)));
            // Formats that were there have their prefix already.
            additional(name)
                    .forEach(one -> elements.append(one.startsWith("<" + root.prefix()) ? one : root.inside(one)));
            return elements.toString();
        }

        private List<String> additional(String name) {
            return switch (name) {
                case "fonts" -> NEW_FONTS;
                case "fills" -> NEW_FILLS;
                case "cellXfs" -> added;
                default -> List.of();
            };
        }
    }
}
