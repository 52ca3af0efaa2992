package org.sumario.report;

import static org.sumario.report.Attribute.CHARSET;
import static org.sumario.report.Attribute.CLASS;
import static org.sumario.report.Attribute.CONTENT;
import static org.sumario.report.Attribute.HTTP_EQUIV;
import static org.sumario.report.Attribute.LANG;
import static org.sumario.report.Attribute.NAME;
import static org.sumario.report.Attribute.XMLNS;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.report.Account.Findings;
import org.sumario.report.Account.PlaceCount;
import org.sumario.report.Account.Release;
import org.sumario.report.Account.Rule;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.UnmappedLabel;

/** The account of a run as one page that needs nothing else: what came of it, what arrived, what changed in the figures, what was found. */
final class ReportPage {
    /** Rows of a table; the JSON has more. */
    static final int SHOWN = 20;

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final Account account;
    private final Wording wording;
    private final Markup markup = new Markup();

    private ReportPage(Account account, Locale language) {
        this.account = account;
        wording = new Wording(language);
    }

    static String of(Account account, Locale language) {
        ReportPage page = new ReportPage(account, language);
        page.write();
        return page.markup.toString();
    }

    private void write() {
        markup.open(
                Tag.HTML,
                XMLNS.is("http://www.w3.org/1999/xhtml"),
                LANG.is(wording.language().getLanguage()));
        markup.open(Tag.HEAD)
                .open(Tag.META, CHARSET.is("utf-8"))
                .open(Tag.META, HTTP_EQUIV.is("Content-Security-Policy"), CONTENT.is(POLICY))
                .open(Tag.META, NAME.is("viewport"), CONTENT.is("width=device-width, initial-scale=1"))
                .open(Tag.META, NAME.is("referrer"), CONTENT.is("no-referrer"))
                .element(Tag.TITLE, title())
                .styles()
                .close();
        markup.open(Tag.BODY);
        head();
        markup.open(Tag.MAIN);
        new ArrivalSections(wording, markup).write(account);
        new FigureSections(wording, markup).write(account);
        findings(account.findings());
        labels(account.unmappedLabels());
        sentences("REPORT_NOTICES", account.notices());
        markup.close();
        markup.open(Tag.FOOTER).element(Tag.P, wording.text("REPORT_FOOTER")).close();
        markup.close().close();
    }

    private String title() {
        return account.kind() == Account.Kind.PLAN
                ? wording.text("REPORT_TITLE_PLAN")
                : wording.text("REPORT_TITLE_" + account.kind(), account.run());
    }

    private void head() {
        markup.open(Tag.HEADER).element(Tag.H1, title());
        String kind =
                switch (account.verdict()) {
                    case REFUSED -> "verdict refused";
                    case HELD, RELEASED_NEEDS_DECISION, NEEDS_DECISION -> "verdict waits";
                    case RELEASED, READY, NOTHING_NEW -> "verdict";
                };
        Release after = account.after();
        markup.open(Tag.DIV, CLASS.is(kind));
        markup.open(Tag.P)
                .element(
                        Tag.STRONG,
                        wording.text("REPORT_" + account.verdict(), after == null ? "–" : after.releaseNumber()))
                .close();
        Sentence refusal = account.refusal();
        if (refusal != null) {
            markup.element(Tag.P, refusal.text(wording.language()));
        }
        if (account.plan() != null) {
            markup.open(Tag.P)
                    .text(wording.text("REPORT_PLAN"))
                    .element(Tag.CODE, " sumario load --plan " + account.plan())
                    .close();
        }
        markup.close();
        markup.open(Tag.DL);
        fact("REPORT_BEFORE_RELEASE", release(account.before()));
        fact(account.kind() == Account.Kind.PLAN ? "REPORT_AFTER_PLAN" : "REPORT_AFTER_RELEASE", release(after));
        fact("REPORT_RUN", Long.toString(account.run()));
        fact("REPORT_STARTED", second(account.startedAt()));
        fact("REPORT_ENDED", second(account.endedAt()));
        markup.close().close();
    }

    private void fact(String code, String value) {
        markup.element(Tag.DT, wording.text(code)).element(Tag.DD, value);
    }

    private String release(@Nullable Release release) {
        return release == null
                ? wording.text("REPORT_NO_RELEASE")
                : wording.text("REPORT_RELEASE", release.releaseNumber(), release.figuresDigest());
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void findings(Findings findings) {
        if (findings.count() == 0) {
            return;
        }
        markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_FINDINGS", Wording.grouped(findings.count())));
        Table rules = new Table(
                wording.text("REPORT_BY_RULE"),
                wording.headings(
                        "REPORT_RULE", "REPORT_SEVERITY", "#REPORT_COUNT", "REPORT_FIRST_AT", "REPORT_ADVICE"));
        for (Rule rule : first(findings.byRule())) {
            String example =
                    rule.rawText().isBlank() ? rule.example() : rule.example() + ": " + shortened(rule.rawText());
            rules.row(
                    rule.code(),
                    wording.text("SEVERITY_" + rule.severity()),
                    Wording.grouped(rule.count()),
                    example,
                    shortened(wording.isSpanish() ? rule.adviceEs() : rule.advice()));
        }
        rules.writeTo(markup);
        more(findings.byRule().size());
        Table places = new Table(
                wording.text("REPORT_BY_PLACE"),
                wording.headings("REPORT_PLACE", "REPORT_RULE", "REPORT_SEVERITY", "#REPORT_COUNT"));
        for (PlaceCount place : first(findings.byPlace())) {
            String name = place.placeName();
            places.row(
                    name == null ? wording.text("REPORT_NO_PLACE") : name,
                    place.code(),
                    wording.text("SEVERITY_" + place.severity()),
                    Wording.grouped(place.count()));
        }
        if (findings.byPlace().stream().anyMatch(place -> place.placeName() != null)) {
            places.writeTo(markup);
            more(findings.placeCount());
        }
        markup.close();
    }

    private void labels(List<UnmappedLabel> labels) {
        if (labels.isEmpty()) {
            return;
        }
        markup.open(Tag.SECTION).element(Tag.H2, wording.text("REPORT_LABELS"));
        Table table = new Table(
                wording.text("REPORT_LABELS"),
                wording.headings(
                        "REPORT_LABEL", "REPORT_CODELIST", "#REPORT_CELLS", "REPORT_FIRST_AT", "REPORT_NEAREST"));
        for (UnmappedLabel label : first(labels)) {
            table.row(
                    label.label(),
                    label.codelist(),
                    Wording.grouped(label.cells()),
                    label.example(),
                    String.join(" | ", label.nearest()));
        }
        table.writeTo(markup);
        more(labels.size());
        markup.close();
    }

    private void sentences(String heading, List<Sentence> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        markup.open(Tag.SECTION).element(Tag.H2, wording.text(heading)).open(Tag.UL);
        sentences.forEach(sentence -> markup.element(Tag.LI, sentence.text(wording.language())));
        markup.close().close();
    }

    private void more(long count) {
        if (count > SHOWN) {
            markup.element(Tag.P, wording.text("REPORT_MORE", Wording.grouped(count - SHOWN)), CLASS.is("faint"));
        }
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    /** Not longer than a person reads in a table. */
    private static String shortened(String text) {
        int most = 300;
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
