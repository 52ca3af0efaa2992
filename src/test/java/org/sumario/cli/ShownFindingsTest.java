package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Archive;
import org.sumario.input.Parts;
import org.sumario.rows.Limits;
import org.sumario.warehouse.RowReceiver;

class ShownFindingsTest {
    private static final List<String> COLUMNS = List.of("file_name", "sheet_name", "cell", "raw_text", "shown_text");

    @TempDir
    Path home;

    /** Keeps what would be printed. */
    private static final class Printed implements RowReceiver {
        private final List<List<String>> rows = new ArrayList<>();

        @Override
        public void columns(List<String> names) {
            rows.add(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values.stream().map(String::valueOf).toList());
        }
    }

    @Test
    void theCellOfAFindingIsReadAgainFromTheArchive() throws IOException {
        String styles = "<styleSheet><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='4'/></cellXfs></styleSheet>";
        String rows = "<row r='1'><c r='A1' s='1'><v>45315</v></c><c r='B1' s='2'><v>-1234.5</v></c></row>";
        Path file = Parts.ofRows(rows).with("xl/styles.xml", styles).write(home.resolve("a.xlsx"));
        String hash = new Archive(home).store(file);
        Printed printed = new Printed();
        new ShownFindings(COLUMNS, home, Limits.DEFAULT)
                .take(
                        receiver -> {
                            receiver.columns(COLUMNS);
                            receiver.row(Arrays.asList("a.xlsx", "S", "A1", "2024-01-24", hash));
                            receiver.row(Arrays.asList("a.xlsx", "S", "B1", "-1234.5", hash));
                            receiver.row(Arrays.asList("a.xlsx", "S", "C", "", hash));
                            receiver.row(Arrays.asList("a.xlsx", "S", "C1", "", hash));
                            receiver.row(Arrays.asList(null, null, null, null, null));
                        },
                        printed);
        assertThat(printed.rows)
                .containsExactly(
                        COLUMNS,
                        List.of("a.xlsx", "S", "A1", "2024-01-24", "1/24/24"),
                        List.of("a.xlsx", "S", "B1", "-1234.5", "-1,234.50"),
                        List.of("a.xlsx", "S", "C", "", "null"),
                        List.of("a.xlsx", "S", "C1", "", "null"),
                        List.of("null", "null", "null", "null", "null"));
    }
}
