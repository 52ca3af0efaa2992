package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.Refused;
import org.sumario.rows.CellType;
import org.sumario.rows.CellValues;
import org.sumario.rows.Limits;
import org.sumario.rows.RawValue;

/**
 * Compares every workbook of a folder, given as {@code -Dsumario.corpus=FOLDER}, cell by cell: {@code x.xls} with POI's model of whole
 * workbooks, and where there is an {@code x.xls.xlsx} or {@code x.ods.xlsx}, what LibreOffice made of it, with the same of that.
 */
class OldFormatsCorpusTest {
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    /** Sheets of macros and charts, which hold figures of drawings: a person looks whether others are among them. */
    private final List<String> leftOut = new ArrayList<>();

    private int files;
    private long cells;

    @Test
    void everyCellIsWhatTheOthersRead(TestReporter reporter) throws IOException {
        String folder = System.getProperty("sumario.corpus");
        assumeTrue(folder != null, "no corpus given");
        try (Stream<Path> found = Files.walk(Path.of(folder))) {
            for (Path file : (Iterable<Path>) found.filter(one -> one.toString().matches("(?i).*\\.(xls|xlt|ods|ots)"))
                    .sorted()::iterator) {
                compare(file);
            }
        }
        reporter.publishEntry("figures", figures());
        assertThat(differences).as(figures()).isEmpty();
    }

    private String figures() {
        return files + " files, " + cells + " cells; refused " + refused + "; left out " + leftOut;
    }

    private void compare(Path file) {
        String name = file.getFileName().toString();
        InputFile ours = null;
        String reason = "";
        try {
            ours = InputFiles.open(file, name, Limits.DEFAULT);
            ours.sheets();
        } catch (Refused refusal) {
            reason = refusal.reason().code() + " "
                    + String.join(
                            " ", refusal.reason().arguments().stream().skip(1).toList());
        }
        Path twin = file.resolveSibling(name + ".xlsx");
        try (Workbook theirs = Files.exists(twin) ? new XSSFWorkbook(Files.newInputStream(twin)) : open(file)) {
            if (ours == null || !reason.isEmpty()) {
                differences.add(name + ": we refuse it, " + reason);
                return;
            }
            files++;
            for (Sheet sheet : theirs) {
                compare(name, ours, sheet, Files.exists(twin));
            }
        } catch (IOException | RuntimeException e) {
            refused.merge(reason.isEmpty() ? "read by us, refused by the other" : reason, 1, Integer::sum);
            if (reason.isEmpty()) {
                differences.add(name + ": only we read it, " + e);
            }
        }
    }

    private static Workbook open(Path file) throws IOException {
        return new HSSFWorkbook(new POIFSFileSystem(file.toFile(), true));
    }

    private void compare(String name, InputFile ours, Sheet sheet, boolean isTwin) {
        Set<String> formulas = new TreeSet<>();
        Map<String, RawValue> expected = UserModel.cells(sheet, formulas);
        boolean isThere = ours.sheets().stream().anyMatch(one -> one.sheetName().equals(sheet.getSheetName()));
        if (!isThere) {
            if (!expected.isEmpty()) {
                leftOut.add(name + "!" + sheet.getSheetName());
            }
            return;
        }
        try {
            cells += expected.size();
            Map<String, RawValue> actual = UserModel.cells(ours, sheet.getSheetName());
            if (isTwin) {
                asLibreOfficeWrites(expected, actual, formulas);
            }
            List<String> found = UserModel.differences(expected, actual);
            found.stream().limit(3).forEach(one -> differences.add(name + "!" + sheet.getSheetName() + "!" + one));
            if (found.size() > 3) {
                differences.add(name + "!" + sheet.getSheetName() + ": " + found.size() + " in all");
            }
        } catch (Refused refusal) {
            differences.add(name + "!" + sheet.getSheetName() + ": we refuse it, " + refusal.reason());
        }
    }

    /** LibreOffice calculates anew, writes fifteen digits, and truth values as numbers where no format says what they are. */
    private static void asLibreOfficeWrites(
            Map<String, RawValue> expected, Map<String, RawValue> actual, Set<String> formulas) {
        formulas.forEach(address -> {
            expected.remove(address);
            actual.remove(address);
        });
        actual.replaceAll((address, value) -> switch (value.type()) {
            case NUMBER -> rounded(value.text());
            case BOOLEAN ->
                expected.getOrDefault(address, value).type() == CellType.NUMBER
                        ? rounded(value.text().equals("TRUE") ? "1" : "0")
                        : value;
            default -> value;
        });
        expected.replaceAll((address, value) -> value.type() == CellType.NUMBER ? rounded(value.text()) : value);
    }

    private static RawValue rounded(String number) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(14, RoundingMode.HALF_EVEN));
        return new RawValue(CellType.NUMBER, CellValues.decimal(rounded.toString()));
    }
}
