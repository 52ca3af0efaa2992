import java.io.File;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/** Writes a large .xls, and reads it as Sumario does or with a bare listener to POI's events: {@code write|ours|bare FILE}. */
class ReadXls {
    private static final int ROWS = 65_536;
    private static final int COLUMNS = 18;
    private static final int SHEETS = 3;

    public static void main(String[] arguments) throws Exception {
        File file = new File(arguments[1]);
        switch (arguments[0]) {
            case "write" -> write(file);
            case "ours" -> System.out.println(ours(file.toPath()) + " cells");
            default -> System.out.println(bare(file) + " cells");
        }
    }

    private static void write(File file) throws Exception {
        try (HSSFWorkbook book = new HSSFWorkbook();
                FileOutputStream out = new FileOutputStream(file)) {
            for (int s = 0; s < SHEETS; s++) {
                HSSFSheet sheet = book.createSheet("Sheet " + s);
                for (int r = 0; r < ROWS; r++) {
                    HSSFRow row = sheet.createRow(r);
                    for (int c = 0; c < COLUMNS; c++) {
                        switch (c % 3) {
                            case 0 -> row.createCell(c).setCellValue("TEXT " + (r * 31 + c) % 5000);
                            case 1 -> row.createCell(c).setCellValue((r * 17 + c) % 1000);
                            default -> row.createCell(c).setCellValue((r * 13 + c + s) % 30_000 / 100.0);
                        }
                    }
                }
            }
            book.write(out);
        }
    }

    private static long ours(Path path) {
        InputFile file = InputFiles.open(path, "book.xls", Limits.DEFAULT);
        Dictionary dictionary = new Dictionary();
        int[] columns = IntStream.range(0, COLUMNS).toArray();
        long[] cells = {0};
        for (InputFile.SheetPreview sheet : file.sheets()) {
            file.read(sheet.sheetName(), 0, columns, dictionary, new RowReceiver() {
                @Override
                public void accept(RowBatch batch) {
                    for (int[] codes : batch.codes) {
                        for (int row = 0; row < batch.size; row++) {
                            cells[0] += codes[row] == 0 ? 0 : 1;
                        }
                    }
                }

                @Override
                public void restart() {
                    cells[0] = 0;
                }
            });
        }
        return cells[0];
    }

    private static long bare(File file) throws Exception {
        SSTRecord[] texts = new SSTRecord[1];
        long[] cells = {0};
        long[] sum = {0};
        HSSFListener listener = record -> {
            if (record instanceof SSTRecord table) {
                texts[0] = table;
            } else if (record instanceof LabelSSTRecord text) {
                cells[0]++;
                sum[0] += texts[0].getString(text.getSSTIndex()).getString().length();
            } else if (record instanceof NumberRecord number) {
                cells[0]++;
                sum[0] += (long) number.getValue();
            } else if (record instanceof FormulaRecord || record instanceof BoolErrRecord) {
                cells[0]++;
            }
        };
        HSSFRequest request = new HSSFRequest();
        request.addListenerForAllRecords(listener);
        try (POIFSFileSystem container = new POIFSFileSystem(file, true)) {
            new HSSFEventFactory().processWorkbookEvents(request, container);
        }
        return sum[0] == 0 ? 0 : cells[0];
    }
}
