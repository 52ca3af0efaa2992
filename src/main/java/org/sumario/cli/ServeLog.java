package org.sumario.cli;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest.Trigger;
import org.sumario.scheduler.Journal;

/** What serve says on standard error: one line each, after its instant in UTC. */
final class ServeLog implements Journal {
    private final SumarioCommand sumario;
    private final Clock clock;

    ServeLog(SumarioCommand sumario, Clock clock) {
        this.sumario = sumario;
        this.clock = clock;
    }

    @Override
    public void tell(Reason reason) {
        boolean isProgress =
                reason.code().startsWith("SERVE_ST") || reason.code().equals("REPORT_WRITTEN");
        if (!isProgress || !sumario.settings().quiet()) {
            print(reason);
        }
    }

    @Override
    public void loaded(Trigger trigger, LoadReport report) {
        if (!sumario.settings().quiet()) {
            print(Reason.of(
                    "SERVE_LOADED",
                    report.run(),
                    why(trigger),
                    report.arrived().size(),
                    report.release() == null ? "–" : report.release().manifest().releaseNumber()));
            report.figuresChanges().forEach(change -> print(LoadTelling.figures(change)));
        }
        for (LoadReport.Arrived arrived : report.arrived()) {
            Delivery delivery = arrived.delivery();
            String why = LoadTelling.reasons(sumario, delivery);
            if (!why.isEmpty()) {
                print(Reason.of(
                        "LOAD_STATE",
                        delivery.shortName(),
                        delivery.fileName(),
                        delivery.state().word(),
                        why));
            }
        }
    }

    private static String why(Trigger trigger) {
        String kind = trigger.kind().word();
        return trigger.sourceCode() == null ? kind : kind + " " + trigger.sourceCode() + " " + trigger.scheduledFor();
    }

    private void print(Reason reason) {
        Messages messages = sumario.messages();
        messages.print(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + messages.text(reason));
    }
}
