package org.sumario;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes the sample inbox: six workbooks in the publication's layout from a table of facts (year, period, fiscal district, offence,
 * count). Running it again gives the same bytes. Arguments: the table of facts, the folder to write to.
 */
public final class SampleWorkbooks {
    private static final String FULL_YEAR = "ENERO - DICIEMBRE";
    private static final int EVERY = 97;
    private static final List<Publication> PUBLICATIONS = List.of(
            new Publication("complaints_2019", "2019", FULL_YEAR, "2020-01-13", "2023-06-14", false),
            new Publication("complaints_2020", "2020", FULL_YEAR, "2021-01-08", "2023-06-15", false),
            new Publication("complaints_2021", "2021", FULL_YEAR, "2022-01-10", "2023-06-15", false),
            new Publication("complaints_2022", "2022", FULL_YEAR, "2023-01-06", "2023-06-15", false),
            new Publication("complaints_2023_jan-may", "2023", "ENERO - MAYO", "2023-06-06", "2023-06-19", false),
            new Publication("complaints_2023", "2023", FULL_YEAR, "2024-01-08", "2024-01-24", true));

    private record Publication(
            String name, String year, String period, String extracted, String published, boolean monthFirst) {

        String date(String iso) {
            return DateTimeFormatter.ofPattern(monthFirst ? "M/d/yyyy" : "dd/MM/yyyy", Locale.ROOT)
                    .format(LocalDate.parse(iso));
        }
    }

    private SampleWorkbooks() {}

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void write(Path facts, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<NamedCsvRecord> records;
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(facts)) {
            records = reader.stream().toList();
        }
        for (Publication publication : PUBLICATIONS) {
            List<NamedCsvRecord> rows = records.stream()
                    .filter(row -> row.getField("year").equals(publication.year())
                            && row.getField("period").equals(publication.period()))
                    .toList();
            Files.write(folder.resolve(publication.name() + ".xlsx"), workbook(publication, rows));
        }
    }

    private static byte[] workbook(Publication publication, List<NamedCsvRecord> rows) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            Date epoch = Date.from(Instant.parse("2024-02-01T00:00:00Z"));
            workbook.getProperties().getCoreProperties().setCreated(Optional.of(epoch));
            workbook.getProperties().getCoreProperties().setModified(Optional.of(epoch));
            workbook.getProperties().getCoreProperties().setCreator("Sumario");
            workbook.getProperties().getCustomProperties().addProperty("sumario-sample", "complaints");
            XSSFSheet sheet = workbook.createSheet("denuncias");
            header(sheet.createRow(0), publication);
            int number = 0;
            for (NamedCsvRecord fact : rows) {
                long count = Long.parseLong(fact.getField("complaints"));
                // The publication repeats rows of one key; their counts must be summed.
                boolean split = number % EVERY == EVERY - 1 && count > 3;
                row(sheet.createRow(++number), publication, fact, split ? count - 2 : count);
                if (split) {
                    row(sheet.createRow(++number), publication, fact, 2);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            workbook.write(bytes);
            return withFixedTimes(bytes.toByteArray());
        }
    }

    private static void header(Row row, Publication publication) {
        String extracted = publication.year().equals("2023") ? "fecha_descarga" : "Fecha_descarga";
        List<String> headers = List.of(
                "periodo_denuncia",
                "anio_denuncia",
                extracted,
                "distrito_fiscal",
                "especialidad",
                "tipo_caso",
                "generico",
                "subgenerico",
                "articulo",
                "des_articulo",
                "cantidad",
                "ubigeo_pjfs",
                "dpto_pjfs",
                "prov_pjfs",
                "dist_pjfs",
                "fecha_corte");
        for (int i = 0; i < headers.size(); i++) {
            row.createCell(i).setCellValue(headers.get(i));
        }
    }

    private static void row(Row row, Publication publication, NamedCsvRecord fact, long count) {
        row.createCell(0).setCellValue(publication.period());
        row.createCell(1).setCellValue(Long.parseLong(publication.year()));
        row.createCell(2).setCellValue(publication.date(publication.extracted()));
        row.createCell(3).setCellValue(fact.getField("fiscal_district"));
        row.createCell(4).setCellValue("PENAL");
        row.createCell(5).setCellValue("DENUNCIA");
        row.createCell(6).setCellValue(fact.getField("generic"));
        row.createCell(7).setCellValue(fact.getField("subgeneric"));
        String article = fact.getField("article");
        if (article.matches("\\d+")) {
            row.createCell(8).setCellValue(Long.parseLong(article));
        } else {
            row.createCell(8).setCellValue(article);
        }
        row.createCell(9).setCellValue(fact.getField("article_description"));
        row.createCell(10).setCellValue(count);
        String seat = fact.getField("seat_ubigeo");
        if (publication.year().equals("2019")) {
            row.createCell(11).setCellValue(Long.parseLong(seat));
        } else {
            row.createCell(11).setCellValue(seat);
        }
        row.createCell(12).setCellValue(fact.getField("seat_department"));
        row.createCell(13).setCellValue(fact.getField("seat_province"));
        row.createCell(14).setCellValue(fact.getField("seat_district"));
        row.createCell(15).setCellValue(publication.date(publication.published()));
    }

    /** The same parts in a fixed order with fixed times, so that the same figures are the same bytes. */
    private static byte[] withFixedTimes(byte[] workbook) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            // Programs look for the content types first; "[" sorts before every lower-case name.
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(LocalDateTime.of(2024, 2, 1, 0, 0));
                out.putNextEntry(entry);
                out.write(part.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
