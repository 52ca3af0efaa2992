package org.sumario.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The SQL files of this program, one relation each: a comment line with the grain, then one select. Within a folder they run in the order in which they name each other.
 */
final class SqlFiles {
    /** Folders of SQL that only reads a release. */
    private static final List<String> READERS = List.of("diff/", "export/", "report/", "trace/");

    private final Duck duck;

    SqlFiles(Duck duck) {
        this.duck = duck;
    }

    /** One SQL file. */
    record SqlFile(String name, String text) {
        /** The first line, which says what one row is. */
        String grain() {
            return text.substring(0, text.indexOf('\n')).replaceFirst("^-- ", "");
        }

        String select() {
            return text.substring(text.indexOf('\n') + 1).strip();
        }
    }

    /** Creates the relations of one delivery's staging as temporary tables. */
    void createStaging() {
        for (SqlFile file : inOrder("1_staging")) {
            duck.execute("create temp table " + file.name() + " as " + file.select());
        }
    }

    /** Creates every relation of a folder as a view of a schema; a file that is a macro says so itself. */
    void publishViews(String folder, String schema) {
        for (SqlFile file : inOrder(folder)) {
            boolean macro = file.select().contains("create macro");
            duck.execute(macro ? file.select() : "create view " + schema + "." + file.name() + " as " + file.select());
        }
    }

    /** One file by folder and relation. */
    static SqlFile named(String folder, String relation) {
        return new SqlFile(relation, read("/sql/" + folder + "/" + relation + ".sql"));
    }

    static List<SqlFile> inOrder(String folder) {
        Map<String, SqlFile> waiting = new TreeMap<>();
        for (String name : list()) {
            if (name.startsWith(folder + "/")) {
                String relation = name.substring(folder.length() + 1).replace(".sql", "");
                waiting.put(relation, new SqlFile(relation, read("/sql/" + name)));
            }
        }
        List<SqlFile> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            SqlFile next = waiting.values().stream()
                    .filter(file -> waiting.keySet().stream()
                            .noneMatch(other -> !other.equals(file.name()) && names(file, other)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("SQL files name each other in a circle: " + waiting));
            ordered.add(next);
            waiting.remove(next.name());
        }
        return ordered;
    }

    private static boolean names(SqlFile file, String relation) {
        return Pattern.compile("(from|join)\\s+([a-z]+\\.)?" + relation + "\\b")
                .matcher(file.select())
                .find();
    }

    /** SHA-256 over the SQL files that make a release; where it changes, one is made anew. What only reads one changes nothing in it. */
    static String digest() {
        var digest = Digests.sha256();
        for (String name : list()) {
            if (READERS.stream().noneMatch(name::startsWith)) {
                Digests.add(digest, name);
                Digests.add(digest, read("/sql/" + name));
            }
        }
        return Digests.hex(digest);
    }

    /** Paths of all SQL files, from the index that the build writes. */
    static List<String> list() {
        return read("/sql/index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .sorted()
                .toList();
    }

    static String read(String resource) {
        try (InputStream stream = SqlFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
