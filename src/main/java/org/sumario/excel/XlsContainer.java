package org.sumario.excel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** An OLE2 container whose blocks are read many at once. POI asks the file for each, which takes longer than to read what is in it. */
final class XlsContainer extends POIFSFileSystem {
    private static final int WINDOW_BYTES = 1 << 17;

    /** Null while POI's constructor reads the container's own tables. */
    private final @Nullable FileChannel channel;

    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;

    XlsContainer(Path file) throws IOException {
        super(file.toFile(), true);
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    protected ByteBuffer getBlockAt(int offset) throws IOException {
        int size = getBigBlockSize();
        long start = (offset + 1L) * size;
        if (channel == null || !holds(channel, start, size)) {
            return super.getBlockAt(offset);
        }
        return window.slice((int) (start - windowStart), size);
    }

    /** Whether the window holds a block, moved there if need be; the last block of a file may be cut short, and is left to POI. */
    private boolean holds(FileChannel from, long start, int size) throws IOException {
        if (start < windowStart || start + size > windowStart + window.limit()) {
            // Blocks given before stay what they are: each window is a new one.
            ByteBuffer next = ByteBuffer.allocate(WINDOW_BYTES);
            long at = start;
            for (int read = 0; read >= 0 && next.hasRemaining(); at += Math.max(read, 0)) {
                read = from.read(next, at);
            }
            window = next.flip();
            windowStart = start;
        }
        return start + size <= windowStart + window.limit();
    }

    @Override
    public void close() throws IOException {
        try (FileChannel closed = channel) {
            super.close();
        }
    }
}
