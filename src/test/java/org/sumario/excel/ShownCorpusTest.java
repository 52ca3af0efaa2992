package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.sumario.input.InputFiles;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/**
 * What cells of workbooks that others wrote show, by us and by POI's user model. The folder is given by {@code -Dsumario.corpus=DIR};
 * compared is what both read, but for the files that {@link CorpusTest} names.
 */
class ShownCorpusTest {
    private final List<String> differences = new ArrayList<>();
    private long cells;
    private int files;

    @Test
    void everyCellShowsWhatItShowsInPoi() throws IOException {
        String folder = System.getProperty("sumario.corpus", "");
        assumeTrue(!folder.isEmpty(), "no folder of workbooks given: -Dsumario.corpus=DIR");
        Path known = Path.of(folder, "known.txt");
        Set<Path> expected = new HashSet<>();
        if (Files.exists(known)) {
            Files.readAllLines(known).forEach(name -> expected.add(Path.of(folder, name)));
        }
        try (Stream<Path> found = Files.walk(Path.of(folder))) {
            for (Path file : (Iterable<Path>)
                    found.filter(one -> one.toString().matches("(?i).*[.](xlsx|xlsm|xltx|xltm|xls|xlt)"))
                            .sorted()::iterator) {
                if (!expected.contains(file)) {
                    compare(file);
                }
            }
        }
        String figures = files + " files, " + cells + " cells, " + differences.size() + " different";
        Files.write(
                Path.of("target/corpus-shown.txt"),
                (figures + "\n" + String.join("\n", differences)).getBytes(StandardCharsets.UTF_8));
        assertThat(differences).as(figures).isEmpty();
    }

    private void compare(Path file) {
        Map<String, String> theirs;
        try {
            theirs = theirs(file);
        } catch (IOException | OpenXML4JException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return;
        }
        Map<String, String> ours = new TreeMap<>();
        try {
            InputFiles.open(file, file.getFileName().toString(), Limits.DEFAULT)
                    .shownCells(
                            null,
                            (sheet, row, column, value, shown) ->
                                    ours.put(sheet + "!" + ShownReading.address(row, column), shown));
        } catch (Refused refused) {
            // That both read the same files is held elsewhere.
            return;
        }
        files++;
        ours.forEach((address, shown) -> {
            String expected = theirs.get(address);
            if (expected != null) {
                cells++;
                if (!expected.equals(shown)) {
                    differences.add(file.getFileName() + "!" + address + ": POI shows " + expected + ", we " + shown);
                }
            }
        });
    }

    private static Map<String, String> theirs(Path file) throws IOException, OpenXML4JException {
        if (file.toString().matches("(?i).*[.]xl[st]")) {
            try (Workbook book = new HSSFWorkbook(new POIFSFileSystem(file.toFile(), true))) {
                return ShownReading.of(book);
            }
        }
        try (OPCPackage contents = OPCPackage.open(file.toFile(), PackageAccess.READ);
                Workbook book = new XSSFWorkbook(contents)) {
            return ShownReading.of(book);
        }
    }
}
