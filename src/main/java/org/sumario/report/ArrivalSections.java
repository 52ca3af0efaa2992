package org.sumario.report;

import static org.sumario.report.Attribute.CLASS;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.report.Account.Arrival;
import org.sumario.report.Account.ControlTotals;
import org.sumario.report.Account.LayoutChange;
import org.sumario.report.Account.MeasureTotals;
import org.sumario.report.Account.Sentence;

/** What arrived, what became of it and why, with its control totals; and what still waits. */
final class ArrivalSections {
    private final Wording wording;
    private final Markup markup;

    ArrivalSections(Wording wording, Markup markup) {
        this.wording = wording;
        this.markup = markup;
    }

    void write(Account account) {
        List<Arrival> deliveries = account.deliveries();
        markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_DELIVERIES"));
        if (deliveries.isEmpty()) {
            markup.element(Tag.P, wording.text("REPORT_NO_DELIVERIES"));
        } else {
            totals(deliveries);
        }
        deliveries.forEach(this::told);
        if (!account.notSpreadsheets().isEmpty()) {
            markup.element(Tag.P, wording.text("LOAD_NOT_SPREADSHEET", String.join(", ", account.notSpreadsheets())));
        }
        if (!account.waiting().isEmpty()) {
            markup.element(Tag.H3, wording.text("REPORT_WAITING"));
            account.waiting().forEach(this::told);
        }
        markup.close();
    }

    private void totals(List<Arrival> deliveries) {
        Table table = new Table(
                wording.text("REPORT_TOTALS"),
                wording.headings(
                        "REPORT_FILE",
                        "REPORT_STATE",
                        "REPORT_SOURCE",
                        "#REPORT_ROWS",
                        "#REPORT_OBSERVATIONS",
                        "#REPORT_FACTS",
                        "#REPORT_REJECTIONS",
                        "REPORT_SUMS"));
        for (Arrival arrival : deliveries) {
            ControlTotals totals = arrival.controlTotals();
            table.row(
                    arrival.fileName(),
                    state(arrival),
                    arrival.sourceCode() == null ? "–" : arrival.sourceCode(),
                    count(totals == null ? null : totals.rows()),
                    count(totals == null ? null : totals.observations()),
                    count(totals == null ? null : totals.facts()),
                    count(totals == null ? null : totals.rejections()),
                    totals == null ? "–" : sums(totals));
        }
        table.writeTo(markup);
    }

    private static String count(@Nullable Long count) {
        return Wording.grouped(count);
    }

    private String state(Arrival arrival) {
        String state = wording.text("STATE_" + arrival.state());
        String before = arrival.stateBefore();
        return before == null ? state : wording.text("STATE_" + before) + " → " + state;
    }

    private String sums(ControlTotals totals) {
        StringBuilder sums = new StringBuilder();
        for (MeasureTotals measure : totals.measures()) {
            String code = measure.isBalanced() ? "REPORT_BALANCED" : "REPORT_NOT_BALANCED";
            String text = wording.text(
                    code,
                    Wording.grouped(measure.rawSum()),
                    Wording.grouped(measure.factSum()),
                    Wording.grouped(measure.rejectedSum()));
            sums.append(sums.length() == 0 ? "" : "; ")
                    .append(totals.measures().size() == 1 ? "" : measure.measure() + " ")
                    .append(text);
        }
        return sums.toString();
    }

    private void told(Arrival arrival) {
        markup.open(Tag.P)
                .element(Tag.STRONG, arrival.fileName())
                .text(" (" + state(arrival) + ") ")
                .element(Tag.CODE, arrival.sha256(), CLASS.is("faint"))
                .close();
        List<String> reasons = wording.isSpanish() ? arrival.reasonsEs() : arrival.reasons();
        LayoutChange layout = arrival.layoutChange();
        if (!reasons.isEmpty() || layout != null) {
            markup.open(Tag.UL);
            reasons.forEach(reason -> markup.element(Tag.LI, reason));
            if (layout != null) {
                layout(layout);
            }
            markup.close();
        }
        if (arrival.state().equals("held")) {
            markup.open(Tag.P)
                    .text(wording.text("REPORT_DECIDE"))
                    .element(
                            Tag.CODE,
                            " sumario decide " + arrival.sha256().substring(0, 8)
                                    + " accept|confirm|reject --reason TEXT")
                    .close();
        }
    }

    private void layout(LayoutChange layout) {
        markup.open(Tag.LI)
                .text(wording.text("LAYOUT_NEAREST", layout.sourceCode(), layout.sheetName()))
                .open(Tag.UL);
        for (Sentence column : layout.columns()) {
            markup.element(Tag.LI, column.text(wording.language()));
        }
        markup.close().close();
    }
}
