package org.sumario.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.sumario.parts.XmlPart;
import org.sumario.rows.Limits;
import org.sumario.rows.TextStore;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** A workbook's table of texts, which its cells name by index; read as bytes where all in it is known, else by an XML parser. */
final class SharedTexts {
    private static final byte[] ITEM_END = "</si>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TABLE = "<sst".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TABLE_END = "</sst>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAG_END = {'>'};

    private SharedTexts() {}

    /** @throws Unrecognised for anything not known for sure */
    static TextStore fast(InputStream in, Limits limits) throws IOException {
        TextStore texts = new TextStore(limits, limits.sharedStrings(), "sharedStrings");
        ByteWindow window = new ByteWindow(in);
        if (begin(window)) {
            items(window, texts);
        }
        return texts;
    }

    /** Leaves the window at the first text; answers false where there is none. */
    private static boolean begin(ByteWindow window) throws IOException {
        RootPrefix.leaveOut(window);
        int end = -1;
        while (end < 0) {
            int table = window.indexOf(TABLE, 0);
            end = table < 0 ? -1 : window.indexOf(TAG_END, table);
            if (end < 0 && !window.more()) {
                throw new Unrecognised("no table of texts");
            }
        }
        String before = new String(window.bytes, 0, end, StandardCharsets.UTF_8);
        if (before.contains("<!")
                || !FastSheet.isUtf8(before)
                || !before.matches("(?s)\uFEFF?(<\\?xml\\s[^>]*\\?>)?\\s*<sst[\\s>/]?.*")) {
            throw new Unrecognised("what precedes the texts");
        }
        window.at = end + 1;
        return window.bytes[end - 1] != '/';
    }

    private static void items(ByteWindow window, TextStore texts) throws IOException {
        for (; ; ) {
            int end = window.through(ITEM_END);
            if (end < 0) {
                end = window.through(TABLE_END);
                if (end < 0) {
                    throw new Unrecognised("XML that does not end");
                }
            }
            int at = window.at;
            byte[] b = window.bytes;
            while (at < end) {
                if (b[at] >= 0 && b[at] <= ' ') {
                    at++;
                } else if (window.isAt(TABLE_END, at)) {
                    return;
                } else {
                    at = item(window, at, texts);
                }
            }
            window.at = at;
        }
    }

    private static int item(ByteWindow window, int at, TextStore texts) {
        byte[] b = window.bytes;
        if (b[at] != '<' || b[at + 1] != 's' || b[at + 2] != 'i' || b[at + 3] != '>' && b[at + 3] != '/') {
            throw new Unrecognised("an element among the texts");
        }
        if (b[at + 3] == '/') {
            CellScanner.require(b[at + 4] == '>', "a tag");
            texts.add(b, 0, 0);
            return at + 5;
        }
        int from = at + 4;
        int to = ByteWindow.indexOf(b, ITEM_END, from, window.limit);
        CellScanner.require(to >= 0, "a text that does not end");
        byte[] text = XmlText.richText(b, from, to).getBytes(StandardCharsets.UTF_8);
        texts.add(text, 0, text.length);
        return to + ITEM_END.length;
    }

    /** What gathers the texts from a parser. */
    static final class Handler extends DefaultHandler {
        private final TextStore texts;
        private final Limits limits;
        private final StringBuilder text = new StringBuilder();
        private boolean isCollecting;
        private boolean isPhonetic;

        Handler(Limits limits) {
            this.limits = limits;
            texts = new TextStore(limits, limits.sharedStrings(), "sharedStrings");
        }

        TextStore texts() {
            return texts;
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            switch (local) {
                case "si" -> text.setLength(0);
                case "rPh" -> isPhonetic = true;
                case "t" -> isCollecting = !isPhonetic;
                default -> {
                    // Formats of runs say nothing.
                }
            }
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            if (isCollecting) {
                text.append(chars, start, length);
                XmlPart.checkLength(text, limits);
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            switch (local) {
                case "si" -> {
                    byte[] bytes = XmlText.unescape(text.toString()).getBytes(StandardCharsets.UTF_8);
                    texts.add(bytes, 0, bytes.length);
                }
                case "rPh" -> isPhonetic = false;
                case "t" -> isCollecting = false;
                default -> {
                    // Only texts matter.
                }
            }
        }
    }
}
