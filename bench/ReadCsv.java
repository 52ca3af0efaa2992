import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/** Reads all columns of a text file in one of three ways, so many times, and tells the rows and the best megabytes a second. */
class ReadCsv {
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        int number = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("make")) {
            make(file, Path.of(arguments[3]), number);
            return;
        }
        long rows = 0;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < number; i++) {
            long start = System.nanoTime();
            rows = switch (arguments[0]) {
                case "sumario" -> sumario(file);
                case "fastcsv" -> fastcsv(file);
                default -> duckdb(file);
            };
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("%d rows, %.0f MB/s%n", rows, Files.size(file) * 1e3 / best);
    }

    /** The header, then the rows below it again and again. */
    private static void make(Path file, Path model, int rows) throws Exception {
        byte[] bytes = Files.readAllBytes(model);
        int header = indexOfLine(bytes, 0);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(bytes, 0, header);
            int from = header;
            for (int row = 0; row < rows; row++) {
                int to = indexOfLine(bytes, from);
                out.write(bytes, from, to - from);
                from = to < bytes.length ? to : header;
            }
        }
    }

    private static int indexOfLine(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static long sumario(Path file) {
        InputFile input = InputFiles.open(file, "file.csv", Limits.DEFAULT);
        int columns = input.sheets().get(0).rows().get(0).values().size();
        long[] rows = new long[1];
        input.read("file", 1, IntStream.range(0, columns).toArray(), new Dictionary(), new RowReceiver() {
            @Override
            public void accept(RowBatch batch) {
                rows[0] += batch.size;
            }

            @Override
            public void restart() {
                rows[0] = 0;
            }
        });
        return rows[0];
    }

    private static long fastcsv(Path file) throws Exception {
        long rows = -1;
        long length = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : reader) {
                for (String field : row.getFields()) {
                    length += field.length();
                }
                rows++;
            }
        }
        return length > 0 ? rows : 0;
    }

    private static long duckdb(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table flat as from read_csv('" + file + "', all_varchar = true)");
            try (ResultSet count = statement.executeQuery("select count(*) from flat")) {
                count.next();
                return count.getLong(1);
            }
        }
    }
}
