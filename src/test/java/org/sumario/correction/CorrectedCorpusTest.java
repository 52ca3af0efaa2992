package org.sumario.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.input.InputFile;
import org.sumario.input.Sheets;
import org.sumario.model.Refused;

/**
 * Marks a cell that is there and one that is not in every sheet of every workbook of a folder, {@code -Dsumario.corpus=DIR}: the copy has
 * the same cells, and POI, where it opens the workbook, opens the copy and finds both marks and the comments that were there.
 */
class CorrectedCorpusTest {
    private static final int ROW = 71;
    private static final int COLUMN = 26;

    @TempDir
    Path folder;

    @Test
    void everyWorkbookComesBackWithItsMarks() throws IOException {
        String corpus = System.getProperty("sumario.corpus", "");
        assumeTrue(!corpus.isEmpty(), "no folder of workbooks given: -Dsumario.corpus=DIR");
        ZipSecureFile.setMinInflateRatio(0);
        Map<String, TreeSet<String>> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(corpus))) {
            for (Path file :
                    files.filter(CorrectedCorpusTest::isWorkbook).sorted().toList()) {
                outcomes.computeIfAbsent(outcome(file), outcome -> new TreeSet<>())
                        .add(Path.of(corpus).relativize(file).toString());
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach((outcome, named) -> counts.put(outcome, named.size()));
        TreeSet<String> wrong = new TreeSet<>();
        outcomes.forEach((outcome, named) -> {
            if (outcome.contains("wrong")) {
                named.forEach(name -> wrong.add(name + ": " + outcome));
            }
        });
        assertThat(wrong).as(counts.toString()).isEmpty();
        assertThat(counts).as(counts.toString()).containsKey("marked");
    }

    private static boolean isWorkbook(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(xlsx|xlsm|xltx|xltm)");
    }

    private String outcome(Path file) throws IOException {
        InputFile input;
        try {
            input = Sheets.open(file);
            input.cells(null, (sheet, row, column, value) -> {});
        } catch (Refused refused) {
            return "not read";
        }
        Path given = Files.copy(file, folder.resolve("given.xlsx"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Corrected copy = new Corrected(given);
        input.sheetNames().forEach(sheet -> copy.bad(sheet, "A1").bad(sheet, "AA" + (ROW + 1)));
        try {
            copy.write();
        } catch (Refused refused) {
            return "refused " + refused.reason().code();
        } catch (IOException | RuntimeException failed) {
            return "wrong: " + failed;
        }
        var copied = copy.written().copied();
        String how = copied == null ? "marked" : "copied " + copied.code();
        try (InputStream in = Files.newInputStream(given);
                XSSFWorkbook before = new XSSFWorkbook(in)) {
            return how + seen(before, copy.copy(), input.sheetNames(), copied == null);
        } catch (IOException | RuntimeException unread) {
            return how + ", not read by POI";
        }
    }

    private static String seen(XSSFWorkbook before, Path copy, List<String> sheets, boolean isSame) {
        try (InputStream in = Files.newInputStream(copy);
                XSSFWorkbook after = new XSSFWorkbook(in)) {
            for (String name : sheets) {
                XSSFSheet sheet = after.getSheet(name);
                if (sheet == null) {
                    return ", no sheet of the name";
                }
                for (int[] place : new int[][] {{0, 0}, {ROW, COLUMN}}) {
                    Cell cell = sheet.getRow(place[0]).getCell(place[1]);
                    if (cell.getCellStyle().getFillPattern() != FillPatternType.SOLID_FOREGROUND
                            || !cell.getCellComment().getString().getString().contains("[BAD]")) {
                        return " wrong mark";
                    }
                }
                if (isSame
                        && !sheet.getCellComments()
                                .keySet()
                                .containsAll(
                                        before.getSheet(name).getCellComments().keySet())) {
                    return " wrong comments";
                }
            }
            return "";
        } catch (IOException | RuntimeException unread) {
            return ", wrong: the copy is not read by POI: " + unread;
        }
    }
}
