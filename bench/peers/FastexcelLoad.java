import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Iterator;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** fastexcel-reader, every cell as text through DuckDB's appender into one flat table. Arguments: database, workbook. */
class FastexcelLoad {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                Statement statement = connection.createStatement();
                ReadableWorkbook workbook = new ReadableWorkbook(new File(arguments[1]));
                var rows = workbook.getFirstSheet().openStream()) {
            Iterator<Row> iterator = rows.iterator();
            Row header = iterator.next();
            int width = header.getCellCount();
            StringBuilder columns = new StringBuilder();
            for (int i = 0; i < width; i++) {
                columns.append(i == 0 ? "" : ", ").append('"').append(header.getCellText(i)).append("\" varchar");
            }
            statement.execute("create table flat(" + columns + ")");
            try (DuckDBAppender appender = ((DuckDBConnection) connection).createAppender("main", "flat")) {
                while (iterator.hasNext()) {
                    Row row = iterator.next();
                    appender.beginRow();
                    for (int i = 0; i < width; i++) {
                        Cell cell = i < row.getCellCount() ? row.getCell(i) : null;
                        appender.append(cell == null || cell.getValue() == null ? null : cell.getValue().toString());
                    }
                    appender.endRow();
                }
            }
            try (ResultSet result = statement.executeQuery("select count(*), sum(cantidad::bigint) from flat")) {
                result.next();
                System.out.println(result.getLong(1) + " " + result.getLong(2));
            }
            statement.execute("checkpoint");
        }
    }
}
