package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a release that its digests are hashed over, and those of its cells; they pass one by one, so memory does not grow with them. */
public final class ReleaseLines implements AutoCloseable {
    private final Duck duck;

    private ReleaseLines(Duck duck) {
        this.duck = duck;
    }

    /**
     * Opens the file of a release.
     *
     * @param scratch a folder that may be made for what the memory does not hold
     */
    public static ReleaseLines of(Path file, Path scratch) {
        Duck duck = Duck.openStreaming(file);
        duck.spillInto(scratch);
        return new ReleaseLines(duck);
    }

    /** Takes lines in the order of their bytes. */
    public interface Receiver {
        void line(String line) throws IOException;
    }

    /** A vintage in the file. */
    public record Vintage(int key, CanonicalCsv csv) {}

    /** Every vintage by its code. */
    public Map<String, Vintage> vintages() {
        return duck.query(
                "select vintage_code, vintage_key, complaint_count is not null from star.dim_vintage order by vintage_key",
                result -> {
                    Map<String, Vintage> found = new LinkedHashMap<>();
                    while (result.next()) {
                        CanonicalCsv csv = result.getBoolean(3) ? CanonicalCsv.COMPLAINT : CanonicalCsv.CASE;
                        found.put(result.getString(1), new Vintage(result.getInt(2), csv));
                    }
                    return found;
                });
    }

    /** The canonical CSV of a vintage, header first. */
    public void canonical(Vintage vintage, Receiver receiver) throws IOException {
        receiver.line(vintage.csv().header());
        give(vintage.csv().lines(vintage.key()), receiver);
    }

    /** The cells of a vintage, header first. */
    public void cells(Vintage vintage, Receiver receiver) throws IOException {
        receiver.line(vintage.csv().cellHeader());
        give(vintage.csv().cellLines(vintage.key()), receiver);
    }

    /** The lines that the record digest of a relation is hashed over. */
    public void record(String relation, Receiver receiver) throws IOException {
        give(RecordDigest.lines(relation), receiver);
    }

    private void give(String sql, Receiver receiver) throws IOException {
        try {
            duck.query(sql, result -> {
                while (result.next()) {
                    hand(result.getString(1), receiver);
                }
                return receiver;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void hand(String line, Receiver receiver) {
        try {
            receiver.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        duck.close();
    }
}
