package org.sumario.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.DateUtil;
import org.sumario.export.Charts.Place;
import org.sumario.export.Charts.Point;

/** Notes of the rows what the charts need, source by source, and draws them when all rows have been seen. */
final class RevisionCharts {
    private final RevisionTables tables;
    private final Words words;
    private final Map<String, Figures> bySource = new LinkedHashMap<>();

    RevisionCharts(RevisionTables tables, Words words) {
        this.tables = tables;
        this.words = words;
    }

    private static final class Figures {
        final List<Point> totals = new ArrayList<>();
        final List<Point> flows = new ArrayList<>();
        final List<Point> pairs = new ArrayList<>();
        boolean hasPair;
        boolean countsReceived;
    }

    void vintage(Row row, int index) {
        Figures figures = figures(row);
        figures.countsReceived |= row.value("complaint_count") == null;
        double day = DateUtil.getExcelDate(row.day("extraction_date"));
        figures.totals.add(new Point(scoped(row, row.text("year")), index, day, row.numberOrNothing("total_count")));
    }

    void flow(Row row, int index) {
        figures(row)
                .flows
                .add(new Point(scoped(row, tables.interval(row)), index, row.numberOrNothing("complaint_count"), null));
    }

    void samePeriod(Row row, int index) {
        if (!row.is("is_nearest")) {
            return;
        }
        Figures figures = figures(row);
        figures.hasPair |= row.is("is_compared");
        figures.pairs.add(new Point(
                scoped(row, tables.pair(row)),
                index,
                row.numberOrNothing("complaint_count"),
                row.numberOrNothing("earlier_complaint_count")));
    }

    /**
     * @param complaints the vintages' totals of a source that counts complaints
     * @param received those of one that counts entries received
     */
    void draw(Charts charts, Place complaints, Place received, Place flows, Place pairs) {
        bySource.forEach((source, figures) -> {
            if (!figures.totals.isEmpty()) {
                Place totals = figures.countsReceived ? received : complaints;
                charts.lines(words.text("chart.totals", source), figures.totals, totals);
            }
            if (!figures.flows.isEmpty()) {
                charts.bars(
                        words.text("chart.flows", source),
                        figures.flows,
                        flows,
                        List.of(words.text("column.flow_count")));
            }
            if (figures.hasPair) {
                charts.bars(
                        words.text("chart.same_period", source),
                        figures.pairs,
                        pairs,
                        List.of(words.text("chart.year"), words.text("chart.earlier_year")));
            }
        });
    }

    private Figures figures(Row row) {
        return bySource.computeIfAbsent(CellText.of(row.text("source_code")), source -> new Figures());
    }

    private static String scoped(Row row, String label) {
        String scope = CellText.of(row.text("scope"));
        return scope.equals("all") ? label : scope + " " + label;
    }
}
