package org.sumario.warehouse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A struct in Thrift's compact protocol, in which Parquet writes what it says of its columns and pages. Fields go in by ascending number.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">the protocol</a>
 */
final class CompactStruct {
    private static final int INTEGER = 5;
    private static final int LONG = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int lastField;

    CompactStruct integer(int field, int value) {
        begin(field, INTEGER);
        number(zigzag(value));
        return this;
    }

    CompactStruct longInteger(int field, long value) {
        begin(field, LONG);
        number(zigzag(value));
        return this;
    }

    CompactStruct text(int field, String value) {
        begin(field, BINARY);
        text(value);
        return this;
    }

    CompactStruct struct(int field, CompactStruct value) {
        begin(field, STRUCT);
        bytes.writeBytes(value.toBytes());
        return this;
    }

    CompactStruct integers(int field, List<Integer> values) {
        list(field, INTEGER, values.size());
        values.forEach(value -> number(zigzag(value)));
        return this;
    }

    CompactStruct texts(int field, List<String> values) {
        list(field, BINARY, values.size());
        values.forEach(this::text);
        return this;
    }

    CompactStruct structs(int field, List<CompactStruct> values) {
        list(field, STRUCT, values.size());
        values.forEach(value -> bytes.writeBytes(value.toBytes()));
        return this;
    }

    /** The struct with its end mark. */
    byte[] toBytes() {
        byte[] content = bytes.toByteArray();
        return java.util.Arrays.copyOf(content, content.length + 1);
    }

    private void begin(int field, int type) {
        bytes.write((field - lastField) << 4 | type);
        lastField = field;
    }

    private void list(int field, int type, int size) {
        begin(field, LIST);
        if (size < LONG_LIST) {
            bytes.write(size << 4 | type);
        } else {
            bytes.write(LONG_LIST << 4 | type);
            number(size);
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void number(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
