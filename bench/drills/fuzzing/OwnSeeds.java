import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Files of every format that is read, written here: the drill needs no others. */
final class OwnSeeds {
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:";

    private OwnSeeds() {}

    static List<Seed> all() throws IOException {
        byte[] csv = "id;region;count\n1;\"Lima; \"\"Norte\"\"\";12\n2;Áncash;7\n\n3;\"two\nlines\";\n".getBytes(UTF_8);
        byte[] xlsx = workbook(new XSSFWorkbook());
        byte[] ods = ods();
        List<Seed> seeds = new ArrayList<>();
        seeds.add(new Seed("own.csv", csv));
        seeds.add(new Seed("own_utf16.csv", new String(csv, UTF_8).getBytes(java.nio.charset.StandardCharsets.UTF_16)));
        seeds.add(new Seed("own_latin.csv", new String(csv, UTF_8).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        seeds.add(new Seed("own.xlsx", xlsx));
        seeds.add(new Seed("own.xls", workbook(new HSSFWorkbook())));
        seeds.add(new Seed("own.ods", ods));
        seeds.add(new Seed("own.csv.gz", gzip(csv)));
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a/own.csv", csv);
        members.put("own.xlsx", xlsx);
        members.put("own.ods", ods);
        seeds.add(new Seed("own.zip", Zips.zip(members, 0)));
        return seeds;
    }

    private static byte[] workbook(Workbook workbook) throws IOException {
        try (workbook) {
            CellStyle date = workbook.createCellStyle();
            date.setDataFormat(workbook.createDataFormat().getFormat("dd/mm/yyyy"));
            for (int sheetNumber = 0; sheetNumber < 3; sheetNumber++) {
                Sheet sheet = workbook.createSheet("sheet " + sheetNumber);
                for (int rowNumber = 0; rowNumber < 12; rowNumber++) {
                    Row row = sheet.createRow(rowNumber * (sheetNumber + 1));
                    row.createCell(0).setCellValue("text <&> " + rowNumber % 5);
                    row.createCell(1).setCellValue(rowNumber * 1.25);
                    row.createCell(2).setCellValue(rowNumber % 2 == 0);
                    Cell day = row.createCell(3);
                    day.setCellValue(45000 + rowNumber);
                    day.setCellStyle(date);
                    row.createCell(4).setCellFormula("B1*2");
                    row.createCell(5).setCellErrorValue((byte) 7);
                }
                sheet.addMergedRegion(new CellRangeAddress(20, 21, 0, 2));
                sheet.setColumnHidden(2, true);
            }
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] ods() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 12; row++) {
            rows.append("<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"")
                    .append(row)
                    .append("\"><text:p>")
                    .append(row)
                    .append("</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"string\">")
                    .append("<text:p>a<text:s text:c=\"2\"/>b</text:p></table:table-cell>")
                    .append("<table:table-cell office:value-type=\"date\" office:date-value=\"2023-01-31\" table:formula=\"of:=NOW()\"/>")
                    .append("<table:table-cell office:value-type=\"time\" office:time-value=\"PT1H\"/></table:table-row>");
        }
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", ODS.getBytes(UTF_8));
        parts.put(
                "META-INF/manifest.xml",
                ("<m:manifest xmlns:m=\"" + NAMESPACE + "manifest:1.0\"><m:file-entry m:full-path=\"/\" m:media-type=\"" + ODS
                                + "\"/></m:manifest>")
                        .getBytes(UTF_8));
        parts.put(
                "content.xml",
                ("<office:document-content xmlns:office=\"" + NAMESPACE + "office:1.0\" xmlns:table=\"" + NAMESPACE
                                + "table:1.0\" xmlns:text=\"" + NAMESPACE
                                + "text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">"
                                + "<table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/>" + rows
                                + "</table:table><table:table table:name=\"B\">" + rows
                                + "</table:table></office:spreadsheet></office:body></office:document-content>")
                        .getBytes(UTF_8));
        return Zips.zip(parts, 0);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
