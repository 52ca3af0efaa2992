package org.sumario.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.input.Sheets;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

class XlsFileTest {
    @TempDir
    Path folder;

    @Test
    void cellsAreTypedAsStored() {
        Path file = write(book -> {
            HSSFRow row = book.createSheet("Data").createRow(0);
            row.createCell(0).setCellValue("Áncash ");
            row.createCell(1).setCellValue(152);
            row.createCell(2).setCellValue(0.1);
            row.createCell(3).setCellValue(-1234567.891);
            row.createCell(4).setCellValue(true);
            row.createCell(5).setCellErrorValue(FormulaError.NA.getCode());
            row.createCell(6).setCellValue("");
            HSSFCell formatted = row.createCell(7);
            HSSFRichTextString rich = new HSSFRichTextString("two fonts");
            rich.applyFont(0, 3, book.createFont());
            formatted.setCellValue(rich);
            row.createCell(8).setCellValue(1e10);
            row.createCell(9).setCellValue(5e-324);
        });
        assertThat(Sheets.cells(file))
                .startsWith(
                        "A1 TEXT Áncash ",
                        "B1 NUMBER 152",
                        "C1 NUMBER 0.1",
                        "D1 NUMBER -1234567.891",
                        "E1 BOOLEAN TRUE",
                        "F1 ERROR #N/A",
                        "H1 TEXT two fonts",
                        "I1 NUMBER 10000000000")
                .hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFormatTellsWhatIsADate(boolean is1904) {
        Path file = write(book -> {
            book.getInternalWorkbook().getRecords().stream()
                    .filter(org.apache.poi.hssf.record.DateWindow1904Record.class::isInstance)
                    .map(org.apache.poi.hssf.record.DateWindow1904Record.class::cast)
                    .forEach(window -> window.setWindowing((short) (is1904 ? 1 : 0)));
            HSSFRow row = book.createSheet("Data").createRow(0);
            double day = is1904 ? 45315 - 1462 : 45315;
            row.createCell(0).setCellValue(day);
            date(row.createCell(1), "dd/mm/yyyy").setCellValue(day);
            date(row.createCell(2), "m/d/yy h:mm").setCellValue(day + 0.5);
            date(row.createCell(3), "0.00").setCellValue(day);
        });
        String number = is1904 ? "43853" : "45315";
        assertThat(Sheets.cells(file))
                .containsExactly(
                        "A1 NUMBER " + number, "B1 DATE 2024-01-24", "C1 DATE 2024-01-24T12:00", "D1 NUMBER " + number);
    }

    @Test
    void formulasGiveTheValueTheyLastHad() {
        Path file = write(book -> {
            HSSFRow row = book.createSheet("Data").createRow(0);
            row.createCell(0).setCellFormula("1+1");
            row.createCell(1).setCellFormula("\"a\"&\"b\"");
            row.createCell(2).setCellFormula("1=1");
            row.createCell(3).setCellFormula("1/0");
            row.createCell(4).setCellFormula("\"\"");
            date(row.createCell(5), "yyyy-mm-dd").setCellFormula("DATE(2024,1,24)");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(Sheets.cells(file))
                .containsExactly(
                        "A1 NUMBER 2", "B1 TEXT ab", "C1 BOOLEAN TRUE", "D1 ERROR #DIV/0!", "F1 DATE 2024-01-24");
        assertThat(Sheets.notes(file, "Data")).isEmpty();
    }

    @Test
    void saysWhatIsHiddenOrMerged() {
        Path file = write(book -> {
            HSSFSheet sheet = book.createSheet("Data");
            for (int i = 0; i < 4; i++) {
                sheet.createRow(i).createCell(0).setCellValue(i);
            }
            sheet.getRow(1).setZeroHeight(true);
            sheet.getRow(3).setZeroHeight(true);
            sheet.setColumnHidden(2, true);
            sheet.setColumnHidden(20, true);
            sheet.addMergedRegion(CellRangeAddress.valueOf("A3:C4"));
            book.createSheet("Hidden");
            book.createSheet("Very hidden");
            book.setSheetHidden(1, true);
            book.setSheetVisibility(2, org.apache.poi.ss.usermodel.SheetVisibility.VERY_HIDDEN);
        });
        assertThat(Sheets.notes(file, "Data"))
                .containsExactlyInAnyOrder("ROWS_HIDDEN 2 2 -1", "COLUMNS_HIDDEN 1 0 2", "CELLS_MERGED 1 3 0 A3:C4");
        assertThat(Sheets.open(file).sheets())
                .extracting(InputFile.SheetPreview::sheetName, InputFile.SheetPreview::hidden)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Data", false),
                        org.assertj.core.groups.Tuple.tuple("Hidden", true),
                        org.assertj.core.groups.Tuple.tuple("Very hidden", true));
    }

    @Test
    void propertiesAreThoseOfTheDocument() {
        Path file = write(book -> {
            book.createSheet("Data");
            book.createInformationProperties();
            book.getSummaryInformation().setTitle("Delitos 2023");
            book.getSummaryInformation().setCreateDateTime(new java.util.Date(1_706_090_400_000L));
            var custom = new org.apache.poi.hpsf.CustomProperties();
            custom.put("Fecha de corte", "24/01/2024");
            book.getDocumentSummaryInformation().setCustomProperties(custom);
        });
        assertThat(Sheets.open(file).properties())
                .containsEntry("title", "Delitos 2023")
                .containsEntry("created", "2024-01-24T10:00:00Z")
                .containsEntry("Fecha de corte", "24/01/2024");
    }

    @Test
    void rowsInDisorderComeInOrder() {
        ByteBuffer stream = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        record(stream, 0x0809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0);
        record(stream, 0x0085, 38, 0, 0, 1 | 1 << 8, 'S');
        record(stream, 0x000A);
        record(stream, 0x0809, 0x0600, 0x0010, 0, 0, 0, 0, 0, 0);
        for (int[] cell : new int[][] {{2, 0, 30}, {0, 0, 10}, {2, 1, 31}, {1, 0, 20}, {0, 0, 11}}) {
            record(stream, 0x027E, cell[0], cell[1], 0, cell[2] << 2 | 2, 0);
        }
        record(stream, 0x000A);
        Path file = folder.resolve("disorder.xls");
        try (POIFSFileSystem container = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            container.createDocument(new java.io.ByteArrayInputStream(stream.array()), "Workbook");
            container.writeFilesystem(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(Sheets.cells(file)).containsExactly("A1 NUMBER 11", "A2 NUMBER 20", "A3 NUMBER 30", "B3 NUMBER 31");
        assertThat(Sheets.notes(file, "S")).containsExactly("READ_THOROUGHLY 1 0 -1 rows out of order");
    }

    @Test
    void aPasswordRefusesButTheOneEveryProgramKnows() {
        Biff8EncryptionKey.setCurrentUserPassword("secret");
        Path secret = write(
                book -> book.createSheet("Data").createRow(0).createCell(0).setCellValue("a"));
        assertRefused(secret, "FILE_ENCRYPTED");
        Biff8EncryptionKey.setCurrentUserPassword("VelvetSweatshop");
        Path known = write(book -> {
            for (int i = 0; i < 2000; i++) {
                HSSFRow row = (i == 0 ? book.createSheet("Data") : book.getSheetAt(0)).createRow(i);
                row.createCell(0).setCellValue("a" + i);
                row.createCell(1).setCellValue(i + 0.5);
            }
            book.createSheet("Second").createRow(0).createCell(0).setCellValue("b");
        });
        Biff8EncryptionKey.setCurrentUserPassword(null);
        assertThat(Sheets.cells(known)).hasSize(4001).contains("A2000 TEXT a1999", "B7 NUMBER 6.5", "A1 TEXT b");
    }

    @Test
    void aCutFileIsBroken() throws IOException {
        Path file = write(book -> {
            for (int i = 0; i < 500; i++) {
                HSSFRow row = (i == 0 ? book.createSheet("Data") : book.getSheetAt(0)).createRow(i);
                row.createCell(0).setCellValue("text " + i);
            }
        });
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {100, 512, 3000, bytes.length / 2}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertRefused(file, "FILE_BROKEN");
        }
    }

    @Test
    void limitsHold() {
        Path file = write(book -> {
            HSSFSheet sheet = book.createSheet("Data");
            for (int i = 0; i < 20; i++) {
                sheet.createRow(i).createCell(i).setCellValue("text " + i);
            }
            book.createSheet("Second");
        });
        for (String limit : new String[] {"rows", "columns", "cell_length", "shared_strings", "sheets", "text_bytes"}) {
            Limits limits = Limits.of((name, standard) -> name.equals(limit) ? 1 : standard);
            assertThatThrownBy(() -> InputFiles.open(file, "a.xls", limits).cells(null, (s, r, c, v) -> {}))
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.reason().code()).isEqualTo("LIMIT_EXCEEDED");
                        assertThat(refused.reason().arguments()).contains(limit);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatTheModelOfTheWholeWorkbookReads(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = write(book -> fill(book, random));
        InputFile ours = Sheets.open(file);
        try (HSSFWorkbook theirs = new HSSFWorkbook(Files.newInputStream(file))) {
            for (Sheet sheet : theirs) {
                assertThat(UserModel.differences(UserModel.cells(sheet), UserModel.cells(ours, sheet.getSheetName())))
                        .isEmpty();
            }
        }
    }

    private static void fill(HSSFWorkbook book, Random random) {
        CellStyle[] styles = new CellStyle[4];
        String[] formats = {"General", "dd/mm/yyyy", "[h]:mm", "#,##0.00"};
        for (int i = 0; i < styles.length; i++) {
            styles[i] = book.createCellStyle();
            styles[i].setDataFormat(book.createDataFormat().getFormat(formats[i]));
        }
        for (int s = 0; s <= random.nextInt(4); s++) {
            HSSFSheet sheet = book.createSheet("Sheet " + s);
            for (int r = 0; r < random.nextInt(400); r += 1 + random.nextInt(3)) {
                HSSFRow row = sheet.createRow(r);
                for (int c = 0; c < random.nextInt(30); c += 1 + random.nextInt(2)) {
                    HSSFCell cell = row.createCell(c);
                    cell.setCellStyle(styles[random.nextInt(styles.length)]);
                    set(cell, random);
                }
            }
        }
        book.getCreationHelper().createFormulaEvaluator().evaluateAll();
    }

    private static void set(HSSFCell cell, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> cell.setCellValue(random.nextInt(100_000));
            case 1 -> cell.setCellValue(random.nextInt(1_000_000) / 100.0);
            case 2 -> cell.setCellValue(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 3 -> cell.setCellValue(random.nextBoolean());
            case 4 -> cell.setCellErrorValue(FormulaError.REF.getCode());
            case 5 -> cell.setCellValue(text(random, 40));
            case 6 -> cell.setCellValue(text(random, random.nextInt(20) == 0 ? 20_000 : 5));
            case 7 -> cell.setCellValue(LocalDateTime.of(2019, 1, 1, 0, 0).plusSeconds(random.nextInt(1 << 28)));
            case 8 -> cell.setCellFormula("\"" + text(random, 9).replace("\"", "") + "\"&\"ñ\"");
            default -> cell.setCellFormula(random.nextInt(9) + "/" + random.nextInt(9));
        }
    }

    private static String text(Random random, int most) {
        String letters = random.nextBoolean() ? "abc ÁÑñ\n" : "a日本Ω€ ñ";
        return random.ints(random.nextInt(most + 1), 0, letters.length())
                .collect(StringBuilder::new, (text, i) -> text.append(letters.charAt(i)), StringBuilder::append)
                .toString();
    }

    private static HSSFCell date(HSSFCell cell, String format) {
        HSSFWorkbook book = cell.getSheet().getWorkbook();
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        cell.setCellStyle(style);
        return cell;
    }

    private static void record(ByteBuffer stream, int type, int... shorts) {
        stream.putShort((short) type).putShort((short) (shorts.length * 2));
        for (int one : shorts) {
            stream.putShort((short) one);
        }
    }

    private static void assertRefused(Path file, String code) {
        assertThatThrownBy(() -> Sheets.cells(file))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }

    private Path write(Consumer<HSSFWorkbook> content) {
        Path file = folder.resolve("book.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            content.accept(book);
            book.write(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file;
    }
}
