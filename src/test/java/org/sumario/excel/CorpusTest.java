package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sumario.input.InputFiles;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;
import org.sumario.rows.RowPreview;

/**
 * Workbooks that others wrote, read by us and by POI's user model: every cell must be equal. The folder is given by
 * {@code -Dsumario.corpus=DIR}; what differs for a known reason is named in a file {@code known.txt} in it, a file name a line.
 */
class CorpusTest {
    @Test
    void everyCellIsAsInPoi() throws IOException {
        String folder = System.getProperty("sumario.corpus", "");
        assumeTrue(!folder.isEmpty(), "no folder of workbooks given: -Dsumario.corpus=DIR");
        Path known = Path.of(folder, "known.txt");
        Set<String> expected = Files.exists(known) ? Set.copyOf(Files.readAllLines(known)) : Set.of();
        Map<String, List<String>> outcomes = new TreeMap<>();
        long[] cells = new long[1];
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    (Iterable<Path>) files.filter(CorpusTest::isWorkbook).sorted()::iterator) {
                String outcome = compare(file, cells);
                outcomes.computeIfAbsent(outcome.split(":")[0], kind -> new ArrayList<>())
                        .add(Path.of(folder).relativize(file) + " " + outcome);
            }
        }
        StringBuilder report = new StringBuilder();
        outcomes.forEach((kind, files) -> {
            report.append(kind).append(' ').append(files.size()).append('\n');
            if (!kind.equals("equal") && !kind.equals("both refuse")) {
                files.forEach(file -> report.append("    ").append(file).append('\n'));
            }
        });
        readers.forEach((how, sheets) -> report.append("sheets by ")
                .append(how)
                .append(": ")
                .append(sheets)
                .append('\n'));
        report.append("cells ").append(cells[0]).append('\n');
        Files.write(Path.of("target/corpus.txt"), report.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(outcomes.keySet()).doesNotContain("fast and thorough differ", "only fast reads");
        assertThat(outcomes.getOrDefault("differ", List.of()))
                .filteredOn(line -> !expected.contains(line.substring(0, line.indexOf(' '))))
                .isEmpty();
    }

    /** How many sheets the scanner read, and why it left the others to the parser. */
    private final Map<String, Integer> readers = new TreeMap<>();

    private void countReaders(Path file) {
        try {
            XlsxFile workbook = XlsxFile.open(file, Limits.DEFAULT);
            for (int i = 0; i < workbook.outline().sheets().size(); i++) {
                RowPreview rows = new RowPreview(row -> true, Limits.DEFAULT);
                workbook.read(i, rows);
                String how = rows.profile.notes().stream()
                        .filter(note -> note.code().equals("READ_THOROUGHLY"))
                        .map(note -> "parser, for " + note.detail())
                        .findFirst()
                        .orElse("scanner");
                readers.merge(how, 1, Integer::sum);
            }
        } catch (IOException | RuntimeException e) {
            readers.merge("refused", 1, Integer::sum);
        }
    }

    private static boolean isWorkbook(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(xlsx|xlsm|xltx|xltm)");
    }

    private String compare(Path file, long[] count) {
        @Nullable Map<String, Object> poi = null;
        String trouble = "";
        try (OPCPackage contents = OPCPackage.open(file.toFile(), PackageAccess.READ);
                XSSFWorkbook workbook = new XSSFWorkbook(contents)) {
            poi = PoiReading.of(workbook);
        } catch (IOException
                | org.apache.poi.openxml4j.exceptions.OpenXML4JException
                | RuntimeException
                | StackOverflowError
                | OutOfMemoryError e) {
            trouble = String.valueOf(e);
        }
        Map<String, Object> ours;
        countReaders(file);
        try {
            ours = PoiReading.of(InputFiles.open(file, file.getFileName().toString(), Limits.DEFAULT));
        } catch (Refused refused) {
            return poi == null ? "both refuse" : "only we refuse: " + refused.getMessage();
        }
        try {
            List<String> own =
                    PoiReading.differences(PoiReading.thoroughly(XlsxFile.open(file, Limits.DEFAULT)), ours, 3);
            if (!own.isEmpty()) {
                return "fast and thorough differ: " + own;
            }
        } catch (IOException | RuntimeException e) {
            return "only fast reads: " + e;
        }
        if (poi == null) {
            return "only POI refuses: " + trouble.lines().findFirst().orElse("") + " (ours " + ours.size() + " cells)";
        }
        count[0] += poi.size();
        List<String> differences = PoiReading.differences(poi, ours, 3);
        return differences.isEmpty() ? "equal" : "differ: " + differences;
    }
}
