package org.sumario.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Full-year 2023 of the sample, its rows repeated over three sheets (repeated rows are real counts), with errors wherever one wants them. */
final class SeededWorkbook {
    static final List<String> SHEETS = List.of("Hoja1", "Lima & Callao", "Ñ 3'ª");
    private static final int ROWS = 4000;

    /** What can be wrong with a cell: the code it is found by, the column, and how it is spoilt. */
    enum Kind {
        COUNT_NOT_A_NUMBER(10, "12 aprox."),
        COUNT_NEGATIVE(10, "-3"),
        COUNT_NOT_WHOLE(10, "2.5"),
        COUNT_BLANK(10, ""),
        YEAR_UNREADABLE(1, "20x3"),
        YEAR_OUT_OF_RANGE(1, "1899"),
        PERIOD_UNREADABLE(0, "ENERO - MAYOR"),
        LABEL_UNMAPPED(3, "LIMA SURR"),
        LABEL_BLANK(3, ""),
        CELL_ERROR(12, "#N/D"),
        DATE_UNREADABLE(15, "ayer"),
        CODE_MALFORMED(11, "15x1"),
        TEXT_MOJIBAKE(9, "Asociación ilÃ­cita");

        final int columnIndex;
        final String text;

        Kind(int columnIndex, String text) {
            this.columnIndex = columnIndex;
            this.text = text;
        }
    }

    /** An error in a cell. */
    record Seed(Kind kind, int sheet, int rowNumber) {
        String cell() {
            return CellReference.convertNumToColString(kind.columnIndex) + rowNumber;
        }

        /** As findings are told. */
        String told() {
            return SHEETS.get(sheet) + " " + cell() + " " + kind;
        }
    }

    private SeededWorkbook() {}

    /** So many errors of all kinds, one a cell; every seventh stands in the row of the one before, where that cell is free. */
    static List<Seed> seeds(int count, long randomSeed) {
        Random random = new Random(randomSeed);
        List<Seed> seeds = new ArrayList<>();
        Set<String> cells = new HashSet<>();
        while (seeds.size() < count) {
            Kind kind = Kind.values()[seeds.size() % Kind.values().length];
            Seed seed = new Seed(kind, random.nextInt(SHEETS.size()), 2 + random.nextInt(ROWS));
            if (seeds.size() % 7 == 6) {
                Seed before = seeds.get(seeds.size() - 1);
                Seed beside = new Seed(kind, before.sheet(), before.rowNumber());
                boolean isPeriodOfYear = before.kind().columnIndex <= 1 && kind.columnIndex <= 1;
                seed = isPeriodOfYear || before.cell().equals(beside.cell()) ? seed : beside;
            }
            if (cells.add(seed.sheet() + seed.cell())) {
                seeds.add(seed);
            }
        }
        Collections.shuffle(seeds, random);
        return seeds;
    }

    static void write(Path file, Collection<Seed> seeds) {
        try (InputStream in = Files.newInputStream(Path.of("input/sample-complaints/complaints_2023.xlsx"));
                XSSFWorkbook workbook = new XSSFWorkbook(in);
                OutputStream out = Files.newOutputStream(file)) {
            XSSFSheet first = workbook.getSheetAt(0);
            workbook.setSheetName(0, SHEETS.get(0));
            int known = first.getLastRowNum();
            for (int sheet = 0; sheet < SHEETS.size(); sheet++) {
                XSSFSheet filled = sheet == 0 ? first : workbook.createSheet(SHEETS.get(sheet));
                for (int index = sheet == 0 ? known + 1 : 0; index <= ROWS; index++) {
                    int from = index == 0 ? 0 : (index - 1) % known + 1;
                    copy(first.getRow(from), filled.createRow(index));
                }
            }
            for (Seed seed : seeds) {
                Row row = workbook.getSheet(SHEETS.get(seed.sheet())).getRow(seed.rowNumber() - 1);
                spoil(row.getCell(seed.kind().columnIndex), seed.kind());
            }
            workbook.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void spoil(Cell cell, Kind kind) {
        switch (kind) {
            case COUNT_NEGATIVE, COUNT_NOT_WHOLE, YEAR_OUT_OF_RANGE -> cell.setCellValue(Double.parseDouble(kind.text));
            case COUNT_BLANK, LABEL_BLANK -> cell.setBlank();
            case CELL_ERROR -> {
                if (cell.getRowIndex() % 2 == 0) {
                    cell.setCellErrorValue(FormulaError.NA.getCode());
                } else {
                    cell.setCellValue(kind.text);
                }
            }
            default -> cell.setCellValue(kind.text);
        }
    }

    private static void copy(Row from, Row to) {
        for (Cell cell : from) {
            Cell copy = to.createCell(cell.getColumnIndex());
            if (cell.getCellType() == CellType.NUMERIC) {
                copy.setCellValue(cell.getNumericCellValue());
            } else {
                copy.setCellValue(cell.getStringCellValue());
            }
        }
    }
}
