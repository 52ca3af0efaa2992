package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.sumario.model.Reason;

/**
 * The XML of a part in pieces which, put one behind the other, are the same bytes again. A parser and a writer would change what they are
 * not asked to: line ends in attributes, empty elements, prefixes. What is put in between is ASCII, so that only texts of two-byte
 * encodings need decoding; in all others markup is ASCII too, and bytes pass as they are.
 */
final class Markup {
    private static final int MOST_TAG = 4 << 20;
    private static final int MOST_TEXT = 1 << 13;

    /** What a piece is. */
    enum Kind {
        /** Character data, or a part of it. */
        TEXT,
        START,
        END,
        /** A tag that is start and end. */
        EMPTY,
        /** A comment, a declaration and the like. */
        OTHER
    }

    private final Reader reader;
    private final Charset encoding;
    private final char[] buffer = new char[1 << 15];
    private int position;
    private int limit;
    private final StringBuilder piece = new StringBuilder();
    private Kind kind = Kind.OTHER;
    private int depth;

    private Markup(Reader reader, Charset encoding) {
        this.reader = reader;
        this.encoding = encoding;
    }

    /** Begins to read a part. */
    static Markup of(InputStream in) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(in, 2);
        byte[] first = pushback.readNBytes(2);
        pushback.unread(first);
        Charset encoding = StandardCharsets.ISO_8859_1;
        if (first.length == 2) {
            int mark = (first[0] & 0xFF) << 8 | first[1] & 0xFF;
            if (mark == 0xFEFF || mark == '<') {
                encoding = StandardCharsets.UTF_16BE;
            } else if (mark == 0xFFFE || mark == '<' << 8) {
                encoding = StandardCharsets.UTF_16LE;
            }
        }
        return new Markup(new InputStreamReader(pushback, encoding), encoding);
    }

    /** Writes in the encoding of this part. */
    Writer writer(OutputStream out) {
        return new OutputStreamWriter(out, encoding);
    }

    /** Goes on to the next piece; false at the end. */
    boolean next() throws IOException {
        depth += kind == Kind.START ? 1 : kind == Kind.END ? -1 : 0;
        piece.setLength(0);
        kind = Kind.OTHER;
        int first = peek();
        if (first < 0) {
            return false;
        }
        if (first == '<') {
            tag();
        } else {
            kind = Kind.TEXT;
            do {
                take();
            } while (piece.length() < MOST_TEXT && peek() >= 0 && peek() != '<');
        }
        return true;
    }

    /** How many elements are open where the piece begins; the end of an element stands within it. */
    int depth() {
        return depth;
    }

    Kind kind() {
        return kind;
    }

    boolean isStart() {
        return kind == Kind.START || kind == Kind.EMPTY;
    }

    /** The piece as it stands. */
    String raw() {
        return piece.toString();
    }

    Tag tagOf() {
        return new Tag(piece.toString());
    }

    private void tag() throws IOException {
        take();
        int second = peek();
        if (second == '?') {
            until("?>");
        } else if (second == '!') {
            take();
            if (peek() == '-') {
                until("-->");
            } else if (peek() == '[') {
                until("]]>");
            } else {
                throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
            }
        } else {
            untilTagEnds();
            kind = second == '/' ? Kind.END : piece.charAt(piece.length() - 2) == '/' ? Kind.EMPTY : Kind.START;
        }
    }

    private void untilTagEnds() throws IOException {
        int quote = 0;
        while (true) {
            int character = take();
            if (quote != 0) {
                quote = character == quote ? 0 : quote;
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (character == '>') {
                return;
            }
        }
    }

    private void until(String end) throws IOException {
        int from = piece.length();
        while (piece.length() - from < end.length() || piece.indexOf(end, piece.length() - end.length()) < 0) {
            take();
        }
    }

    private int peek() throws IOException {
        if (position == limit) {
            limit = Math.max(reader.read(buffer), 0);
            position = 0;
        }
        return position == limit ? -1 : buffer[position];
    }

    private int take() throws IOException {
        int character = peek();
        if (character < 0 || piece.length() > MOST_TAG) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
        }
        position++;
        piece.append((char) character);
        return character;
    }
}
