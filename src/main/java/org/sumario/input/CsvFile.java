package org.sumario.input;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sumario.model.Refused;

/** A delimited text file as one sheet; its lines are rows, its encoding and delimiter are found from its content. */
final class CsvFile implements Workbook {
    private static final char BOM = '\uFEFF';

    private final Path file;
    private final String fileName;
    private final Charset charset;
    private final char delimiter;

    private CsvFile(Path file, String fileName, Charset charset, char delimiter) {
        this.file = file;
        this.fileName = fileName;
        this.charset = charset;
        this.delimiter = delimiter;
    }

    /** @throws Refused when the text is no table */
    static CsvFile open(Path file, String fileName) {
        Charset charset = charset(file);
        String beginning = beginning(file, charset);
        boolean binary = beginning.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f');
        char delimiter = delimiter(beginning);
        if (binary || delimiter == 0 || beginning.stripLeading().startsWith("<")) {
            throw new Refused("NOT_A_SPREADSHEET", fileName);
        }
        return new CsvFile(file, fileName, charset, delimiter);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public List<Sheet> sheets() {
        return List.of(new Sheet(sheetName(), false));
    }

    @Override
    public void read(int sheetIndex, RowSink sink) throws IOException {
        try (CsvReader<CsvRecord> records = records()) {
            for (CsvRecord row : records) {
                List<String> fields = row.getFields();
                for (int column = 0; column < fields.size(); column++) {
                    sink.cell(column, value(fields.get(column)));
                }
                if (!sink.endRow((int) row.getStartingLineNumber())) {
                    return;
                }
            }
        }
    }

    private static RawValue value(String field) {
        return field.isEmpty() ? RawValue.BLANK : new RawValue(CellType.TEXT, field);
    }

    private String sheetName() {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private CsvReader<CsvRecord> records() throws IOException {
        Reader reader = new InputStreamReader(Files.newInputStream(file), charset);
        Reader text = skipBom(reader);
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text);
    }

    private static Reader skipBom(Reader reader) throws IOException {
        java.io.PushbackReader pushback = new java.io.PushbackReader(reader, 1);
        int first = pushback.read();
        if (first >= 0 && first != BOM) {
            pushback.unread(first);
        }
        return pushback;
    }

    private static Charset charset(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(1 << 16);
            if (head.length >= 2 && ((head[0] == -1 && head[1] == -2) || (head[0] == -2 && head[1] == -1))) {
                return StandardCharsets.UTF_16;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return isUtf8(file) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    /** Whether every byte of the file is UTF-8: a single letter in another encoding decides for the whole file. */
    private static boolean isUtf8(Path file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        try (var channel = Files.newByteChannel(file)) {
            boolean end = false;
            while (!end) {
                end = channel.read(bytes) < 0;
                bytes.flip();
                CoderResult result = decoder.decode(bytes, chars, end);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
                chars.clear();
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String beginning(Path file, Charset charset) {
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), charset)) {
            char[] chars = new char[1 << 15];
            int size = 0;
            for (int read = 0; read >= 0 && size < chars.length; size += Math.max(read, 0)) {
                read = reader.read(chars, size, chars.length - size);
            }
            return new String(chars, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The delimiter that stands most often outside quotes in the first line that has any; 0 where none does. */
    private static char delimiter(String text) {
        String candidates = ",;\t|";
        int[] counts = new int[candidates.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            int candidate = candidates.indexOf(c);
            if (!quoted && candidate >= 0) {
                counts[candidate]++;
            }
            if (!quoted && c == '\n' && java.util.Arrays.stream(counts).sum() > 0) {
                break;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return counts[best] == 0 ? 0 : candidates.charAt(best);
    }
}
