import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The bare thing to compare a load with: fastcsv, every field as text through DuckDB's appender into one flat table. */
class FlatLoad {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                Statement statement = connection.createStatement()) {
            StringBuilder columns = new StringBuilder();
            for (int i = 0; i < 16; i++) {
                columns.append(i == 0 ? "" : ", ").append("c").append(i).append(" varchar");
            }
            statement.execute("create table flat(" + columns + ")");
            try (DuckDBAppender appender = ((DuckDBConnection) connection).createAppender("main", "flat")) {
                for (int i = 1; i < arguments.length; i++) {
                    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(Path.of(arguments[i]))) {
                        for (CsvRecord row : rows) {
                            appender.beginRow();
                            for (String field : row.getFields()) {
                                appender.append(field);
                            }
                            appender.endRow();
                        }
                    }
                }
            }
            statement.execute("checkpoint");
        }
    }
}
