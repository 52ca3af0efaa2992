package org.sumario.excel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads ahead, so that inflating and scanning overlap. Pays for long streams where a core is idle; what
 * goes wrong in the thread is thrown where the stream is read.
 */
final class ReadAhead extends InputStream {
    private static final int PAGE_BYTES = 1 << 20;
    private static final int PAGES = 3;

    private final InputStream in;
    private final Thread thread = new Thread(this::run, "inflate");
    private final BlockingQueue<Page> empty = new LinkedBlockingQueue<>();
    private final BlockingQueue<Page> full = new LinkedBlockingQueue<>();
    private @Nullable Page page;
    private int at;

    /** Some bytes of the stream; the last page has none, or tells what went wrong. */
    private static final class Page {
        private final byte[] bytes = new byte[PAGE_BYTES];
        private int size;
        private @Nullable Throwable trouble;
    }

    private ReadAhead(InputStream in) {
        this.in = in;
        for (int i = 0; i < PAGES; i++) {
            empty.add(new Page());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** The stream itself where it is short, or no core is there to read it ahead. */
    static InputStream of(InputStream in, long compressedBytes) {
        boolean pays = compressedBytes > 1 << 22 && Runtime.getRuntime().availableProcessors() > 1;
        return pays ? new ReadAhead(in) : in;
    }

    private void run() {
        try {
            Page filled;
            do {
                filled = empty.take();
                try {
                    filled.size = in.readNBytes(filled.bytes, 0, PAGE_BYTES);
                } catch (IOException | RuntimeException | Error e) {
                    // Also the last kind: who waits for the page would wait for ever.
                    filled.size = 0;
                    filled.trouble = e;
                }
                full.add(filled);
            } while (filled.size > 0);
        } catch (InterruptedException closed) {
            // Nobody wants the rest.
            Thread.currentThread().interrupt();
        }
    }

    /** The page that has bytes left; null at the end of the stream. */
    private @Nullable Page page() throws IOException {
        if (page != null && at == page.size && page.size > 0) {
            empty.add(page);
            page = null;
        }
        if (page == null) {
            try {
                page = full.take();
                at = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        if (page.trouble instanceof IOException damage) {
            throw damage;
        }
        if (page.trouble instanceof RuntimeException refusal) {
            throw refusal;
        }
        if (page.trouble instanceof Error error) {
            throw error;
        }
        return page.size == 0 ? null : page;
    }

    @Override
    public int read() throws IOException {
        Page current = page();
        return current == null ? -1 : current.bytes[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Page current = page();
        if (current == null) {
            return -1;
        }
        int count = Math.min(length, current.size - at);
        System.arraycopy(current.bytes, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        in.close();
    }
}
