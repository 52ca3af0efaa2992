import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Runs an SQL script in DuckDB and prints the last statement's row. Arguments: database, script, then $1, $2 … as text in it. */
class SqlScript {
    public static void main(String[] arguments) throws Exception {
        String script = Files.readString(Path.of(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            script = script.replace("$" + (i - 1), arguments[i]);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\n")) {
                if (statement.execute(sql)) {
                    try (ResultSet result = statement.getResultSet()) {
                        // What creates a table answers with its rows, one number.
                        if (result.next() && result.getMetaData().getColumnCount() == 2) {
                            System.out.println(result.getString(1) + " " + result.getString(2));
                        }
                    }
                }
            }
        }
    }
}
