package org.sumario.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a CSV in which every field is quoted, by its bytes: they are what is hashed and sorted. */
final class QuotedLine {
    private final byte[] bytes;
    private final int[] starts;

    private QuotedLine(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** A line with that many fields; empty where it is none, or no UTF-8. */
    static Optional<QuotedLine> parse(byte[] bytes, int fields) {
        int[] starts = new int[fields + 1];
        int at = 0;
        for (int field = 0; field < fields; field++) {
            starts[field] = at;
            if (at >= bytes.length || bytes[at] != '"') {
                return Optional.empty();
            }
            at = closing(bytes, at + 1) + 1;
            boolean isLast = field == fields - 1;
            if (at > bytes.length || (isLast ? at != bytes.length : at == bytes.length || bytes[at] != ',')) {
                return Optional.empty();
            }
            at++;
        }
        starts[fields] = at;
        return isUnicode(bytes) ? Optional.of(new QuotedLine(bytes, starts)) : Optional.empty();
    }

    /** Where the quote that ends a field stands; the length where there is none. */
    private static int closing(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length) {
            if (bytes[at] == '"') {
                if (at + 1 >= bytes.length || bytes[at + 1] != '"') {
                    return at;
                }
                at++;
            }
            at++;
        }
        return bytes.length;
    }

    private static boolean isUnicode(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The line that fields make. */
    static String of(List<? extends @Nullable Object> fields) {
        return fields.stream()
                .map(field -> '"' + (field == null ? "" : field.toString().replace("\"", "\"\"")) + '"')
                .collect(Collectors.joining(","));
    }

    static String of(@Nullable Object... fields) {
        return of(Collections.unmodifiableList(Arrays.asList(fields)));
    }

    String field(int index) {
        int from = starts[index] + 1;
        int to = starts[index + 1] - 2;
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).replace("\"\"", "\"");
    }

    List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < starts.length - 1; i++) {
            fields.add(field(i));
        }
        return fields;
    }

    /** A count, null where it is blank; empty where it is none of either as we write it. */
    Optional<Long> count(int index) {
        String text = field(index);
        return text.matches("0|[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    boolean isBlank(int index) {
        return starts[index + 1] - starts[index] == 3;
    }

    /** The bytes before a field. */
    byte[] before(int index) {
        return Arrays.copyOf(bytes, starts[index]);
    }

    boolean beginsWith(byte[] prefix) {
        return bytes.length > prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    boolean isBehind(QuotedLine other) {
        return Arrays.compareUnsigned(bytes, other.bytes) > 0;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
