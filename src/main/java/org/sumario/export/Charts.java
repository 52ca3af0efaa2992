package org.sumario.export;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFShapeProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrossBetween;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.AxisTickLabelPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.DisplayBlanks;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.ScatterStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFScatterChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xddf.usermodel.text.XDDFTextRun;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTScatterSer;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTValAx;

/**
 * Draws charts one below the other. Each refers to cells of another sheet and carries their values too: of a sheet that was streamed
 * no cell can be read again.
 */
final class Charts {
    private static final int WIDTH = 14;
    private static final int HEIGHT = 18;
    private static final int SERIES_AT_MOST = 12;
    private static final int BARS_AT_MOST = 36;
    private static final double TITLE_SIZE = 13;
    private static final double LINE_WIDTH = 2;

    /** Told apart by most who are colour-blind, and in print; a workbook without a theme has no colours of its own. */
    private static final List<String> COLOURS = List.of(
            "0072B2", "E69F00", "009E73", "CC79A7", "56B4E9", "D55E00", "7F7F7F", "000000", "F0E442", "8C564B",
            "9467BD", "BCBD22");

    private static final int DAYS_AROUND = 45;
    private static final String GRID = "D9D9D9";

    private final XSSFDrawing drawing;
    private final Words words;
    private int nextRow;

    Charts(XSSFSheet sheet, Words words) {
        this.drawing = sheet.createDrawingPatriarch();
        this.words = words;
        sheet.setDisplayGridlines(false);
        Styles.forPrint(sheet);
    }

    /**
     * A row of a table as a chart shows it.
     *
     * @param label the series of a line, the category of a bar
     * @param row index of the row in its sheet
     * @param x the day of a line's point as the number that a cell has for it, the first bar of a category
     * @param y the value of a line's point, the second bar of a category
     */
    record Point(
            String label,
            int row,
            @Nullable Number x,
            @Nullable Number y) {}

    /** Where in its sheet the values of points stand: its name, and the columns. */
    record Place(String sheetName, int labelColumn, int firstColumn, int secondColumn) {}

    /** A line per label over days; the points of a label stand together, those of the latest labels last. */
    void lines(String title, List<Point> points, Place place) {
        Map<String, List<Point>> all = new LinkedHashMap<>();
        for (Point point : points) {
            all.computeIfAbsent(point.label(), label -> new ArrayList<>()).add(point);
        }
        List<List<Point>> shown = last(List.copyOf(all.values()), SERIES_AT_MOST);
        XSSFChart chart = chart(title, shown.size(), all.size());
        XDDFValueAxis days = chart.createValueAxis(AxisPosition.BOTTOM);
        days.setTitle(words.text("chart.extraction_date"));
        days.setNumberFormat("yyyy-mm");
        DoubleSummaryStatistics drawn = shown.stream()
                .flatMap(List::stream)
                .mapToDouble(point -> Objects.requireNonNull(point.x()).doubleValue())
                .summaryStatistics();
        // Left alone, the axis of a single day runs over a century.
        days.setMinimum(drawn.getMin() - DAYS_AROUND);
        days.setMaximum(drawn.getMax() + DAYS_AROUND);
        XDDFValueAxis totals = values(chart);
        days.setVisible(true);
        XDDFScatterChartData data = (XDDFScatterChartData) chart.createData(ChartTypes.SCATTER, days, totals);
        data.setStyle(ScatterStyle.LINE_MARKER);
        for (List<Point> series : shown) {
            XDDFScatterChartData.Series line = (XDDFScatterChartData.Series) data.addSeries(
                    numbers(series, Point::x, place, place.firstColumn()),
                    numbers(series, Point::y, place, place.secondColumn()));
            line.setTitle(series.get(0).label(), null);
            line.setSmooth(false);
            line.setMarkerStyle(MarkerStyle.CIRCLE);
            line.setLineProperties(line(colour(data.getSeriesCount() - 1), LINE_WIDTH));
        }
        chart.getOrAddLegend().setPosition(LegendPosition.RIGHT);
        plot(chart, data);
        // POI has no word for the colour of markers, without which a single point is not told from others.
        CTScatterSer[] markers =
                chart.getCTChart().getPlotArea().getScatterChartArray(0).getSerArray();
        for (int i = 0; i < markers.length; i++) {
            markers[i].getMarker().setSpPr(filled(colour(i)).getXmlObject());
        }
    }

    /** A bar per point and name: its first value, and beside it its second where there are two names. */
    void bars(String title, List<Point> points, Place place, List<String> names) {
        List<Point> shown = last(points, BARS_AT_MOST);
        XSSFChart chart = chart(title, shown.size(), points.size());
        XDDFCategoryAxis categories = chart.createCategoryAxis(AxisPosition.BOTTOM);
        categories.setTickLabelPosition(AxisTickLabelPosition.LOW);
        categories.setVisible(true);
        XDDFValueAxis counts = values(chart);
        counts.setCrossBetween(AxisCrossBetween.BETWEEN);
        XDDFBarChartData data = (XDDFBarChartData) chart.createData(ChartTypes.BAR, categories, counts);
        data.setBarDirection(BarDirection.COL);
        data.setVaryColors(false);
        String[] labels = shown.stream().map(Point::label).toArray(String[]::new);
        for (int i = 0; i < names.size(); i++) {
            boolean isFirst = i == 0;
            XDDFChartData.Series series = data.addSeries(
                    XDDFDataSourcesFactory.fromArray(labels, range(shown, place, place.labelColumn())),
                    numbers(
                            shown,
                            isFirst ? Point::x : Point::y,
                            place,
                            isFirst ? place.firstColumn() : place.secondColumn()));
            series.setTitle(names.get(i), null);
            series.setFillProperties(colour(i));
        }
        if (names.size() > 1) {
            chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        }
        plot(chart, data);
    }

    private XSSFChart chart(String title, int shown, int all) {
        XSSFChart chart = drawing.createChart(drawing.createAnchor(0, 0, 0, 0, 0, nextRow, WIDTH, nextRow + HEIGHT));
        nextRow += HEIGHT + 1;
        chart.setTitleText(CellText.of(shown == all ? title : words.text("chart.part", title, shown, all)));
        chart.setTitleOverlay(false);
        for (XDDFTextRun run : chart.getTitle().getBody().getParagraph(0)) {
            run.setFontSize(TITLE_SIZE);
        }
        // What is not there is not zero.
        chart.displayBlanksAs(DisplayBlanks.GAP);
        return chart;
    }

    private static void plot(XSSFChart chart, XDDFChartData data) {
        chart.plot(data);
        for (CTValAx axis : chart.getCTChart().getPlotArea().getValAxArray()) {
            // Else the format of the cells goes before that of the axis.
            axis.getNumFmt().setSourceLinked(false);
        }
    }

    private static XDDFValueAxis values(XSSFChart chart) {
        XDDFValueAxis axis = chart.createValueAxis(AxisPosition.LEFT);
        axis.setNumberFormat("#,##0");
        axis.setVisible(true);
        axis.getOrAddMajorGridProperties().setLineProperties(line(solid(GRID), 1));
        return axis;
    }

    private static XDDFSolidFillProperties colour(int series) {
        return solid(COLOURS.get(series % COLOURS.size()));
    }

    private static XDDFSolidFillProperties solid(String colour) {
        return new XDDFSolidFillProperties(XDDFColor.from(HexFormat.of().parseHex(colour)));
    }

    private static XDDFLineProperties line(XDDFSolidFillProperties colour, double width) {
        XDDFLineProperties line = new XDDFLineProperties(colour);
        line.setWidth(width);
        return line;
    }

    private static XDDFShapeProperties filled(XDDFSolidFillProperties colour) {
        XDDFShapeProperties shape = new XDDFShapeProperties();
        shape.setFillProperties(colour);
        shape.setLineProperties(line(colour, 1));
        return shape;
    }

    private static XDDFNumericalDataSource<Number> numbers(
            List<Point> points, Function<Point, @Nullable Number> value, Place place, int column) {
        Number[] numbers = points.stream().map(value).toArray(Number[]::new);
        return XDDFDataSourcesFactory.fromArray(numbers, range(points, place, column));
    }

    private static String range(List<Point> points, Place place, int column) {
        int first = points.get(0).row();
        int last = points.get(points.size() - 1).row();
        return new CellRangeAddress(first, last, column, column).formatAsString(place.sheetName(), true);
    }

    private static <T> List<T> last(List<T> all, int atMost) {
        return all.subList(Math.max(0, all.size() - atMost), all.size());
    }
}
