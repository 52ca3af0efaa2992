package org.sumario.rows;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Row batches kept in a file between the two passes, so that memory does not grow with rows. */
public final class RowSpool implements RowReceiver, AutoCloseable {
    private final Path file;
    private final int columns;
    private DataOutputStream out;
    private final List<DataInputStream> readers = new ArrayList<>();

    private RowSpool(Path file, int columns, DataOutputStream out) {
        this.file = file;
        this.columns = columns;
        this.out = out;
    }

    /** A spool in a new file, which {@link #close} deletes. */
    public static RowSpool create(Path file, int columns) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new RowSpool(file, columns, open(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(RowBatch batch) {
        try {
            out.writeInt(batch.size);
            write(batch.rowNumbers, batch.size);
            for (int column = 0; column < columns; column++) {
                write(batch.codes[column], batch.size);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    @Override
    public void restart() {
        try {
            out.close();
            out = open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The batches in order; the iterator reuses one batch. */
    public Iterator<RowBatch> batches() {
        try {
            out.flush();
            DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            readers.add(in);
            return new Batches(in, Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(int[] values, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size * Integer.BYTES);
        bytes.asIntBuffer().put(values, 0, size);
        out.write(bytes.array());
    }

    private final class Batches implements Iterator<RowBatch> {
        private final DataInputStream in;
        private final RowBatch batch = new RowBatch(columns);
        private long left;

        Batches(DataInputStream in, long bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public RowBatch next() {
            if (left <= 0) {
                throw new NoSuchElementException();
            }
            try {
                batch.size = in.readInt();
                read(batch.rowNumbers);
                for (int column = 0; column < columns; column++) {
                    read(batch.codes[column]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            left -= (1L + (columns + 1L) * batch.size) * Integer.BYTES;
            return batch;
        }

        private void read(int[] values) throws IOException {
            byte[] bytes = new byte[batch.size * Integer.BYTES];
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asIntBuffer().get(values, 0, batch.size);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            for (DataInputStream reader : readers) {
                reader.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
