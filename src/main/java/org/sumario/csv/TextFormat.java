package org.sumario.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.sumario.model.Refused;

/**
 * How a table stands in a text file, found from its beginning.
 *
 * @param isTable whether it may be more than prose with commas or data of another notation
 * @param prologueBytes before the first line of the table: a byte order mark, a line that tells the delimiter
 * @param firstLine of the table, 1-based
 */
record TextFormat(TextEncoding encoding, byte delimiter, boolean isTable, int prologueBytes, int firstLine) {
    /** Control characters beyond here are left to whoever reads the cell. */
    private static final int BEGINNING_BYTES = 1 << 15;

    private static final String DELIMITERS = ",;\t|";

    /** @throws Refused when the text is no table */
    static TextFormat of(Path file, String fileName) throws IOException {
        TextEncoding encoding;
        try (InputStream in = Files.newInputStream(file)) {
            encoding = TextEncoding.of(in.readNBytes(BEGINNING_BYTES));
        }
        byte[] beginning;
        try (InputStream in = encoding.open(file)) {
            beginning = in.readNBytes(BEGINNING_BYTES);
        }
        int begin = TextEncoding.startsWithBom(beginning) ? 3 : 0;
        refuseOthers(beginning, begin, fileName);
        int told = lineOfDelimiter(beginning, begin);
        byte delimiter = told > 0 ? beginning[begin + 4] : delimiter(beginning, begin);
        if (delimiter == 0) {
            throw new Refused("NOT_A_SPREADSHEET", fileName);
        }
        int table = begin + told;
        return new TextFormat(encoding, delimiter, isTable(beginning, table, delimiter), table, told > 0 ? 2 : 1);
    }

    TextFormat with(TextEncoding other) {
        return new TextFormat(other, delimiter, isTable, prologueBytes, firstLine);
    }

    /** As a note has it, in no language: {@code UTF-8 ";"}. */
    String described(String encodingName) {
        String name = delimiter == '\t' ? "\\t" : String.valueOf((char) delimiter);
        return encodingName + " \"" + name + '"';
    }

    private static void refuseOthers(byte[] beginning, int begin, String fileName) {
        boolean first = true;
        for (int i = begin; i < beginning.length; i++) {
            int c = beginning[i];
            if (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                throw new Refused("NOT_A_SPREADSHEET", fileName);
            }
            if (first && c == '<') {
                throw new Refused("HTML_NOT_READ", fileName);
            }
            first &= c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
        }
    }

    /** The length of a first line such as {@code sep=;}, which Excel writes and obeys; 0 where there is none. */
    private static int lineOfDelimiter(byte[] bytes, int begin) {
        if (bytes.length < begin + 6
                || (bytes[begin] | ' ') != 's'
                || (bytes[begin + 1] | ' ') != 'e'
                || (bytes[begin + 2] | ' ') != 'p'
                || bytes[begin + 3] != '=') {
            return 0;
        }
        byte delimiter = bytes[begin + 4];
        byte end = bytes[begin + 5];
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter < 0) {
            return 0;
        }
        if (end == '\n') {
            return 6;
        }
        return end != '\r' ? 0 : bytes.length > begin + 6 && bytes[begin + 6] == '\n' ? 7 : 6;
    }

    /** The delimiter that gives the same number of fields, more than one, in most lines; the one with more fields where two do. 0 for none. */
    private static byte delimiter(byte[] bytes, int begin) {
        byte best = 0;
        int mostLines = 0;
        int mostFields = 0;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            byte candidate = (byte) DELIMITERS.charAt(i);
            Map<Integer, Integer> linesByFields = linesByFields(bytes, begin, candidate);
            int lines = linesThatAgree(linesByFields);
            int fields = linesByFields.entrySet().stream()
                    .filter(entry -> entry.getValue() == lines && entry.getKey() > 1)
                    .mapToInt(Map.Entry::getKey)
                    .max()
                    .orElse(0);
            if (lines > mostLines || lines == mostLines && lines > 0 && fields > mostFields) {
                best = candidate;
                mostLines = lines;
                mostFields = fields;
            }
        }
        return best;
    }

    /** Whether two lines in three agree, all where it is written like prose; and it is no JSON, of which most lines end with a comma. */
    private static boolean isTable(byte[] bytes, int begin, byte delimiter) {
        Map<Integer, Integer> linesByFields = linesByFields(bytes, begin, delimiter);
        int lines = linesByFields.values().stream().mapToInt(Integer::intValue).sum();
        boolean isJson = lines > 0 && (bytes[begin] == '{' || bytes[begin] == '[');
        int agree = linesThatAgree(linesByFields);
        boolean doAgree = isLikeProse(bytes, begin, delimiter) ? agree == lines : agree * 3 >= lines * 2;
        return lines > 1 && doAgree && !isJson;
    }

    /** Whether white space follows every delimiter, as in a sentence. */
    private static boolean isLikeProse(byte[] bytes, int begin, byte delimiter) {
        for (int i = begin; i < bytes.length - 1; i++) {
            if (bytes[i] == delimiter && bytes[i + 1] != ' ' && bytes[i + 1] != '\n' && bytes[i + 1] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** How many lines have the same number of fields, more than one: those of the number that most have. */
    private static int linesThatAgree(Map<Integer, Integer> linesByFields) {
        return linesByFields.entrySet().stream()
                .filter(entry -> entry.getKey() > 1)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** How many lines have one field, two fields and so on, were this the delimiter; blank lines left out. */
    private static Map<Integer, Integer> linesByFields(byte[] bytes, int begin, byte delimiter) {
        Map<Integer, Integer> lines = new HashMap<>();
        int fields = 1;
        int lineBegin = begin;
        boolean inQuotes = false;
        boolean quotedField = false;
        for (int i = begin; i < bytes.length; i++) {
            byte b = bytes[i];
            boolean atStart = i == begin || isEnd(bytes[i - 1], delimiter) && !inQuotes;
            quotedField = atStart ? b == '"' : quotedField;
            inQuotes ^= quotedField && b == '"';
            if (!inQuotes && b == delimiter) {
                fields++;
            } else if (!inQuotes && (b == '\n' || b == '\r')) {
                count(lines, fields, i - lineBegin);
                fields = 1;
                lineBegin = i + 1;
            }
        }
        // A line that was cut off, or that a quote swallowed, tells nothing beside others.
        if (linesThatAgree(lines) == 0 || bytes.length < BEGINNING_BYTES && !inQuotes) {
            count(lines, fields, bytes.length - lineBegin);
        }
        return lines;
    }

    private static void count(Map<Integer, Integer> lines, int fields, int length) {
        if (length > 0) {
            lines.merge(fields, 1, Integer::sum);
        }
    }

    private static boolean isEnd(byte b, byte delimiter) {
        return b == delimiter || b == '\n' || b == '\r';
    }
}
