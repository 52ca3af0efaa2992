package org.sumario.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.sumario.model.Reason;
import org.sumario.pipeline.PlanReport;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.IfAccepted;
import org.sumario.report.Account.Rule;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.UnmappedLabel;
import org.sumario.report.Account.Verdict;
import org.sumario.report.Wording;
import org.sumario.settings.Format;
import org.sumario.warehouse.ReleasedWarehouse;

/**
 * Tells what a load would do, in the order in which a person asks: what came, what is wrong with it, what it does to the figures, and what to
 * do now. For a person all on one screen; for a program every cell that would differ, and the rest as messages.
 */
final class PlanTelling {
    private static final int LABELS = 20;
    private static final int LONGEST_TEXT = 40;

    private final SumarioCommand sumario;
    private final PlanReport report;
    private final boolean isDrawn;

    PlanTelling(SumarioCommand sumario, PlanReport report) {
        this.sumario = sumario;
        this.report = report;
        this.isDrawn = sumario.format() == Format.TABLE;
    }

    void tell() throws IOException {
        say(report.baseRelease() == 0 ? Reason.of("PLAN_FIRST") : Reason.of("PLAN_BASE", report.baseRelease()));
        LoadTelling load = new LoadTelling(sumario, this::say);
        if (isDrawn && !report.load().arrived().isEmpty()) {
            gap();
            load.print(report.load(), false);
            gap();
        }
        if (!isDrawn) {
            load.tellTotals(report.load());
        }
        load.tellDeliveries(report.load(), false);
        load.tellMapping(report.load().mapping());
        findings();
        List<UnmappedLabel> labels = report.account().unmappedLabels();
        labels.stream().limit(LABELS).forEach(this::label);
        if (labels.size() > LABELS) {
            say(Reason.of("PLAN_MORE_LABELS", labels.size() - LABELS));
        }
        effect();
        ifAccepted();
        verdict();
    }

    private void findings() throws IOException {
        List<Rule> rules = report.account().findings().byRule();
        if (rules.isEmpty()) {
            return;
        }
        if (!isDrawn) {
            rules.forEach(found ->
                    say(Reason.of("PLAN_FINDING", found.code(), found.severity(), found.count(), found.example())));
            return;
        }
        gap();
        sumario.print(receiver -> {
            receiver.columns(List.of("finding", "severity", "count", "first_at", "raw_text"));
            for (Rule found : rules) {
                receiver.row(List.of(
                        found.code(), found.severity(), found.count(), found.example(), shortened(found.rawText())));
            }
        });
        if (!report.account().unmappedLabels().isEmpty()) {
            gap();
        }
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
    }

    private void label(UnmappedLabel label) {
        String nearest = label.nearest().isEmpty() ? "–" : String.join(" | ", label.nearest());
        say(Reason.of("PLAN_LABEL", label.label(), label.cells(), label.example(), label.codelist(), nearest));
    }

    private void effect() throws IOException {
        ReleasedWarehouse differences = report.differences();
        boolean isRefused = report.verdict() == Verdict.REFUSED;
        if (differences != null && !isDrawn) {
            sumario.print(receiver -> differences.query("from published.difference", List.of(), receiver));
        }
        if (differences != null && !isRefused) {
            gap();
            DiffTelling telling = new DiffTelling(sumario, differences, List.of());
            if (isDrawn) {
                telling.draw();
            } else {
                telling.tell();
            }
        }
        if (!isRefused) {
            gap();
            LoadTelling.headlines(sumario, report.load())
                    .forEach(headline ->
                            say(Reason.of("PLAN_HEADLINE", headline.arguments().toArray())));
        }
    }

    /** What deciding for a held delivery would do, after this load. */
    private void ifAccepted() throws IOException {
        Wording wording = new Wording(sumario.settings().language());
        for (IfAccepted held : report.account().ifAccepted()) {
            gap();
            Sentence refusal = held.refusal();
            Changes changes = held.changes();
            String name = held.sha256().substring(0, 8);
            if (refusal != null) {
                say(Reason.of("PLAN_IF_NOT_ACCEPTED", name, held.fileName())
                        .with(List.of(new Reason(refusal.code(), refusal.arguments()))));
            } else if (changes != null) {
                say(Reason.of("PLAN_IF_ACCEPTED", name, held.fileName()));
                DiffTelling.years(wording, changes.years()).forEach(this::say);
            }
        }
    }

    private void verdict() {
        Reason refusal = report.refusal();
        if (refusal != null) {
            say(Reason.of("PLAN_REFUSED").with(List.of(refusal)));
        } else if (report.id() == null) {
            say(Reason.of("PLAN_NOTHING"));
        } else {
            say(Reason.of("PLAN_" + report.verdict(), report.id()));
        }
    }

    private void gap() throws IOException {
        if (isDrawn) {
            sumario.write("\n");
        }
    }

    private void say(Reason sentence) {
        if (!isDrawn) {
            sumario.tell(sentence);
            return;
        }
        try {
            sumario.write(Printable.lines(sumario.messages().text(sentence)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
