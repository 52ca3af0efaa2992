package org.sumario.excel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Character data of a workbook's XML as text: entities, line ends, and the escapes of characters that XML cannot hold. */
final class XmlText {
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Pattern ENTITY = Pattern.compile("&(?:#x([0-9A-Fa-f]{1,8})|#([0-9]{1,9})|([a-z]{2,4}));");

    private static final byte[] TEXT = {'t'};
    private static final byte[] TEXT_END = "</t>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PHONETIC = "rPh".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PHONETIC_END = "</rPh>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRACKET = {'<'};

    private static final int MOST_BYTES = 1 << 20;

    private XmlText() {}

    /**
     * The text that bytes of character data stand for, escapes of {@link #unescape} still in it.
     *
     * @throws Unrecognised for what XML does not allow, or an entity that is none of its own
     */
    static String decode(byte[] bytes, int from, int to) {
        checkBytes(from, to);
        String raw;
        try {
            raw = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unrecognised("bytes that are no UTF-8");
        }
        if (raw.contains("]]>")) {
            throw new Unrecognised("]]>");
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= '\uFFFE') {
                throw new Unrecognised("a character that XML does not allow");
            }
        }
        String lines = raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
        return lines.indexOf('&') < 0 ? lines : entities(lines);
    }

    /** Resolves {@code _x000D_} and its like, as spreadsheet programs write characters that XML cannot hold. */
    static String unescape(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher escapes = ESCAPE.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (escapes.find()) {
            char character = (char) Integer.parseInt(escapes.group(1), 16);
            escapes.appendReplacement(plain, Matcher.quoteReplacement(String.valueOf(character)));
        }
        return escapes.appendTail(plain).toString();
    }

    /**
     * The text of elements such as {@code <t>…</t>} and {@code <r><t>…</t></r>}, phonetic runs left out, escapes resolved.
     *
     * @throws Unrecognised for what is no such element
     */
    static String richText(byte[] bytes, int from, int to) {
        checkBytes(from, to);
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to) {
            if (bytes[at] != '<') {
                if (bytes[at] > ' ' || bytes[at] < 0) {
                    throw new Unrecognised("text beside the elements of a text");
                }
                at++;
                continue;
            }
            int end = tagEnd(bytes, at + 1, to);
            boolean isEmpty = bytes[end - 2] == '/';
            if (isNamed(bytes, at + 1, TEXT) && !isEmpty) {
                at = ByteWindow.indexOf(bytes, TEXT_END, end, to);
                if (at < 0 || ByteWindow.indexOf(bytes, BRACKET, end, at) >= 0) {
                    throw new Unrecognised("a text");
                }
                text.append(decode(bytes, end, at));
                at += TEXT_END.length;
            } else if (isNamed(bytes, at + 1, PHONETIC) && !isEmpty) {
                at = ByteWindow.indexOf(bytes, PHONETIC_END, end, to);
                if (at < 0) {
                    throw new Unrecognised("a phonetic run");
                }
                at += PHONETIC_END.length;
            } else {
                at = end;
            }
        }
        return unescape(text.toString());
    }

    /** A long text is left to the parser, which takes it piece by piece. */
    private static void checkBytes(int from, int to) {
        if (to - from > MOST_BYTES) {
            throw new Unrecognised("a text of more than " + MOST_BYTES + " bytes");
        }
    }

    private static boolean isNamed(byte[] bytes, int at, byte[] name) {
        return Arrays.equals(bytes, at, at + name.length, name, 0, name.length)
                && (bytes[at + name.length] <= ' ' || bytes[at + name.length] == '>' || bytes[at + name.length] == '/');
    }

    /** The index behind a tag's end; a {@code >} within a quoted value does not end it. */
    private static int tagEnd(byte[] bytes, int start, int to) {
        if (bytes[start] == '!' || bytes[start] == '?') {
            throw new Unrecognised("a comment or the like in a text");
        }
        byte quote = 0;
        for (int at = start; at < to; at++) {
            byte b = bytes[at];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '"' || b == '\'') {
                quote = b;
            } else if (b == '>') {
                return at + 1;
            } else if (b == '<') {
                break;
            }
        }
        throw new Unrecognised("a tag that does not end");
    }

    private static String entities(String text) {
        StringBuilder plain = new StringBuilder();
        Matcher entity = ENTITY.matcher(text);
        int at = 0;
        for (int next = text.indexOf('&'); next >= 0; next = text.indexOf('&', at)) {
            if (!entity.find(next) || entity.start() != next) {
                throw new Unrecognised("an entity");
            }
            plain.append(text, at, next).append(character(entity));
            at = entity.end();
        }
        return plain.append(text, at, text.length()).toString();
    }

    private static String character(Matcher entity) {
        if (entity.group(3) != null) {
            return switch (entity.group(3)) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                default -> throw new Unrecognised("entity " + entity.group(3));
            };
        }
        long point = entity.group(1) == null ? Long.parseLong(entity.group(2)) : Long.parseLong(entity.group(1), 16);
        boolean isCharacter = point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= ' ' && point < 0xD800
                || point >= 0xE000 && point < 0xFFFE
                || point >= 0x10000 && point <= 0x10FFFF;
        if (!isCharacter) {
            throw new Unrecognised("a character that XML does not allow");
        }
        return Character.toString((int) point);
    }
}
