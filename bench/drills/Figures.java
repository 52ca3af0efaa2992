import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a released file says.
 *
 * @param digest figures digest of the release
 * @param vintages by vintage: whether it is current, and what its facts add up to
 */
record Figures(String digest, Map<String, Vintage> vintages) {

    /**
     * @param cells facts by the cell they come from, each counted once
     */
    record Vintage(boolean isCurrent, long rows, long cells, long sum) {}

    static Figures of(Path file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        properties.setProperty("jdbc_instance_cache", "false");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
                Statement statement = connection.createStatement()) {
            String digest;
            try (ResultSet result =
                    statement.executeQuery("select figures_digest from published.release where is_current")) {
                result.next();
                digest = result.getString(1);
            }
            Map<String, Vintage> vintages = new TreeMap<>();
            try (ResultSet result = statement.executeQuery(
                    "select vintage_code, bool_or(is_current), count(*), count(distinct (file_sha256, sheet_name, cell)),"
                            + " sum(complaint_count) from published.complaint_all_vintages group by 1")) {
                while (result.next()) {
                    vintages.put(
                            result.getString(1),
                            new Vintage(result.getBoolean(2), result.getLong(3), result.getLong(4), result.getLong(5)));
                }
            }
            return new Figures(digest, vintages);
        }
    }

    /** Facts that are missing here. */
    long lost(Figures expected) {
        return expected.vintages.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue().cells() - cells(entry.getKey())))
                .sum();
    }

    /** Facts that are here once more than they should. */
    long doubled(Figures expected) {
        return vintages.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue().rows() - expected.cells(entry.getKey())))
                .sum();
    }

    private long cells(String vintage) {
        Vintage known = vintages.get(vintage);
        return known == null ? 0 : known.cells();
    }
}
