import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Changes files as damage and malice do; what comes out depends on nothing but the random numbers. */
final class Mutations {
    private static final String[] NUMBERS = {
        "0", "-1", "1", "255", "256", "16384", "16385", "32767", "65535", "65536", "1048576", "1048577", "2147483647", "2147483648",
        "4294967295", "4294967297", "-2147483648", "99999999999999999999", "1E400", "1E-400", "1E2147483647", "NaN", "0x10", "", " 7 ", "1e5"
    };
    private static final String[] ATTRIBUTES = {
        " r=\"%\"", " s=\"%\"", " t=\"s\"", " t=\"inlineStr\"", " t=\"str\"", " t=\"b\"", " t=\"e\"", " t=\"d\"", " hidden=\"1\"",
        " min=\"%\" max=\"%\"", " table:number-rows-repeated=\"%\"", " table:number-columns-repeated=\"%\"",
        " table:number-columns-spanned=\"%\"", " office:value=\"%\"", " office:value-type=\"error\"", " TargetMode=\"External\"",
        " Target=\"../../../../etc/passwd\"", " Target=\"file:///etc/passwd\"", " xsi:schemaLocation=\"a http://127.0.0.1:9/b\"",
        " xml:space=\"preserve\"", " xmlns=\"%\"", " numFmtId=\"%\"", " ref=\"A1:XFD1048576\"", " text:c=\"%\"", " r:id=\"rId%\""
    };
    private static final String[] TEXTS = {
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file://" + FuzzOne.CANARY_FILE + "\">]>", "&e;", "&lt;", "&#0;", "&#x110000;", "&#xD800;", "<![CDATA[",
        "]]>", "<!--", "-->", "<?x y?>", "<?xml version=\"1.1\" encoding=\"UTF-16\"?>", "</row>", "</c>", "</sheetData>", "<row>",
        "<c><v>%</v></c>", "<c r=\"XFE%\"><v>1</v></c>", "<c t=\"s\"><v>%</v></c>", "<c t=\"inlineStr\"><is><t>x</t></is></c>", "<f>=cmd|'/c x'!A0</f>",
        "<si><t>x</t></si>", "</si>", "<si>", "<rPh>", "</sst>", "<mergeCell ref=\"%\"/>", "<cols><col min=\"%\" max=\"%\" hidden=\"1\"/></cols>",
        "<numFmt numFmtId=\"%\" formatCode=\"[$-F800]yyyy\"/>", "<xf numFmtId=\"%\"/>", "<table:table>", "</table:table>", "<table:shapes>",
        "<table:scenario/>", "<text:p>", "</text:p>", "<text:s text:c=\"%\"/>", "<xi:include href=\"file:///etc/passwd\"/>", "_x0000_", "_xD800_",
        "\0", "\r", "\r\n", "\n", "\"", "'", "\"\"", ",", ";", "\t", "|", "sep=;\n", "\uFEFF", "\uD83D\uDE00", "\u202E", "\u001b[2J", "a=",
        "<a", ">", "/>", "</", "=", "A1", "$A$1", "[Red]", "General"
    };
    private static final int[] BYTES = {0, 1, 2, 4, 8, 9, 10, 13, 16, 32, 34, 60, 62, 127, 128, 192, 224, 254, 255};
    private static final int MOST_RUN = 200_000;

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The seed changed once or a few times, and now and then put into a container. */
    byte[] of(Seed seed) throws IOException {
        byte[] bytes = switch (seed.kind()) {
            case "xlsx", "ods", "zip" -> random.nextInt(4) == 0 ? damaged(seed.bytes()) : rezipped(seed.bytes());
            case "xls" -> random.nextInt(3) == 0 ? damaged(seed.bytes()) : restreamed(seed.bytes());
            case "gz" -> damaged(seed.bytes());
            default -> text(seed.bytes());
        };
        return switch (random.nextInt(40)) {
            case 0 -> OwnSeeds.gzip(bytes);
            case 1 -> Zips.zip(Map.of("in/" + seed.name(), bytes), random.nextInt(2));
            case 2 -> damaged(OwnSeeds.gzip(bytes));
            default -> bytes;
        };
    }

    private byte[] rezipped(byte[] zip) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(Zips.parts(zip));
        if (parts.isEmpty()) {
            return damaged(zip);
        }
        List<String> names = new ArrayList<>(parts.keySet());
        // Themes and drawings are not read: most mutations of them would show nothing.
        List<String> read = names.stream()
                .filter(name -> name.matches("(?i).*(sheet[^/]*\\.xml|strings.*\\.xml|styles\\.xml|workbook.*|\\.rels|content\\.xml|meta\\.xml"
                        + "|manifest\\.xml|mimetype|core\\.xml|custom\\.xml|\\.csv|\\.xlsx|\\.ods|\\.xls)"))
                .toList();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            String name = read.isEmpty() || random.nextInt(20) == 0 ? one(names) : one(read);
            if (!parts.containsKey(name)) {
                continue;
            }
            switch (random.nextInt(14)) {
                case 0 -> parts.remove(name);
                case 1 -> parts.put(name, parts.getOrDefault(one(names), new byte[0]));
                case 2 -> parts.put(random.nextBoolean() ? name.toUpperCase(java.util.Locale.ROOT) : "../" + name, parts.remove(name));
                case 3 -> parts.put(name, damaged(parts.get(name)));
                default -> parts.put(name, xml(parts.get(name)));
            }
        }
        if (random.nextInt(10) == 0) {
            Collections.shuffle(names, random);
            Map<String, byte[]> shuffled = new LinkedHashMap<>();
            names.stream().filter(parts::containsKey).forEach(name -> shuffled.put(name, parts.get(name)));
            return Zips.zip(shuffled, random.nextInt(3));
        }
        return Zips.zip(parts, random.nextInt(3));
    }

    /** Changes records of a workbook's stream, lengths and all, in a container that is whole. */
    private byte[] restreamed(byte[] ole) {
        try (POIFSFileSystem container = new POIFSFileSystem(new ByteArrayInputStream(ole))) {
            for (String name : List.of("Workbook", "Book")) {
                if (container.getRoot().hasEntry(name)) {
                    byte[] stream;
                    try (var in = container.createDocumentInputStream(name)) {
                        stream = in.readAllBytes();
                    }
                    container.createOrUpdateDocument(new ByteArrayInputStream(records(stream)), name);
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    container.writeFilesystem(out);
                    return out.toByteArray();
                }
            }
        } catch (IOException | RuntimeException e) {
            return damaged(ole);
        }
        return damaged(ole);
    }

    private byte[] records(byte[] stream) {
        ByteBuffer buffer = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        for (int at = 0; at + 4 <= stream.length; ) {
            int end = Math.min(at + 4 + (buffer.getShort(at + 2) & 0xFFFF), stream.length);
            records.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && !records.isEmpty(); i++) {
            int at = random.nextInt(records.size());
            byte[] record = records.get(at);
            switch (random.nextInt(9)) {
                case 0 -> records.remove(at);
                case 1 -> records.add(random.nextInt(records.size() + 1), record);
                case 2 -> Collections.swap(records, at, random.nextInt(records.size()));
                case 3 -> records.set(at, length(Arrays.copyOf(record, Math.max(4, random.nextInt(record.length + 1)))));
                case 4 -> records.set(at, length(Arrays.copyOf(record, record.length + random.nextInt(300))));
                case 5 -> record[random.nextInt(4) % record.length] = (byte) number(BYTES);
                default -> {
                    int where = random.nextInt(record.length);
                    record[where] = random.nextBoolean() ? (byte) number(BYTES) : (byte) random.nextInt(256);
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        records.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] length(byte[] record) {
        record[2] = (byte) (record.length - 4);
        record[3] = (byte) (record.length - 4 >> 8);
        return record;
    }

    private byte[] xml(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            text = switch (random.nextInt(10)) {
                case 0 -> insert(text, at, token(TEXTS));
                case 1 -> insert(text, behind(text, '>', at), token(TEXTS));
                case 2, 3 -> insert(text, Math.max(behind(text, '>', at) - 1, 0), token(ATTRIBUTES));
                case 4, 5 -> numberAt(text, at);
                case 6 -> {
                    int other = behind(text, '>', random.nextInt(text.length()));
                    int from = behind(text, '>', at);
                    yield insert(text, other, text.substring(from, behind(text, '>', from)));
                }
                case 7 -> {
                    int from = behind(text, '>', at);
                    yield text.substring(0, from) + text.substring(behind(text, '>', from));
                }
                case 8 -> insert(text, at, run());
                default -> new String(damaged(text.getBytes(ISO_8859_1)), ISO_8859_1);
            };
        }
        return text.getBytes(ISO_8859_1);
    }

    private byte[] text(byte[] bytes) {
        byte[] changed = random.nextInt(3) == 0 ? damaged(bytes) : xml(bytes);
        return random.nextInt(12) == 0 ? new String(changed, UTF_8).getBytes(java.nio.charset.StandardCharsets.UTF_16LE) : changed;
    }

    /** Bits turned, bytes set, pieces cut off, cut out, doubled, moved. */
    private byte[] damaged(byte[] bytes) {
        byte[] changed = bytes.clone();
        int changes = 1 + random.nextInt(5);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            int at = random.nextInt(5) == 0 ? Math.max(changed.length - 1 - random.nextInt(80), 0) : random.nextInt(changed.length);
            at = random.nextInt(6) == 0 ? Math.min(random.nextInt(600), changed.length - 1) : at;
            int length = Math.min(1 + random.nextInt(1 << random.nextInt(12)), changed.length - at);
            switch (random.nextInt(9)) {
                case 0, 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed[at] = (byte) number(BYTES);
                case 3 -> Arrays.fill(changed, at, at + Math.min(length, 4), (byte) (random.nextBoolean() ? -1 : 0));
                case 4 -> changed = random.nextInt(3) == 0 ? Arrays.copyOf(changed, at) : changed;
                case 5 -> changed = join(Arrays.copyOf(changed, at), Arrays.copyOfRange(changed, at + length, changed.length));
                case 6 -> changed = join(Arrays.copyOf(changed, at + length), Arrays.copyOfRange(changed, at, changed.length));
                case 7 -> System.arraycopy(changed, at, changed, random.nextInt(changed.length - length + 1), length);
                default -> changed = join(Arrays.copyOf(changed, at), token(TEXTS).getBytes(UTF_8), Arrays.copyOfRange(changed, at, changed.length));
            }
        }
        return changed;
    }

    private String numberAt(String text, int at) {
        int from = at;
        while (from < text.length() && !Character.isDigit(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(0, from) + one(List.of(NUMBERS)) + text.substring(to);
    }

    private String run() {
        String piece = random.nextBoolean() ? token(TEXTS) : one(List.of("A", " ", "9", "<a>", "&amp;", "\"", "é", "\0"));
        return piece.repeat(1 + random.nextInt(Math.max(1, (random.nextInt(8) == 0 ? MOST_RUN : 400) / Math.max(1, piece.length()))));
    }

    private String token(String[] tokens) {
        String token = one(List.of(tokens));
        while (token.contains("%")) {
            token = token.replaceFirst("%", one(List.of(NUMBERS)));
        }
        return token;
    }

    private static String insert(String text, int at, String what) {
        return text.substring(0, at) + new String(what.getBytes(UTF_8), ISO_8859_1) + text.substring(at);
    }

    private static int behind(String text, char mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + 1;
    }

    private int number(int[] of) {
        return of[random.nextInt(of.length)];
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
