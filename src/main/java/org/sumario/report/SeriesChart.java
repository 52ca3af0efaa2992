package org.sumario.report;

import static org.sumario.report.Attribute.CLASS;
import static org.sumario.report.Attribute.D;
import static org.sumario.report.Attribute.FILL;
import static org.sumario.report.Attribute.HEIGHT;
import static org.sumario.report.Attribute.ID;
import static org.sumario.report.Attribute.LABELLED_BY;
import static org.sumario.report.Attribute.PATTERN_UNITS;
import static org.sumario.report.Attribute.ROLE;
import static org.sumario.report.Attribute.TEXT_ANCHOR;
import static org.sumario.report.Attribute.VIEW_BOX;
import static org.sumario.report.Attribute.WIDTH;
import static org.sumario.report.Attribute.X;
import static org.sumario.report.Attribute.X1;
import static org.sumario.report.Attribute.X2;
import static org.sumario.report.Attribute.XMLNS;
import static org.sumario.report.Attribute.Y;
import static org.sumario.report.Attribute.Y1;
import static org.sumario.report.Attribute.Y2;

import java.util.List;
import java.util.Locale;
import org.sumario.report.Account.Series;
import org.sumario.report.Account.SeriesYear;

/**
 * A bar for each year of a series, drawn here and without a script. A year of which only some months are covered is hatched and named by
 * them; what a run brought has a thick frame and a mark; a dashed line is what was current before. Nothing is told by colour alone, and a
 * table below has the same numbers.
 */
final class SeriesChart {
    private static final int YEARS_DRAWN = 40;
    /** With more bars their numbers would overlap. */
    private static final int YEARS_LABELLED = 14;

    private static final int WIDE = 760;
    private static final int HIGH = 300;
    private static final int LEFT = 82;
    private static final int TOP = 34;
    private static final int BOTTOM = HIGH - 56;
    private static final int GRID_LINES = 4;

    private final Wording wording;
    private final Series series;
    private final String name;
    private final List<SeriesYear> years;
    private final double slot;
    private final long highest;

    /** @param number tells it from the others of a page */
    SeriesChart(Wording wording, Series series, int number) {
        this.wording = wording;
        this.series = series;
        name = "series-" + number;
        int count = series.years().size();
        years = series.years().subList(Math.max(0, count - YEARS_DRAWN), count);
        slot = (WIDE - LEFT - 10.0) / Math.max(1, years.size());
        highest = scale(years.stream()
                .mapToLong(year -> Math.max(year.currentCount(), year.openingCount() == null ? 0 : year.openingCount()))
                .max()
                .orElse(0));
    }

    void writeTo(Markup markup) {
        markup.element(Tag.H3, title()).open(Tag.FIGURE);
        markup.open(
                Tag.SVG,
                XMLNS.is("http://www.w3.org/2000/svg"),
                VIEW_BOX.is("0 0 " + WIDE + " " + HIGH),
                ROLE.is("img"),
                LABELLED_BY.is(name + "-title " + name + "-desc"));
        markup.element(Tag.TITLE, title(), ID.is(name + "-title"));
        markup.element(Tag.DESC, description(), ID.is(name + "-desc"));
        markup.open(Tag.DEFS)
                .open(Tag.PATTERN, ID.is(name + "-part"), WIDTH.is(8), HEIGHT.is(8), PATTERN_UNITS.is("userSpaceOnUse"))
                .open(Tag.PATH, CLASS.is("hatch"), D.is("M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4"))
                .close()
                .close()
                .close();
        grid(markup);
        for (int i = 0; i < years.size(); i++) {
            bar(markup, years.get(i), LEFT + slot * i);
        }
        markup.close();
        markup.element(Tag.FIGCAPTION, wording.text("REPORT_CHART_KEY"), CLASS.is("faint"));
        table().writeTo(markup);
        markup.close();
    }

    private String title() {
        return (wording.isSpanish() ? series.titleEs() : series.title()) + wording.measure(series.measure());
    }

    private String description() {
        return years.isEmpty()
                ? ""
                : wording.text(
                        "REPORT_CHART_DESC",
                        series.sourceCode(),
                        Integer.toString(years.get(0).year()),
                        Integer.toString(years.get(years.size() - 1).year()),
                        years.stream().filter(SeriesYear::isOfThisRun).count(),
                        years.stream().filter(year -> !year.isFullYear()).count());
    }

    private void grid(Markup markup) {
        for (int i = 0; i <= GRID_LINES; i++) {
            long count = highest / GRID_LINES * i;
            markup.open(
                            Tag.LINE,
                            CLASS.is("grid"),
                            X1.is(LEFT),
                            X2.is(WIDE - 5),
                            Y1.is(place(y(count))),
                            Y2.is(place(y(count))))
                    .close();
            label(markup, "faint", LEFT - 8, y(count) + 4, "end", Wording.grouped(count));
        }
    }

    private void bar(Markup markup, SeriesYear year, double from) {
        double left = from + slot * 0.16;
        double width = slot * 0.68;
        double top = y(year.currentCount());
        String frame = year.isOfThisRun() ? "frame new" : "frame";
        Attribute.Given[] box = {
            X.is(place(left)), Y.is(place(top)), WIDTH.is(place(width)), HEIGHT.is(place(BOTTOM - top))
        };
        Attribute.Given fill = year.isFullYear() ? CLASS.is("bar") : FILL.is("url(#" + name + "-part)");
        markup.open(Tag.RECT, fill, box[0], box[1], box[2], box[3]).close();
        markup.open(Tag.RECT, CLASS.is(frame), box[0], box[1], box[2], box[3]).close();
        Long before = year.openingCount();
        if (before != null && before != year.currentCount()) {
            markup.open(
                            Tag.LINE,
                            CLASS.is("before"),
                            X1.is(place(from + 1)),
                            X2.is(place(from + slot - 1)),
                            Y1.is(place(y(before))),
                            Y2.is(place(y(before))))
                    .close();
        }
        double middle = from + slot / 2;
        if (years.size() <= YEARS_LABELLED) {
            label(markup, "", middle, top - 6, "middle", Wording.grouped(year.currentCount()));
        }
        String shown = Integer.toString(year.year());
        label(markup, "", middle, BOTTOM + 16, "middle", slot < 34 ? shown.substring(2) : shown);
        if (!year.isFullYear() && slot >= 34) {
            label(markup, "faint", middle, BOTTOM + 31, "middle", interval(year));
        }
        if (year.isOfThisRun()) {
            label(markup, "new", middle, BOTTOM + 47, "middle", slot < 70 ? "▲" : "▲ " + wording.text("REPORT_NEW"));
        }
    }

    private void label(Markup markup, String kind, double x, double y, String anchor, String text) {
        markup.element(Tag.TEXT, text, CLASS.is(kind), X.is(place(x)), Y.is(place(y)), TEXT_ANCHOR.is(anchor));
    }

    private Table table() {
        Table table = new Table(
                title(),
                wording.headings(
                        "REPORT_YEAR",
                        "REPORT_MONTHS",
                        "#REPORT_BEFORE",
                        "#REPORT_NOW",
                        "REPORT_HERE",
                        "REPORT_SCOPES"));
        for (SeriesYear year : series.years()) {
            table.row(
                    Integer.toString(year.year()),
                    interval(year),
                    Wording.grouped(year.openingCount()),
                    Wording.grouped(year.currentCount()),
                    here(year),
                    year.scopeCount() + " / " + year.scopeExpectedCount());
        }
        return table;
    }

    private String here(SeriesYear year) {
        String current = year.isOfThisRun() ? "▲ " + wording.text("REPORT_NEW") : "";
        return year.supersededOfThisRunCount() == 0
                ? current
                : (current + " " + wording.text("REPORT_HISTORY", year.supersededOfThisRunCount())).strip();
    }

    private String interval(SeriesYear year) {
        return wording.interval(year.periodStart(), year.periodEnd());
    }

    private double y(long count) {
        return BOTTOM - (BOTTOM - TOP) * (double) count / highest;
    }

    private static String place(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    /** A round number, in as many equal steps as there are lines, that nothing exceeds. */
    private static long scale(long count) {
        long step = 1;
        while (step * 10 * GRID_LINES <= count) {
            step *= 10;
        }
        for (long times : new long[] {1, 2, 3, 5, 10}) {
            if (step * times * GRID_LINES >= count) {
                return step * times * GRID_LINES;
            }
        }
        return step * 10 * GRID_LINES;
    }
}
