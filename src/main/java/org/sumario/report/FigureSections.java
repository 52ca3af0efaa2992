package org.sumario.report;

import static org.sumario.report.Attribute.CLASS;

import java.util.List;
import org.sumario.model.Reason;
import org.sumario.report.Account.ChangedTotals;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.Headline;
import org.sumario.report.Account.HeadlineYear;
import org.sumario.report.Account.IfAccepted;
import org.sumario.report.Account.MappingChange;
import org.sumario.report.Account.MappingChanges;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.Series;
import org.sumario.report.Account.TotalChange;
import org.sumario.report.Account.YearChange;

/** What changed in published figures, from the headline to offences, and the series as they are now. */
final class FigureSections {
    private static final int TOTALS_SHOWN = 15;

    private final Wording wording;
    private final Markup markup;

    FigureSections(Wording wording, Markup markup) {
        this.wording = wording;
        this.markup = markup;
    }

    void write(Account account) {
        markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_FIGURES"));
        account.headlines().forEach(this::headline);
        Changes changes = account.changes();
        if (changes == null) {
            markup.element(Tag.P, wording.text("REPORT_NOT_COMPARED"));
        } else {
            changes(changes);
        }
        mapping(account.mapping());
        markup.close();
        if (!account.ifAccepted().isEmpty()) {
            markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_IF_ACCEPTED"));
            account.ifAccepted().forEach(this::ifAccepted);
            markup.close();
        }
        if (!account.series().isEmpty()) {
            markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_SERIES"));
            int number = 0;
            for (Series series : account.series()) {
                new SeriesChart(wording, series, ++number).writeTo(markup);
            }
            markup.close();
        }
    }

    private void headline(Headline headline) {
        Table table = new Table(
                (wording.isSpanish() ? headline.titleEs() : headline.title()) + wording.measure(headline.measure()),
                wording.headings("REPORT_YEAR", "#REPORT_BEFORE", "#REPORT_NOW"));
        for (HeadlineYear year : headline.years()) {
            table.row(
                    Integer.toString(year.year()),
                    Wording.grouped(year.openingCount()),
                    Wording.grouped(year.closingCount()));
        }
        table.writeTo(markup);
    }

    private void changes(Changes changes) {
        if (changes.years().isEmpty()) {
            markup.element(Tag.P, wording.text("DIFF_NOTHING"));
            return;
        }
        years(changes.years());
        changes.totals().forEach(this::totals);
    }

    private void years(List<YearChange> years) {
        markup.open(Tag.UL);
        years.stream().limit(ReportPage.SHOWN).forEach(year -> {
            markup.open(Tag.LI).element(Tag.STRONG, wording.text(wording.year(year)));
            for (Reason cells : wording.cells(year)) {
                markup.text(". " + wording.text(cells));
            }
            markup.text(".").close();
        });
        markup.close();
        if (years.size() > ReportPage.SHOWN) {
            markup.element(Tag.P, wording.text("REPORT_MORE", years.size() - ReportPage.SHOWN), CLASS.is("faint"));
        }
    }

    private void totals(ChangedTotals totals) {
        Table table = new Table(
                wording.text("REPORT_GRAIN_" + totals.grain()) + ": "
                        + wording.text("REPORT_KIND_" + totals.revisionKind()),
                wording.headings(
                        "REPORT_GRAIN_" + totals.grain(),
                        "REPORT_SOURCE",
                        "#REPORT_BEFORE",
                        "#REPORT_NOW",
                        "#REPORT_DIFFERENCE"));
        for (TotalChange total : totals.largest().stream().limit(TOTALS_SHOWN).toList()) {
            String scope = total.scope().equals("all") ? "" : " " + total.scope();
            table.row(
                    total.memberName() == null ? "–" : total.memberName(),
                    total.sourceCode() + scope + " " + total.year() + wording.measure(total.measure()),
                    Wording.grouped(total.openingCount()),
                    Wording.grouped(total.closingCount()),
                    signed(total.differenceCount()));
        }
        table.writeTo(markup);
        if (totals.count() > TOTALS_SHOWN) {
            markup.element(
                    Tag.P,
                    wording.text("REPORT_MORE", Wording.grouped(totals.count() - TOTALS_SHOWN)),
                    CLASS.is("faint"));
        }
    }

    private static String signed(long difference) {
        return difference < 0 ? "−" + Wording.grouped(-difference) : "+" + Wording.grouped(difference);
    }

    private void mapping(MappingChanges mapping) {
        if (mapping.sources().isEmpty()) {
            return;
        }
        markup.element(Tag.H3, wording.text("REPORT_MAPPING"));
        markup.element(
                Tag.P,
                wording.text(
                        "LOAD_MAPPING",
                        String.join(", ", mapping.sources()),
                        mapping.byLabels(),
                        mapping.fromFiles(),
                        mapping.changeCount()));
        Table table = new Table(
                wording.text("REPORT_MAPPING"),
                wording.headings(
                        "REPORT_VINTAGE", "REPORT_MEMBER", "#REPORT_BEFORE", "#REPORT_NOW", "#REPORT_DIFFERENCE"));
        for (MappingChange change :
                mapping.changes().stream().limit(ReportPage.SHOWN).toList()) {
            table.row(
                    change.vintageCode(),
                    change.dimension() + " " + change.memberCode() + wording.measure(change.measure()),
                    Wording.grouped(change.beforeCount()),
                    Wording.grouped(change.afterCount()),
                    signed(change.afterCount() - change.beforeCount()));
        }
        if (!table.isEmpty()) {
            table.writeTo(markup);
        }
        if (mapping.changeCount() > ReportPage.SHOWN) {
            markup.element(
                    Tag.P,
                    wording.text("REPORT_MORE", Wording.grouped(mapping.changeCount() - ReportPage.SHOWN)),
                    CLASS.is("faint"));
        }
    }

    private void ifAccepted(IfAccepted held) {
        markup.element(Tag.H3, held.fileName() + " (" + held.sha256().substring(0, 8) + ")");
        Sentence refusal = held.refusal();
        Changes changes = held.changes();
        if (refusal != null) {
            markup.element(Tag.P, refusal.text(wording.language()));
        }
        if (changes != null) {
            changes(changes);
        }
    }
}
