package org.sumario.warehouse;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.sumario.model.ObservationBatch;

/**
 * A Parquet file of plain integers, written without DuckDB: its driver takes a lock for every cell. DuckDB reads the file and packs it.
 *
 * @see <a href="https://github.com/apache/parquet-format">the format</a>
 */
final class PlainParquet implements Closeable {
    /** As many rows as DuckDB keeps in one row group. */
    private static final int GROUP_ROWS = 60 * ObservationBatch.CAPACITY;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int PLAIN = 0;
    private static final int RUN_LENGTH = 3;

    private final FileChannel channel;
    private final String name;
    private final List<String> integers;
    private final List<String> longs;
    private final List<ByteBuffer> columns = new ArrayList<>();
    private final List<CompactStruct> groups = new ArrayList<>();
    private int groupRows;
    private long rows;

    /**
     * Creates the file.
     *
     * @param integers names of its columns of 32 bits
     * @param longs names of those of 64 bits, which come after them
     */
    PlainParquet(Path path, String name, List<String> integers, List<String> longs) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.name = name;
        this.integers = integers;
        this.longs = longs;
        for (int i = 0; i < integers.size() + longs.size(); i++) {
            columns.add(ByteBuffer.allocateDirect(GROUP_ROWS * bytes(i)).order(ByteOrder.LITTLE_ENDIAN));
        }
        put(ByteBuffer.wrap(MAGIC));
    }

    /** Adds the first rows of arrays, one for each column; at most {@link ObservationBatch#CAPACITY}. */
    void add(int[][] integerValues, long[][] longValues, int size) throws IOException {
        if (groupRows + size > GROUP_ROWS) {
            finishGroup();
        }
        for (int i = 0; i < integers.size(); i++) {
            ByteBuffer column = columns.get(i);
            column.asIntBuffer().put(integerValues[i], 0, size);
            column.position(column.position() + size * Integer.BYTES);
        }
        for (int i = 0; i < longs.size(); i++) {
            ByteBuffer column = columns.get(integers.size() + i);
            column.asLongBuffer().put(longValues[i], 0, size);
            column.position(column.position() + size * Long.BYTES);
        }
        groupRows += size;
    }

    private void finishGroup() throws IOException {
        if (groupRows == 0) {
            return;
        }
        List<CompactStruct> chunks = new ArrayList<>();
        long start = channel.position();
        for (int i = 0; i < columns.size(); i++) {
            chunks.add(writeChunk(i));
        }
        groups.add(new CompactStruct()
                .structs(1, chunks)
                .longInteger(2, channel.position() - start)
                .longInteger(3, groupRows));
        rows += groupRows;
        groupRows = 0;
    }

    /** A column of a row group: one page. */
    private CompactStruct writeChunk(int column) throws IOException {
        long start = channel.position();
        ByteBuffer values = columns.get(column).flip();
        put(ByteBuffer.wrap(new CompactStruct()
                .integer(1, 0)
                .integer(2, values.limit())
                .integer(3, values.limit())
                .struct(
                        5,
                        new CompactStruct()
                                .integer(1, groupRows)
                                .integer(2, PLAIN)
                                .integer(3, RUN_LENGTH)
                                .integer(4, RUN_LENGTH))
                .toBytes()));
        put(values);
        values.clear();
        long size = channel.position() - start;
        return new CompactStruct()
                .longInteger(2, start)
                .struct(
                        3,
                        new CompactStruct()
                                .integer(1, type(column))
                                .integers(2, List.of(PLAIN))
                                .texts(3, List.of(name(column)))
                                .integer(4, 0)
                                .longInteger(5, groupRows)
                                .longInteger(6, size)
                                .longInteger(7, size)
                                .longInteger(9, start));
    }

    /** Ends the file; one that failed has no end and is read by nobody. */
    void finish() throws IOException {
        finishGroup();
        List<CompactStruct> schema = new ArrayList<>();
        schema.add(new CompactStruct().text(4, name).integer(5, columns.size()));
        for (int i = 0; i < columns.size(); i++) {
            schema.add(new CompactStruct().integer(1, type(i)).integer(3, 0).text(4, name(i)));
        }
        byte[] footer = new CompactStruct()
                .integer(1, 1)
                .structs(2, schema)
                .longInteger(3, rows)
                .structs(4, groups)
                .toBytes();
        put(ByteBuffer.wrap(footer));
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .flip());
        put(ByteBuffer.wrap(MAGIC));
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private String name(int column) {
        return column < integers.size() ? integers.get(column) : longs.get(column - integers.size());
    }

    private int type(int column) {
        return column < integers.size() ? INT32 : INT64;
    }

    private int bytes(int column) {
        return column < integers.size() ? Integer.BYTES : Long.BYTES;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
