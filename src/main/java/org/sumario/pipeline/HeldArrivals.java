package org.sumario.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.report.Account.IfAccepted;
import org.sumario.report.Account.Sentence;
import org.sumario.report.ChangedFigures;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.Differences.Depth;
import org.sumario.warehouse.ReleasedWarehouse;

/**
 * What would become of published figures if a person accepted what a plan holds: each delivery by itself, by the steps of the decision that
 * would do it, in a folder that is thrown away. It costs a built release for each, so of many only the first are tried.
 */
final class HeldArrivals {
    private static final int TRIED = 3;

    private final LoadState planned;
    private final Path release;

    /** @param release the file of the release that the plan would make */
    HeldArrivals(LoadState planned, Path release) {
        this.planned = planned;
        this.release = release;
    }

    List<IfAccepted> ifAccepted() throws IOException {
        List<IfAccepted> answers = new ArrayList<>();
        for (Received received : planned.deliveries) {
            Delivery delivery = received.delivery();
            if (received.isTouched() && delivery.state() == State.HELD && delivery.staging() != null) {
                answers.add(
                        answers.size() < TRIED
                                ? ifAccepted(delivery)
                                : new IfAccepted(
                                        delivery.sha256(),
                                        delivery.fileName(),
                                        Sentence.of(Reason.of("PLAN_NOT_TRIED", TRIED)),
                                        null));
            }
        }
        return answers;
    }

    private IfAccepted ifAccepted(Delivery held) throws IOException {
        planned.stopIfWanted();
        LoadState decided = new LoadState(
                planned,
                planned.made.resolve("if-accepted"),
                new Decision(held.sha256(), Verdict.ACCEPT, "", "", planned.startedAt, planned.run + 1));
        try {
            new Check(decided).run();
            new BuildStar(decided).run();
            try (ReleasedWarehouse differences =
                    Differences.betweenReleases(release, BuildStar.scratch(decided), decided.decisions())) {
                return new IfAccepted(
                        held.sha256(), held.fileName(), null, new ChangedFigures(differences, Depth.CELLS).changes());
            }
        } catch (Refused refused) {
            return new IfAccepted(held.sha256(), held.fileName(), Sentence.of(refused.reason()), null);
        } finally {
            Recovery.delete(decided.made);
        }
    }
}
