package org.sumario.rows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a file may cost at most. A file beyond one of them is refused, naming it; each can be set to another value.
 *
 * @param entryBytes of one part of a workbook, or of one text file, inflated
 * @param totalBytes of all parts that are read of one file, inflated
 * @param ratio inflated to compressed bytes of one part; looked at beyond the first mebibyte
 * @param rows row numbers in a sheet, blank rows counted
 * @param columns columns in a sheet
 * @param cellLength UTF-16 units of one cell's text, as spreadsheets count them
 * @param sharedStrings texts in a workbook's table of texts
 * @param textBytes of distinct texts held at once, in UTF-8: what memory grows with
 * @param sheets in a workbook
 * @param members spreadsheets in one archive
 * @param xmlDepth elements within each other
 * @param seconds for reading one file once
 */
public record Limits(
        long entryBytes,
        long totalBytes,
        int ratio,
        int rows,
        int columns,
        int cellLength,
        int sharedStrings,
        int textBytes,
        int sheets,
        int members,
        int xmlDepth,
        int seconds) {

    /** Far above what publications come to, far below what harms a machine. */
    public static final Limits DEFAULT = new Limits(
            8L << 30, 16L << 30, 500, 100_000_000, 16_384, 32_767, 4_000_000, 64 << 20, 1_000, 1_000, 100, 1_800);

    /** The names of the limits, as settings and messages have them: {@code entry_bytes}. */
    public static List<String> names() {
        return Arrays.stream(Limits.class.getRecordComponents())
                .map(component -> name(component.getName()))
                .toList();
    }

    /** Asks for the value of each limit, by its name and with its default. */
    public static Limits of(Given given) {
        return new Limits(
                given.value("entry_bytes", DEFAULT.entryBytes),
                given.value("total_bytes", DEFAULT.totalBytes),
                (int) given.value("ratio", DEFAULT.ratio),
                (int) given.value("rows", DEFAULT.rows),
                (int) given.value("columns", DEFAULT.columns),
                (int) given.value("cell_length", DEFAULT.cellLength),
                (int) given.value("shared_strings", DEFAULT.sharedStrings),
                (int) given.value("text_bytes", DEFAULT.textBytes),
                (int) given.value("sheets", DEFAULT.sheets),
                (int) given.value("members", DEFAULT.members),
                (int) given.value("xml_depth", DEFAULT.xmlDepth),
                (int) given.value("seconds", DEFAULT.seconds));
    }

    /** Where limits come from; answers between 1 and 2,147,483,647 for all but those in bytes of a part or a file. */
    public interface Given {
        long value(String name, long standard);
    }

    /** A component's name in lower case with underscores. */
    public static String name(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A clock that has run out refuses the file. */
    public Deadline deadline() {
        return new Deadline(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }

    /** When reading must have ended. */
    public final class Deadline {
        private final long nanoTime;

        private Deadline(long nanoTime) {
            this.nanoTime = nanoTime;
        }

        public void check() {
            if (System.nanoTime() - nanoTime > 0) {
                throw new LimitExceeded("seconds", seconds);
            }
        }
    }
}
