import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import java.util.TreeSet;

/** Opens and queries the released file again and again until a stop file appears; whatever is not a whole release is an error. */
class ReaderLoop {
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Path stop = Path.of(arguments[1]);
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        properties.setProperty("jdbc_instance_cache", "false");
        TreeSet<Long> releases = new TreeSet<>();
        long reads = 0;
        long errors = 0;
        while (!Files.exists(stop)) {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select"
                            + " (select max(release_number) from published.release where is_current),"
                            + " (select sum(complaint_count) from published.complaint),"
                            + " (select sum(complaint_count) from published.vintage where is_current)")) {
                result.next();
                releases.add(result.getLong(1));
                boolean whole = result.getLong(2) == result.getLong(3) && result.getLong(2) > 0;
                errors += whole ? 0 : 1;
                reads++;
            } catch (Exception e) {
                System.out.println(e.getMessage());
                errors++;
            }
        }
        System.out.println("reads " + reads + ", releases seen " + releases.size() + ", errors " + errors);
        System.exit(errors == 0 ? 0 : 1);
    }
}
