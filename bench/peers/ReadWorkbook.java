package peers;

import java.io.File;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowPreview.PreviewRow;
import org.sumario.rows.RowReceiver;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;

/** One way of reading a workbook's first sheet; each must come to the same sum. Arguments: way, workbook, 0-based column of the sum. */
public class ReadWorkbook {
    public static void main(String[] arguments) throws Exception {
        System.out.println(read(arguments[0], arguments[1], Integer.parseInt(arguments[2])));
    }

    public static String read(String way, String workbook, int column) throws Exception {
        File file = new File(workbook);
        return switch (way) {
            case "inflate" -> inflate(file);
            case "sumario" -> sumario(file.toPath(), column);
            case "fastexcel" -> fastexcel(file, column);
            case "poi" -> poi(file, column);
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static String inflate(File file) throws Exception {
        long count = 0;
        byte[] buffer = new byte[1 << 17];
        try (ZipFile zip = new ZipFile(file);
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        }
        return "bytes=" + count;
    }

    private static String sumario(Path file, int column) {
        InputFile workbook = InputFiles.open(file, file.getFileName().toString(), Limits.DEFAULT);
        InputFile.SheetPreview sheet = workbook.sheets().get(0);
        PreviewRow header = sheet.rows().get(0);
        int[] all = IntStream.range(0, header.values().size()).toArray();
        Dictionary dictionary = new Dictionary();
        long[][] frequencies = {new long[1 << 12]};
        workbook.read(sheet.sheetName(), header.rowNumber(), all, dictionary, new RowReceiver() {
            @Override
            public void accept(RowBatch batch) {
                if (frequencies[0].length < dictionary.size()) {
                    frequencies[0] = Arrays.copyOf(frequencies[0], dictionary.size() * 2);
                }
                for (int row = 0; row < batch.size; row++) {
                    frequencies[0][batch.codes[column][row]]++;
                }
            }

            @Override
            public void restart() {
                throw new IllegalStateException("the fast reader gave up");
            }
        });
        long rows = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (int code = 1; code < frequencies[0].length; code++) {
            if (frequencies[0][code] > 0) {
                rows += frequencies[0][code];
                sum = sum.add(new BigDecimal(dictionary.value(code).text()).multiply(BigDecimal.valueOf(frequencies[0][code])));
            }
        }
        return "rows=" + rows + " sum=" + sum;
    }

    private static String fastexcel(File file, int column) throws Exception {
        long rows = 0;
        BigDecimal sum = BigDecimal.ZERO;
        try (ReadableWorkbook book = new ReadableWorkbook(file);
                var stream = book.getFirstSheet().openStream()) {
            Iterator<Row> iterator = stream.iterator();
            iterator.next();
            while (iterator.hasNext()) {
                Row row = iterator.next();
                for (int i = 0; i < row.getCellCount(); i++) {
                    Cell cell = row.getCell(i);
                    if (i == column) {
                        sum = sum.add(cell.asNumber());
                    }
                }
                rows++;
            }
        }
        return "rows=" + rows + " sum=" + sum;
    }

    private static String poi(File file, int column) throws Exception {
        long[] found = new long[2];
        try (OPCPackage contents = OPCPackage.open(file, PackageAccess.READ)) {
            XSSFReader reader = new XSSFReader(contents);
            XMLReader parser = XMLHelper.newXMLReader();
            String letter = String.valueOf((char) ('A' + column));
            parser.setContentHandler(new XSSFSheetXMLHandler(
                    reader.getStylesTable(),
                    new ReadOnlySharedStringsTable(contents),
                    new XSSFSheetXMLHandler.SheetContentsHandler() {
                        @Override
                        public void startRow(int row) {}

                        @Override
                        public void endRow(int row) {
                            found[0] += row > 0 ? 1 : 0;
                        }

                        @Override
                        public void cell(String address, String value, XSSFComment comment) {
                            if (address.startsWith(letter) && !address.equals(letter + "1")) {
                                found[1] += Long.parseLong(value);
                            }
                        }
                    },
                    false));
            try (InputStream sheet = reader.getSheetsData().next()) {
                parser.parse(new InputSource(sheet));
            }
        }
        return "rows=" + found[0] + " sum=" + found[1];
    }
}
