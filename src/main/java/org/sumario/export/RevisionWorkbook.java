package org.sumario.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjIntConsumer;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.sumario.export.Charts.Place;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;

/**
 * A workbook of what was published when, what came in between, what was revised, and which years compare: the same bytes for the same
 * release, question and language.
 */
public final class RevisionWorkbook {
    /** More rows than these nobody reads in a spreadsheet; the largest stay, the notes say how many were left out. */
    private static final int ROWS_AT_MOST = 100_000;

    private static final int ROWS_IN_MEMORY = 200;
    private static final List<String> WORDS = List.of(
            "vintage",
            "current",
            "confirmed",
            "extraction",
            "flow",
            "interval",
            "negative",
            "removed",
            "kinds",
            "same_period",
            "lag",
            "unclassified",
            "complaint",
            "sums");

    private final ReleasedWarehouse released;
    private final Asked asked;
    private final int rowsAtMost;
    private final Words words;
    private final SXSSFWorkbook workbook = new SXSSFWorkbook(new XSSFWorkbook(), ROWS_IN_MEMORY, true, true);
    private final Styles styles = new Styles(workbook);
    private final List<WrittenSheet> written = new ArrayList<>();

    private RevisionWorkbook(ReleasedWarehouse released, Asked asked, int rowsAtMost) {
        this.released = released;
        this.asked = asked;
        this.rowsAtMost = rowsAtMost;
        this.words = new Words(asked.language());
    }

    /**
     * What a workbook is to be about.
     *
     * @param source null for all sources
     * @param year null for all years
     */
    public record Asked(@Nullable String source, @Nullable Integer year, Locale language) {
        List<@Nullable Object> parameters() {
            return Arrays.asList(source, year);
        }
    }

    /** Writes the workbook in the place of a file, at once or not at all; answers its tables. */
    public static List<WrittenSheet> write(ReleasedWarehouse released, Asked asked, Path file) throws IOException {
        return write(released, asked, file, ROWS_AT_MOST);
    }

    static List<WrittenSheet> write(ReleasedWarehouse released, Asked asked, Path file, int rowsAtMost)
            throws IOException {
        RevisionWorkbook revisions = new RevisionWorkbook(released, asked, rowsAtMost);
        try (SXSSFWorkbook workbook = revisions.workbook) {
            Row release = revisions.release();
            revisions.fill(release);
            WorkbookFile.write(workbook, revisions.words.text("title"), (Instant) release.present("released_at"), file);
            return revisions.written;
        }
    }

    private void fill(Row release) throws IOException {
        RevisionTables tables = new RevisionTables(words);
        RevisionCharts charts = new RevisionCharts(tables, words);
        TableSheet vintages = table("vintages", tables.vintages(), charts::vintage);
        TableSheet flows = table("flows", tables.flows(), charts::flow);
        table("flows_by_fiscal_district", tables.flowsByFiscalDistrict(), RevisionWorkbook::unwatched);
        table("flows_by_offence", tables.flowsByOffence(), RevisionWorkbook::unwatched);
        TableSheet pairs = table("same_period", tables.samePeriod(), charts::samePeriod);
        table("revisions", tables.revisions(), RevisionWorkbook::unwatched);
        String chartsName = words.text("sheet.charts");
        workbook.createSheet(chartsName);
        charts.draw(
                new Charts(workbook.getXSSFWorkbook().getSheet(chartsName), words),
                place("vintages", vintages, "year", "extraction_date", "complaint_count"),
                place("vintages", vintages, "year", "extraction_date", "received_count"),
                place("flows", flows, "interval", "flow_count", "flow_count"),
                place("same_period", pairs, "period", "complaint_count", "earlier_complaint_count"));
        notes(release);
    }

    private static void unwatched(Row row, int index) {
        // No chart shows it.
    }

    private TableSheet table(String name, List<Column> columns, ObjIntConsumer<Row> watcher) throws IOException {
        String sheetName = words.text("sheet." + name);
        TableSheet table = new TableSheet(workbook.createSheet(sheetName), columns, styles, words, watcher);
        List<@Nullable Object> parameters = new ArrayList<>(asked.parameters());
        parameters.add(rowsAtMost);
        released.product(name, parameters, table);
        table.finish();
        written.add(new WrittenSheet(sheetName, table.rowCount(), table.leftOutCount()));
        return table;
    }

    private Place place(String sheet, TableSheet table, String label, String first, String second) {
        return new Place(
                words.text("sheet." + sheet),
                table.columnIndex(label),
                table.columnIndex(first),
                table.columnIndex(second));
    }

    private void notes(Row release) throws IOException {
        Notes notes = new Notes(workbook.createSheet(words.text("sheet.notes")), styles);
        notes.heading(words.text("title"));
        notes.note(words.text("note.release"), release.number("release_number"));
        notes.note(words.text("note.released_at"), (Instant) release.present("released_at"));
        notes.note(words.text("note.figures_digest"), release.text("figures_digest"));
        notes.note(words.text("note.asked"), question());
        for (WrittenSheet sheet : written) {
            if (sheet.leftOutCount() > 0) {
                notes.note(
                        words.text("note.left_out", sheet.sheetName()),
                        words.text("note.left_out.means", number(sheet.rowCount()), number(sheet.leftOutCount())));
            }
        }
        for (Row source : rows(receiver -> released.product("sources", asked.parameters(), receiver))) {
            notes.heading(words.text("note.source", source.text("source_code")));
            notes.note(words.text("note.title"), source.text(words.isSpanish() ? "title_es" : "title"));
            for (String fact : List.of("publisher", "url", "licence", "attribution")) {
                notes.note(words.text("note." + fact), source.text(fact));
            }
            for (String fact : List.of("counting_unit", "region_basis", "accumulation")) {
                notes.note(words.text("note." + fact), words.textOr("value." + source.text(fact), source.text(fact)));
            }
        }
        notes.heading(words.text("note.words"));
        notes.glossary(words, WORDS);
    }

    private String question() {
        if (asked.source() == null && asked.year() == null) {
            return words.text("note.asked.all");
        }
        String source = asked.source() == null ? words.text("note.asked.all_sources") : asked.source();
        return asked.year() == null ? source : source + ", " + asked.year();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private Row release() throws IOException {
        return rows(receiver -> released.query("from published.release where is_current", List.of(), receiver))
                .get(0);
    }

    private interface Query {
        void into(RowReceiver receiver) throws IOException;
    }

    private static List<Row> rows(Query query) throws IOException {
        List<Row> rows = new ArrayList<>();
        query.into(new RowReceiver() {
            private List<String> names = List.of();

            @Override
            public void columns(List<String> queried) {
                names = queried;
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(new Row(names, values));
            }
        });
        return rows;
    }
}
